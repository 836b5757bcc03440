import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../build/electronRuntime.mjs';
import { accessibilityProblems } from './accessibility.ts';
import { openStage } from './launchApp.ts';
import { addFolder, askAndWait, complaints, lastTurn, untilBuilt } from './person.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// Answers leave the library as files a person asks for, and not where the administrator forbids it.
const documents = sampleFolder();
const saved = mkdtempSync(join(tmpdir(), 'carrel-saved-'));
const [lease, excess] = sampleQuestions;
if (lease === undefined || excess === undefined) throw new Error('the samples have no questions');

describe('saving', () => {
  const app = useWindow({
    belongs: [documents],
    async ready({ page }) {
      await addFolder(page, documents.path, documents.name);
      await untilBuilt(page, 150_000);
    },
  });
  const save = async (item: string, filePath: string | null): Promise<void> => {
    await app.electron.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = (...given: unknown[]) => {
        (globalThis as { offered?: unknown }).offered = given.at(-1);
        return Promise.resolve(chosen === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: chosen });
      };
    }, filePath);
    await lastTurn(app.page).getByRole('button', { name: 'Save…' }).click();
    await app.page.getByRole('menuitem', { name: item }).click();
  };

  it('an answer, for Word and as Markdown, with its quotes and places', async () => {
    await askAndWait(app.page, excess.question);
    await askAndWait(app.page, lease.question);
    await save('This answer, as Markdown', null);
    expect(await app.electron.evaluate(() => (globalThis as { offered?: { defaultPath?: string } }).offered?.defaultPath)).toMatch(/^By when must .*\.md$/);
    const [markdown, word] = [join(saved, 'answer.md'), join(saved, 'answer.docx')];
    await save('This answer, as Markdown', markdown);
    await lastTurn(app.page).getByText('Saved as answer.md.').waitFor();
    const text = readFileSync(markdown, 'utf8');
    expect(text).toContain(lease.question);
    // The conversation it is from is called by its first question.
    expect(text).not.toContain(`## ${excess.question}`);
    for (const words of lease.contains) expect(text.replaceAll('\\', '').replace(/\s+/g, ' ')).toContain(words);
    await save('This answer, for Word', word);
    await lastTurn(app.page).getByText('Saved as answer.docx.').waitFor();
    expect(readFileSync(word).subarray(0, 2).toString()).toBe('PK');
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('a whole conversation, and all an answer rests on', async () => {
    const [whole, pack] = [join(saved, 'whole.md'), join(saved, 'pack.zip')];
    await save('Whole conversation, as Markdown', whole);
    await lastTurn(app.page).getByText('Saved as whole.md.').waitFor();
    const text = readFileSync(whole, 'utf8');
    expect([text.includes(lease.question), text.includes(excess.question)]).toEqual([true, true]);
    await save('Evidence pack (ZIP)', pack);
    await lastTurn(app.page).getByText('Saved as pack.zip.').waitFor({ timeout: 60_000 });
    const names = readFileSync(pack).toString('latin1');
    for (const name of ['evidence.json', '.html', '.png']) expect(names).toContain(name);
    await save('Whole conversation, for Word', join(saved, 'nowhere', 'whole.docx'));
    await lastTurn(app.page).getByRole('alert').waitFor();
    await lastTurn(app.page).getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  it('an answer onto the clipboard, with where each sentence comes from', async () => {
    await lastTurn(app.page).getByRole('button', { name: 'Copy with sources' }).click();
    await lastTurn(app.page).getByRole('button', { name: 'Copied' }).waitFor();
    const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(text.startsWith(lease.question)).toBe(true);
    expect(text).toMatch(/\[1\] .*Lease of 3 Custom House Quay\.pdf, page \d+: “/);
    expect(complaints(app)).toEqual([]);
  });
});

const electron = findElectron()?.executable ?? '';
const canBind = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'mount', '--bind', '/etc', '/mnt']).status === 0;

describe.skipIf(!canBind)(`a machine whose administrator forbids it${canBind ? '' : ' (skipped: no mount namespace here)'}`, () => {
  const machine = mkdtempSync(join(tmpdir(), 'carrel-machine-'));
  const etc = join(machine, 'etc');
  afterAll(() => { rmSync(machine, { recursive: true, force: true }); rmSync(saved, { recursive: true, force: true }); documents.remove(); });

  it('shows the button locked with the reason, writes nothing, and says in Privacy what is settled', async () => {
    mkdirSync(join(etc, 'carrel'), { recursive: true, mode: 0o755 });
    for (const name of ['passwd', 'group', 'nsswitch.conf', 'ld.so.cache', 'ld.so.conf', 'fonts']) if (existsSync(join('/etc', name))) cpSync(join('/etc', name), join(etc, name), { recursive: true });
    writeFileSync(join(etc, 'carrel', 'policy.json'), JSON.stringify({ version: 1, contact: 'the help desk', settings: { exports: { value: false, reason: 'Rule 7 of the firm.' }, idleLockMinutes: { value: 10, reason: 'Rule 9.' } } }), { mode: 0o644 });
    const through = join(machine, 'electron.sh');
    writeFileSync(through, `#!/bin/sh\nexec unshare -rm sh -c 'mount --bind "${etc}" /etc && exec "$0" "$@"' '${electron}' "$@"\n`, { mode: 0o755 });
    const folder = sampleFolder();
    const stage = await openStage();
    const before = readdirSync(saved).length;
    try {
      const app = await stage.launch({ through });
      try {
        const { page } = app;
        await addFolder(page, folder.path, folder.name);
        await untilBuilt(page, 150_000);
        const turn = await askAndWait(page, lease.question);
        await turn.getByRole('button', { name: 'Save… Saving is locked' }).click();
        await page.getByText('The administrator of this computer has switched it off: Rule 7 of the firm.').waitFor();
        await page.getByText('Ask the help desk.').waitFor();
        expect(await page.getByRole('menuitem').count()).toBe(0);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Privacy', exact: true }).click();
        const policy = page.getByRole('region', { name: 'Settled by your administrator' });
        await policy.getByText('off: Rule 7 of the firm.').waitFor();
        await policy.getByText('10: Rule 9.').waitFor();
        await policy.getByText(/From \/etc\/carrel\/policy\.json/).waitFor();
      } finally {
        await app.close();
      }
    } finally {
      stage.close();
      folder.remove();
    }
    expect(readdirSync(saved)).toHaveLength(before);
  });
});
