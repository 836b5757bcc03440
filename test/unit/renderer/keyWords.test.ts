import { describe, expect, it } from 'vitest';
import { keysOf } from '../../../renderer/app/commands.ts';
import { keyWords } from '../../../renderer/app/commandKey.ts';

describe('keys', () => {
  it('are written as keyboards of the language name them', () => {
    expect(['Ctrl Shift K', 'Enter', 'F6', 'Ctrl +  Ctrl −', '?'].map((keys) => keyWords(keys, 'de'))).toEqual(['Strg Umschalt K', 'Eingabe', 'F6', 'Strg +  Strg −', '?']);
    expect(keyWords('Ctrl Shift K', 'en')).toBe('Ctrl Shift K');
  });
  it('are known of commands in one place', () => {
    expect((['every', 'search', 'settings', 'goThrough', 'startNew', 'libraries'] as const).map(keysOf)).toEqual(['Ctrl Shift K', 'Ctrl K', 'Ctrl ,', 'Ctrl 2', 'Ctrl N', null]);
  });
});
