import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { EraseCertificate } from '../../electron/shared/securityContract.ts';
import { findSentinels } from '../integration/sentinels.ts';
import { askAndWait, complaints, sourcePane } from './person.ts';
import { sizeForPictures, takePictures } from './takePictures.ts';
import { useSampleWindow } from './useSampleWindow.ts';

// How a person guards a library: erases for good, locks, opens again, keeps several apart. By role and keyboard.
const question = 'Who spoke of the heron numbered 7719 at the quay?';
const folder = mkdtempSync(join(tmpdir(), 'carrel-guard-'));
const { app, documents } = useSampleWindow({ begin: sizeForPictures });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const dialog = (name: string | RegExp): Locator => app.page.getByRole('dialog', { name });
const empty = (): Locator => app.page.getByRole('heading', { name: 'Add a folder first' });
const locked = (): Locator => app.page.getByRole('heading', { name: /is locked$/ });
const passphrases = { first: 'seven otters in a lighthouse', second: 'nine herons on a jetty' };

describe('erasing for good', () => {
  const name = 'Staff handbook.md';
  const title = `Erase “${name}” for good`;
  const find = async (): Promise<Locator> => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('days of paid leave');
    return app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: name });
  };

  it('is offered with what is known of a document, and refused under a legal hold', async () => {
    await (await find()).first().click();
    const pane = sourcePane(app.page);
    await pane.getByRole('button', { name: 'About', exact: true }).click();
    await pane.getByRole('button', { name: `Erase for good…: ${name}` }).click();
    const act = dialog(title).getByRole('button', { name: 'Erase for good', exact: true });
    await dialog(title).getByRole('button', { name: 'Put under a legal hold' }).click();
    await dialog(title).getByText('Under a legal hold.').waitFor();
    expect(await act.isDisabled()).toBe(true);
    await takePictures(app, 'erase-held');
    await dialog(title).getByRole('button', { name: 'Lift the legal hold' }).click();
    await expect.poll(() => act.isEnabled()).toBe(true);
  });

  it('shows a certificate and saves it; afterwards nothing finds the document', async () => {
    const saved = join(folder, 'certificate.json');
    await app.electron.evaluate(({ dialog: dialogs }, path) => { dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path }); }, saved);
    await dialog(title).getByRole('checkbox', { name: 'Also questions and answers that quote it' }).click();
    await dialog(title).getByRole('button', { name: 'Erase for good', exact: true }).click();
    const done = dialog(`“${name}” is erased`);
    await done.getByText(/traces in \d+ places before, \d+ after/).waitFor({ timeout: 120_000 });
    await takePictures(app, 'certificate');
    await done.getByText('Every place that was looked at').click();
    expect(await done.getByRole('row').count()).toBeGreaterThan(5);
    await done.getByRole('button', { name: 'Save the certificate…' }).click();
    await done.getByText('Saved as certificate.json.').waitFor();
    const certificate = EraseCertificate.parse(JSON.parse(readFileSync(saved, 'utf8')));
    expect(certificate).toMatchObject({ path: join(documents.path, 'Staff', name), documents: 1 });
    await done.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => app.page.getByRole('complementary', { name: 'Source' }).count()).toBe(0);
    await find();
    await app.page.getByRole('dialog', { name: 'Search' }).getByRole('option').first().waitFor();
    expect(await app.page.getByRole('option').filter({ hasText: name }).count()).toBe(0);
    await app.page.keyboard.press('Escape');
    expect(existsSync(join(documents.path, 'Staff', name))).toBe(true);
  });
});

