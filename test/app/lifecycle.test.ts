import { spawn } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { addFolder, askAndWait, complaints, untilBuilt } from './person.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// What outlives a glance elsewhere, a second start and the end of the window.
const documents = sampleFolder();
const [first, second] = sampleQuestions;
const app = useWindow({ belongs: [documents] });

const place = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getBounds()));

describe('the window', () => {
  it('keeps what is being written while a person looks elsewhere', async () => {
    if (first === undefined || second === undefined) throw new Error('the samples have no questions');
    await addFolder(app.page, documents.path, documents.name);
    await untilBuilt(app.page);
    await askAndWait(app.page, first.question);
    await app.page.keyboard.press('Control+n');
    await askAndWait(app.page, second.question);
    const box = app.page.getByRole('textbox', { name: /^Ask about/ });
    await box.fill('What else did the');
    const look = async (question: string): Promise<void> => {
      await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: question, exact: true }).click();
      await app.page.getByRole('article').getByRole('heading', { name: question }).waitFor();
    };
    // Each conversation has its own.
    await look(first.question);
    await expect.poll(() => box.inputValue()).toBe('');
    await look(second.question);
    await expect.poll(() => box.inputValue()).toBe('What else did the');
    await look(first.question);
    await app.page.getByRole('button', { name: 'Edit question' }).click();
    await expect.poll(() => box.inputValue()).toBe(first.question);
    await box.fill('');
  });

  it.skipIf(process.platform === 'win32')('E29: is the only one: a second start shows it and ends', async () => {
    const { file, words, environment } = await app.electron.evaluate(() => ({ file: process.execPath, words: process.argv.slice(1), environment: { ...process.env } as Record<string, string> }));
    const again = spawn(file, words.filter((word, index) => word !== '-r' && words[index - 1] !== '-r' && !/^--(inspect|remote-debugging)/.test(word)), { env: environment, stdio: 'ignore' });
    const code = await new Promise((resolve) => { again.once('exit', resolve); });
    expect(code).toBe(0);
    expect(await place()).toHaveLength(1);
    await app.page.getByRole('button', { name: 'Offline · 0 connections' }).waitFor();
  });

  it('comes back where it was and as large as it was', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setBounds({ x: 90, y: 60, width: 1100, height: 720 }); });
    await vi.waitUntil(async () => (await place())[0]?.width === 1100, { timeout: 5_000 });
    expect(complaints(app)).toEqual([]);
    await app.restart();
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor();
    expect(await place()).toEqual([{ x: 90, y: 60, width: 1100, height: 720 }]);
  });
});
