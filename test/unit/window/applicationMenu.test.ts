import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../../electron/main/applicationMenu.ts';

const items = (language: 'en' | 'de') => applicationMenu('linux', language).flatMap((menu) => [menu, ...(Array.isArray(menu.submenu) ? menu.submenu : [])]).filter(({ type }) => type !== 'separator');

describe('the menu of the window', () => {
  it('speaks both languages, every word of it', () => {
    const [english, german] = [items('en'), items('de')];
    expect(german.map(({ role }) => role)).toEqual(english.map(({ role }) => role));
    for (const [index, { label }] of german.entries()) expect([label, label === english[index]?.label]).toEqual([expect.stringMatching(/./), false]);
  });

  it('holds what editing needs, and nothing that reloads the page or looks inside it', () => {
    const roles = items('en').map(({ role }) => role);
    expect(roles).toEqual(expect.arrayContaining(['undo', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'resetZoom', 'close']));
    expect(roles).not.toEqual(expect.arrayContaining([expect.stringMatching(/reload|devtools/i)]));
    expect(applicationMenu('darwin', 'en')[0]).toEqual({ role: 'appMenu' });
  });
});