describe('the passphrase', () => {
  let recoveryKey = '';
  const open = async (): Promise<Locator> => {
    await app.page.getByRole('button', { name: /^(Not locked|Passphrase set)$/ }).click();
    return dialog('Passphrase and locking');
  };

  it('is asked for twice, and must be the same', async () => {
    const guard = await open();
    await guard.getByRole('button', { name: 'Set a passphrase' }).click();
    await guard.getByRole('textbox', { name: 'New passphrase' }).fill(passphrases.first);
    await guard.getByRole('textbox', { name: 'The same again' }).fill('another one');
    await guard.getByText('The two are not the same.').waitFor();
    expect(await guard.getByRole('button', { name: 'Set a passphrase' }).isDisabled()).toBe(true);
  });

  it('once set shows the recovery key this once, to be written down', async () => {
    const guard = dialog('Passphrase and locking');
    await guard.getByRole('textbox', { name: 'The same again' }).fill(passphrases.first);
    await app.page.keyboard.press('Enter');
    const shown = guard.getByRole('status', { name: 'Recovery key' });
    await shown.waitFor({ timeout: 120_000 });
    recoveryKey = await shown.innerText();
    expect(recoveryKey).toMatch(/^[0-9A-Z]+(-[0-9A-Z]+)+$/);
    expect(await guard.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
    await takePictures(app, 'recovery-key');
    // Shown this once, it is not lost by a slip: not by Esc, not by the cross, not beside it, and not under another layer.
    for (const slip of [
      () => app.page.keyboard.press('Escape'), () => guard.getByRole('button', { name: 'Close' }).click(), () => app.page.mouse.click(20, 400), () => app.page.keyboard.press('Control+k'), () => app.page.keyboard.press('Escape'),
    ]) {
      await slip();
      expect(await shown.innerText()).toBe(recoveryKey);
    }
    await guard.getByRole('alert').getByText('This key is not shown again.').waitFor();
    expect(await app.page.getByRole('dialog').count()).toBe(1);
    await guard.getByRole('checkbox', { name: 'I have written it down' }).click();
    await guard.getByRole('button', { name: 'Done' }).click();
    await guard.getByText('opens only with your passphrase').waitFor();
    expect(await guard.innerText()).not.toContain(recoveryKey);
    await guard.getByText(/key store/).first().waitFor();
    await takePictures(app, 'passphrase');
  });

  it('D8: where the system has no key store that keeps a key secret none is offered, and why is said', async () => {
    const guard = dialog('Passphrase and locking');
    const isThere = await app.electron.evaluate(({ safeStorage }) => {
      const backend: unknown = Reflect.get(safeStorage, 'getSelectedStorageBackend');
      return safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || (typeof backend === 'function' && !['basic_text', 'unknown'].includes(String(Reflect.apply(backend, safeStorage, [])))));
    });
    const [missing, keep] = [guard.getByText('This computer has no key store that keeps a key secret.'), guard.getByRole('button', { name: 'Keep a key in the key store' })];
    expect([await missing.count(), await keep.count()]).toEqual(isThere ? [0, 1] : [1, 0]);
  });

  it('E36: locking empties the window: nothing of what it showed is left in its memory, and no picture of it is made until it is open again', async () => {
    await app.page.keyboard.press('Escape');
    await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const told: boolean[] = [];
      Object.assign(globalThis, { toldOfPictures: told });
      if (window !== undefined) window.setContentProtection = (isOn) => { told.push(isOn); };
    });
    await askAndWait(app.page, question);
    expect(await inHeap(question)).toBe(true);
    const guard = await open();
    await guard.getByRole('button', { name: 'Lock now' }).click();
    await locked().waitFor({ timeout: 30_000 });
    expect(await app.page.getByRole('navigation').innerText()).not.toContain(documents.name);
    // Loaded anew, a moment after it is told of the lock: the page knows of no conversation.
    await expect.poll(() => inHeap(question), { timeout: 60_000 }).toBe(false);
    expect(new Set(await toldOfPictures())).toEqual(new Set([true]));
  });

  it('E33: nothing of what the window showed lies in the files that it keeps', () => {
    const kept = join(dirname(app.profile), 'window');
    expect(existsSync(kept)).toBe(true);
    expect(findSentinels(kept, [question, 'heron numbered 7719', 'days of paid leave', documents.path])).toEqual([]);
  });

  it('or the recovery key opens it, and its documents are there again', async () => {
    await app.page.getByRole('button', { name: 'Use the recovery key' }).click();
    const box = app.page.getByRole('textbox', { name: 'Recovery key' });
    await box.fill('AAAA-BBBB');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('alert').getByText(/recovery key is not right/).waitFor({ timeout: 30_000 });
    await box.fill(recoveryKey);
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor({ timeout: 60_000 });
  });

  it('E36: opened again it may be in pictures, as any window', async () => {
    await expect.poll(async () => (await toldOfPictures()).at(-1)).toBe(false);
  });

  it('R14: the system’s own lock locks it too', async () => {
    await app.electron.evaluate(({ powerMonitor }) => { powerMonitor.emit('lock-screen'); });
    await locked().waitFor({ timeout: 30_000 });
    await app.page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrases.first);
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor({ timeout: 60_000 });
  });

  it('is changed with the present one, and taken away again', async () => {
    const guard = await open();
    await guard.getByRole('button', { name: 'Change the passphrase' }).click();
    await guard.getByRole('textbox', { name: 'Present passphrase' }).fill(passphrases.first);
    await guard.getByRole('textbox', { name: 'New passphrase' }).fill(passphrases.second);
    await guard.getByRole('textbox', { name: 'The same again' }).fill(passphrases.second);
    await app.page.keyboard.press('Enter');
    await guard.getByRole('button', { name: 'Remove the passphrase' }).click({ timeout: 60_000 });
    await guard.getByRole('textbox', { name: 'Present passphrase' }).fill(passphrases.first);
    await app.page.keyboard.press('Enter');
    await guard.getByRole('alert').getByText(/passphrase is not right/).waitFor({ timeout: 60_000 });
    await guard.getByRole('textbox', { name: 'Present passphrase' }).fill(passphrases.second);
    await app.page.keyboard.press('Enter');
    await guard.getByRole('button', { name: 'Set a passphrase' }).waitFor({ timeout: 60_000 });
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('button', { name: 'Not locked' }).waitFor();
  });

  /** What the window was told since a test began to listen: whether to be hidden from pictures. */
  function toldOfPictures(): Promise<boolean[]> {
    return app.electron.evaluate(() => Reflect.get(globalThis, 'toldOfPictures') as boolean[]);
  }

  /** Whether a text stands anywhere in the heap of the page. */
  async function inHeap(text: string): Promise<boolean> {
    const path = join(folder, 'page.heapsnapshot');
    await app.electron.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(to), path);
    return readFileSync(path).includes(text);
  }
});

describe('several libraries', () => {
  const name = 'Harbour matter';
  const open = async (): Promise<Locator> => {
    await app.page.getByRole('button', { name: /^Libraries: / }).click();
    return dialog('Libraries');
  };

  it('one more is made, empty, and nothing of the other shows in it', async () => {
    const libraries = await open();
    await libraries.getByRole('textbox', { name: 'Name of a new library' }).fill(name);
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('button', { name: `Libraries: ${name}` }).waitFor({ timeout: 60_000 });
    await empty().waitFor({ timeout: 30_000 });
    expect(await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).count()).toBe(0);
  });

  it('the other is opened in its place, with what is in it', async () => {
    const libraries = await open();
    expect(await libraries.getByRole('listitem', { name }).innerText()).toContain('Open now');
    await takePictures(app, 'libraries');
    expect(await libraries.getByRole('button', { name: `Open ${name}` }).count()).toBe(0);
    await libraries.getByRole('button', { name: /^Open My library/ }).click();
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor({ timeout: 60_000 });
    expect(complaints(app)).toEqual([]);
  });
});
