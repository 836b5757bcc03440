import { describe, expect, it } from 'vitest';
import { makeLockedLibrary } from './holdProfile.ts';
import { complaints } from './person.ts';
import { useWindow } from './useWindow.ts';

// The menu of the system: what the window can do, in its words, with its keys, and only where it can be done.
const library = { name: 'Northgate matters', passphrase: 'correct horse battery staple' };
const app = useWindow({ prepare: (profile) => makeLockedLibrary(profile, library) });

type Item = { readonly label: string; readonly keys: string | null; readonly enabled: boolean };
const menu = (title: string): Promise<readonly Item[]> => app.electron.evaluate(({ Menu }, name) => (Menu.getApplicationMenu()?.items.find(({ label }) => label === name)?.submenu?.items ?? [])
  .flatMap(({ type, label, accelerator, enabled }) => (type === 'separator' ? [] : [{ label, keys: typeof accelerator === 'string' ? accelerator : null, enabled }])), title);
const choose = (title: string, item: string): Promise<void> => app.electron.evaluate(({ Menu }, [name, label]) => { Menu.getApplicationMenu()?.items.find((one) => one.label === name)?.submenu?.items.find((one) => one.label === label)?.click(); }, [title, item] as const);
const enabled = async (title: string): Promise<readonly string[]> => (await menu(title)).flatMap((item) => (item.enabled ? [item.label] : []));

describe('the menu', () => {
  it('offers, of a locked library, only what tells nothing of it', async () => {
    await app.page.getByRole('heading', { name: `“${library.name}” is locked` }).waitFor();
    await expect.poll(() => enabled('Rooms')).toEqual(['Models', 'Privacy', 'Settings', 'Libraries', 'Keyboard shortcuts']);
  });

  it('names every room as the window does, with its keys, once the library is open', async () => {
    await app.page.getByRole('textbox', { name: 'Passphrase' }).fill(library.passphrase);
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor({ timeout: 30_000 });
    await expect.poll(async () => (await menu('Rooms')).every((item) => item.enabled)).toBe(true);
    const named = (await menu('Rooms')).map(({ label, keys }) => [label, keys]);
    expect(named).toEqual(expect.arrayContaining([
      ['Conversation', 'CmdOrCtrl+1'], ['Go through everything', 'CmdOrCtrl+2'], ['Check answers', 'CmdOrCtrl+3'], ['All documents', 'CmdOrCtrl+4'], ['Models', 'CmdOrCtrl+5'], ['Privacy', 'CmdOrCtrl+6'], ['Settings', 'CmdOrCtrl+,'],
      ['Search', 'CmdOrCtrl+K'], ['Every hit', 'CmdOrCtrl+Shift+K'], ['New conversation', 'CmdOrCtrl+N'], ['Show or hide the library', 'CmdOrCtrl+B'], ['Keyboard shortcuts', null],
    ]));
  });

  it('leads where it says', async () => {
    await choose('Rooms', 'Check answers');
    await app.page.getByRole('main').getByRole('heading', { name: 'Check answers' }).waitFor();
    await choose('Rooms', 'Privacy');
    await app.page.getByRole('dialog', { name: 'Privacy' }).waitFor();
    await choose('Rooms', 'Search');
    await app.page.getByRole('combobox').waitFor();
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('combobox').waitFor({ state: 'detached' });
  });

  it('speaks the language the window speaks', async () => {
    await app.page.keyboard.press('Control+,');
    await app.page.getByRole('dialog', { name: 'Settings' }).getByRole('radio', { name: 'Deutsch' }).check();
    await expect.poll(async () => (await menu('Räume')).map(({ label }) => label)).toEqual(expect.arrayContaining(['Gespräch', 'Modelle', 'Einstellungen', 'Suchen']));
    expect(await menu('Rooms')).toEqual([]);
    expect(complaints(app)).toEqual([]);
  });
});
