import { describe, expect, it } from 'vitest';
import { openCompound } from '../../../../electron/reader/compound.ts';
import { CompoundWriter } from '../../../fixtures/CompoundWriter.ts';

const large = Buffer.from(Array.from({ length: 70_000 }, (_value, index) => index % 251));

function sample(): Buffer {
  return new CompoundWriter().add('Small', Buffer.from('a few words')).add('Large', large).add('Pool/One/Contents', Buffer.from('inside')).add('None', Buffer.alloc(0)).bytes();
}

describe('compound files', () => {
  it('give their streams by path, small and large', () => {
    const file = openCompound(sample());
    expect([...file.streams].sort()).toEqual(['Large', 'None', 'Pool/One/Contents', 'Small']);
    expect(file.read('Small')?.toString()).toBe('a few words');
    expect(file.read('large')?.equals(large)).toBe(true);
    expect(file.read('Pool/One/Contents')?.toString()).toBe('inside');
    expect(file.read('None')?.length).toBe(0);
    expect(file.read('Nothing')).toBeNull();
  });

  it('that are cut off, run in circles or lie about sizes are damaged', () => {
    const bytes = sample();
    expect(() => openCompound(bytes.subarray(0, 600))).toThrow('file-damaged');
    expect(() => openCompound(Buffer.from('no such file'.repeat(60)))).toThrow('file-damaged');
    const circle = Buffer.from(bytes);
    const table = 512 * (circle.readUInt32LE(76) + 1);
    // The large stream comes first in the file: its third sector leads back to its first.
    circle.writeUInt32LE(0, table + 8);
    circle.writeUInt32LE(0, table + 4 * circle.readUInt32LE(48));
    expect(() => openCompound(circle)).toThrow('file-damaged');
  });

  it('never go round in a tree whose links form a circle', () => {
    const bytes = sample();
    const directory = 512 * (bytes.readUInt32LE(48) + 1);
    for (const entry of [1, 2, 3]) for (const link of [68, 72, 76]) bytes.writeUInt32LE(entry - 1, directory + entry * 128 + link);
    expect(openCompound(bytes).streams.length).toBeLessThan(5);
  });
});
