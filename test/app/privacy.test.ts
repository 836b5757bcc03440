import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findSentinels } from '../integration/sentinels.ts';
import { accessibilityProblems } from './accessibility.ts';
import { askAndWait, complaints, untilBuilt } from './person.ts';
import { useSampleWindow } from './useSampleWindow.ts';

// What is kept and where, backups and the way back, what is settled, the log, and what an auditor asks: all of it checked from the window.
const { app, documents, lease } = useSampleWindow();
const dialog = () => app.page.getByRole('dialog', { name: 'Privacy' });
const part = (name: string) => dialog().getByRole('region', { name });

describe('privacy', () => {
  it('shows what lies where, how it is protected and that nothing is settled here', async () => {
    await app.page.getByRole('button', { name: 'Privacy', exact: true }).click();
    await part('What lies where').getByText(join(app.profile, 'libraries', 'main'), { exact: true }).waitFor();
    expect(await part('What lies where').innerText()).toMatch(/Library\s+[\d,.]+ (kB|MB)/);
    await part('Protection').getByText(/encrypted, but has no passphrase/).waitFor();
    if (!existsSync('/etc/carrel/policy.json')) await part('Settled by your administrator').getByText('Nothing: this computer has no policy.').waitFor();
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('backs up when asked to', async () => {
    const backups = part('Backups');
    const before = await backups.getByRole('listitem').count();
    await backups.getByRole('button', { name: 'Back up now' }).click();
    await expect.poll(() => backups.getByRole('listitem').count(), { timeout: 30_000 }).toBe(before + 1);
    await app.page.keyboard.press('Escape');
  });

  it('goes back to a backup only when that is confirmed, and then what came after is gone', async () => {
    await askAndWait(app.page, lease.question);
    const conversation = app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: lease.question, exact: true });
    await conversation.waitFor();
    await app.page.getByRole('button', { name: 'Privacy', exact: true }).click();
    const newest = part('Backups').getByRole('button', { name: /^Restore the backup of/ }).first();
    await newest.click();
    const asked = app.page.getByRole('dialog', { name: /^Go back to the backup of/ });
    await expect.poll(() => asked.getByRole('button', { name: 'Cancel' }).evaluate((element) => element === document.activeElement)).toBe(true);
    await asked.getByRole('button', { name: 'Cancel' }).click();
    expect(await conversation.count()).toBe(1);
    await newest.click();
    await asked.getByRole('button', { name: 'Restore' }).click();
    await part('Backups').getByText(/^The library is as it was on/).waitFor({ timeout: 60_000 });
    await expect.poll(() => conversation.count()).toBe(0);
    await app.page.keyboard.press('Escape');
    expect(await app.page.getByRole('article').count()).toBe(0);
    await untilBuilt(app.page, 150_000);
    await askAndWait(app.page, lease.question);
    await conversation.waitFor();
  });

  it('verifies the audit log', async () => {
    await app.page.getByRole('button', { name: 'Privacy', exact: true }).click();
    await part('Audit log').getByRole('button', { name: 'Verify the log' }).click();
    await part('Audit log').getByText(/^\d+ entries; all are as they were written/).waitFor();
    expect(await part('Audit log').locator('code').innerText()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows what an auditor asks, as the command line reports it, and stops when told to', async () => {
    const auditors = part('For auditors');
    await auditors.getByRole('button', { name: 'Check everything now' }).click();
    await auditors.getByRole('button', { name: 'Stop' }).click();
    await auditors.getByRole('button', { name: 'Check everything now' }).click();
    await auditors.getByText('The database is whole, the audit log too').waitFor({ timeout: 150_000 });
    const words = await auditors.innerText();
    expect(words).toMatch(/AES-256/);
    expect(words).toMatch(/[0-9a-f]{64}/);
    if (process.platform === 'linux') expect(words).toContain('0 connections; 0 attempts refused');
    const health = auditors.getByRole('region', { name: 'How the library is doing' });
    expect(await health.getByText(/could not be read, or not wholly/).count()).toBe(1);
    expect(await health.getByRole('columnheader').allInnerTexts()).toEqual(['Month', 'Questions', 'Not in the documents', 'Sentences supported', 'Seconds']);
    expect(Number(await health.getByRole('cell').first().innerText())).toBeGreaterThan(0);
    await auditors.getByText(/^Native parts \(\d+\)$/).click();
    await auditors.getByText(/better-sqlite3/).first().waitFor();
    await auditors.getByText(/^Parts and their licences \(\d+\)$/).click();
    await auditors.getByRole('listitem').filter({ hasText: /^better-sqlite3-multiple-ciphers [\d.]+\s*MIT$/ }).waitFor();
    await auditors.getByText(/^(1 is kept, made|\d+ are kept, the newest made) /).waitFor();
    if (!existsSync('/etc/carrel/policy.json')) await auditors.getByText('Nothing: this computer has no policy.').waitFor();
    expect(words).not.toContain(documents.path);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    const report = await copied(async () => { await auditors.getByRole('button', { name: 'Copy the report' }).click(); await auditors.getByRole('button', { name: 'Copied' }).waitFor(); });
    expect(JSON.parse(report)).toMatchObject({ network: { refusedConnections: 0 }, library: { verified: { database: [] } } });
    await app.page.keyboard.press('Escape');
  });
});

describe('the whole library in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-move-window-'));
  const file = join(folder, 'all.carrel');
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
  const move = () => part('The whole library in a file');
  const lock = async (passphrase: string): Promise<void> => {
    await move().getByRole('button', { name: 'Save the library…' }).click();
    await move().getByText('The file will hold the text of all documents.').waitFor();
    for (const box of ['New passphrase', 'The same again']) await move().getByRole('textbox', { name: box }).fill(passphrase);
    await app.page.keyboard.press('Enter');
  };

  it('is written where the person says, locked, once it is not broken off', async () => {
    await app.electron.evaluate(({ dialog: dialogs }, path) => { dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path }); }, file);
    await app.page.getByRole('button', { name: 'Privacy', exact: true }).click();
    await lock('eleven terns on a weir');
    await move().getByRole('progressbar').waitFor();
    await move().getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => move().getByRole('progressbar').count(), { timeout: 30_000 }).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    await move().getByRole('button', { name: 'Cancel' }).click();
    await lock('eleven terns on a weir');
    await move().getByText('Saved as all.carrel.').waitFor({ timeout: 60_000 });
    expect(readdirSync(folder)).toEqual(['all.carrel']);
    expect(statSync(file).size).toBeGreaterThan(100_000);
    expect(findSentinels(folder, [lease.question, documents.name])).toEqual([]);
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('comes in as a library of its own with its conversations and its search, and only with its passphrase', async () => {
    await app.electron.evaluate(({ dialog: dialogs }, path) => { dialogs.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, file);
    await move().getByRole('button', { name: 'Bring a library…' }).click();
    await move().getByText('“all.carrel” becomes a library of its own').waitFor();
    const passphrase = move().getByRole('textbox', { name: 'Passphrase of the file' });
    await passphrase.fill('another one');
    await app.page.keyboard.press('Enter');
    await move().getByRole('alert').getByText(/passphrase is not right/).waitFor({ timeout: 30_000 });
    await passphrase.fill('eleven terns on a weir');
    await app.page.keyboard.press('Enter');
    // The page is loaded anew for another library; nothing of it has to be read or built.
    await dialog().waitFor({ state: 'detached', timeout: 60_000 });
    expect(readdirSync(join(app.profile, 'libraries')).length).toBe(2);
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: lease.question, exact: true }).waitFor({ timeout: 60_000 });
    await untilBuilt(app.page, 60_000);
    await askAndWait(app.page, lease.question);
    await app.page.getByRole('button', { name: /^Libraries: / }).click();
    const libraries = app.page.getByRole('dialog', { name: 'Libraries' });
    await expect.poll(() => libraries.getByRole('listitem').count()).toBe(2);
    await app.page.keyboard.press('Escape');
    expect(complaints(app)).toEqual([]);
  });
});

/** What stands on the clipboard after something was copied. */
async function copied(copy: () => Promise<void>): Promise<string> {
  const before = randomBytes(4).toString('hex');
  await app.electron.evaluate(({ clipboard }, text) => { clipboard.writeText(text); }, before);
  await copy();
  const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(text).not.toBe(before);
  return text;
}
