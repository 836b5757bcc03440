import { describe, expect, it } from 'vitest';
import { makeLockedLibrary } from './holdProfile.ts';
import { complaints } from './person.ts';
import { useWindow } from './useWindow.ts';

// A library with a passphrase: nothing of it is seen before it is typed.
const library = { name: 'Northgate matters', passphrase: 'correct horse battery staple' };
const app = useWindow({ prepare: (profile) => makeLockedLibrary(profile, library) });

const type = async (passphrase: string): Promise<void> => {
  await app.page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await app.page.keyboard.press('Enter');
};

describe('a locked library', () => {
  it('asks for its passphrase, and offers nothing else', async () => {
    await app.page.getByRole('heading', { name: `“${library.name}” is locked` }).waitFor();
    const box = app.page.getByRole('textbox', { name: 'Passphrase' });
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await box.getAttribute('type')).toBe('password');
    expect(await app.page.getByRole('textbox', { name: /^Ask about/ }).count()).toBe(0);
    await app.page.keyboard.press('Control+k');
    expect(await app.page.getByRole('dialog').count()).toBe(0);
  });

  it('says that a passphrase is wrong, and forgets it', async () => {
    await type('incorrect horse');
    await app.page.getByRole('alert').getByText(/passphrase is not right/).waitFor();
    expect(await app.page.getByRole('textbox', { name: 'Passphrase' }).inputValue()).toBe('');
  });

  it('opens with the right one, and is locked again at the next start', async () => {
    await type(library.passphrase);
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor({ timeout: 30_000 });
    await app.page.getByRole('button', { name: 'Passphrase set' }).waitFor();
    expect(complaints(app)).toEqual([]);
    await app.restart();
    await app.page.getByRole('heading', { name: `“${library.name}” is locked` }).waitFor();
  });
});
