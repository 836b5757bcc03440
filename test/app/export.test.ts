import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { askAndWait, complaints, lastTurn } from './person.ts';
import { useSampleWindow } from './useSampleWindow.ts';

// Answers leave the library as files a person asks for; policy.test.ts has what comes of it where the administrator forbids that.
const saved = mkdtempSync(join(tmpdir(), 'carrel-saved-'));
afterAll(() => { rmSync(saved, { recursive: true, force: true }); });

describe('saving', () => {
  const { app, lease, excess } = useSampleWindow();
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
    expect(text).toMatch(/\[1\] .*Lease of 3 Custom House Quay\.pdf, page \d+ · .+: “/);
    expect(complaints(app)).toEqual([]);
  });
});
