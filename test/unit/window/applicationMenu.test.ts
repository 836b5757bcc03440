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

  it('names what the window can do as the window does, tells it what is chosen, and leaves its keys to it', () => {
    const chosen: string[] = [];
    const menu = { title: 'Rooms', groups: [[{ command: 'checks' as const, label: 'Questions & answers', keys: 'CmdOrCtrl+3', isEnabled: false }], [{ command: 'shortcuts' as const, label: 'Keyboard shortcuts', keys: null, isEnabled: true }]] };
    const rooms = applicationMenu('linux', 'en', { menu, onChosen: (command) => { chosen.push(command); } }).find(({ label }) => label === 'Rooms')?.submenu;
    if (!Array.isArray(rooms)) throw new Error('there is no such menu');
    expect(rooms).toEqual([
      { id: 'checks', label: 'Questions && answers', enabled: false, accelerator: 'CmdOrCtrl+3', registerAccelerator: false, click: expect.any(Function) as unknown },
      { type: 'separator' }, { id: 'shortcuts', label: 'Keyboard shortcuts', enabled: true, click: expect.any(Function) as unknown },
    ]);
    (rooms[2]?.click as () => void)();
    expect(chosen).toEqual(['shortcuts']);
    expect(applicationMenu('linux', 'en').map(({ label }) => label)).not.toContain('Rooms');
  });
});
