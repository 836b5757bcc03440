import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
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

describe('a recovery key on the screen when the system locks', () => {
  const guard = () => app.page.getByRole('dialog', { name: 'Passphrase and locking' });
  const unkept = () => app.page.getByRole('alert').filter({ hasText: 'before anybody said that it is written down' });
  const shown = () => guard().getByRole('status', { name: 'Recovery key' });
  const makeNew = async (): Promise<void> => {
    await guard().getByRole('button', { name: 'Change the passphrase' }).click();
    for (const name of ['Present passphrase', 'New passphrase', 'The same again']) await guard().getByRole('textbox', { name, exact: true }).fill(library.passphrase);
    await guard().getByRole('checkbox', { name: /^Also a new recovery key/ }).check();
    await guard().getByRole('button', { name: 'Change the passphrase' }).click();
    await shown().waitFor({ timeout: 60_000 });
  };

  it('goes with the library, and whoever opens it again is told and makes another', async () => {
    await type(library.passphrase);
    await app.page.getByRole('button', { name: 'Passphrase set' }).click({ timeout: 30_000 });
    await makeNew();
    const lost = await shown().innerText();
    expect(await unkept().count()).toBe(0);
    await app.electron.evaluate(({ powerMonitor }) => { powerMonitor.emit('lock-screen'); });
    await app.page.getByRole('heading', { name: `“${library.name}” is locked` }).waitFor();
    await guard().waitFor({ state: 'detached' });
    expect(await app.page.locator('body').innerText()).not.toContain(lost);

    await type(library.passphrase);
    await unkept().waitFor({ timeout: 30_000 });
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await unkept().getByRole('button', { name: 'Make a new one…' }).click();
    await makeNew();
    expect(await shown().innerText()).not.toBe(lost);
    await guard().getByRole('checkbox', { name: 'I have written it down' }).check();
    await guard().getByRole('button', { name: 'Done' }).click();
    await app.page.keyboard.press('Escape');
    await guard().waitFor({ state: 'detached' });
    await unkept().waitFor({ state: 'detached' });
  });

  it('and whoever wrote it down all the same says so, once', async () => {
    await app.page.getByRole('button', { name: 'Passphrase set' }).click();
    await makeNew();
    // The window ends with it on the screen.
    await app.restart();
    await type(library.passphrase);
    await unkept().getByRole('button', { name: 'I have it' }).click({ timeout: 30_000 });
    await unkept().waitFor({ state: 'detached' });
    await app.restart();
    await type(library.passphrase);
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor({ timeout: 30_000 });
    await app.page.waitForTimeout(500);
    expect(await unkept().count()).toBe(0);
    expect(complaints(app)).toEqual([]);
  });
});
