import { describe, expect, it } from 'vitest';
import { addFolder, ask, askAndWait, complaints, engines, killEngine, lastTurn, untilBuilt, whileHalted } from './person.ts';
import { longFolder, sampleFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// The engine may die at any moment: the window says so, starts it again, watches it again and keeps the question.
const documents = sampleFolder();
const long = longFolder(40);
const banner = /reads and searches stopped and is starting again/;
const question = 'By when must the notice to end the lease early reach the landlord?';
const app = useWindow({ belongs: [documents, long] });

const untilBack = async (before: number): Promise<void> => {
  await app.page.getByText(banner).waitFor({ state: 'detached', timeout: 30_000 });
  await expect.poll(() => engines(app), { timeout: 20_000 }).not.toContain(before);
};

describe('the engine dies', () => {
  it('R15: during indexing: the window says so, starts it again and the work goes on to its end', async () => {
    await addFolder(app.page, documents.path, documents.name);
    await addFolder(app.page, long.path, long.name);
    await app.page.getByText(/\d+ of \d+ files|Searchable now/).first().waitFor();
    const dead = await killEngine(app);
    await app.page.getByText(banner).waitFor();
    await untilBack(dead);
    await untilBuilt(app.page, 150_000);
    const folder = app.page.getByRole('listitem').filter({ hasText: long.name }).first();
    expect(await folder.innerText()).toContain('40');
  });

  it.skipIf(process.platform === 'win32')('R15: during an answer: the question is kept and can be asked again', async () => {
    const [engine] = await engines(app);
    if (engine === undefined) throw new Error('no engine runs');
    // Halted, so that it dies in the middle for certain.
    process.kill(engine, 'SIGSTOP');
    await ask(app.page, question);
    await lastTurn(app.page).getByText('Looking through your documents…').waitFor();
    process.kill(engine, 'SIGKILL');
    await lastTurn(app.page).getByRole('alert').getByText('Your question is kept.').waitFor();
    expect(await lastTurn(app.page).getByRole('heading', { level: 2 }).innerText()).toBe(question);
    await untilBack(engine);
    await lastTurn(app.page).getByRole('button', { name: 'Try again' }).click();
    await lastTurn(app.page).getByRole('button', { name: 'Copy with sources' }).waitFor({ timeout: 60_000 });
  });

  it.skipIf(process.platform === 'win32')('an answer can be stopped even when nothing comes any more', async () => {
    await whileHalted(app, async () => {
      await ask(app.page, question);
      await app.page.getByRole('button', { name: 'Stop' }).click();
      await lastTurn(app.page).getByText('Stopped.', { exact: true }).waitFor();
    });
    await askAndWait(app.page, question);
  });

  it('while nothing happens: a draft stays, and search works again after', async () => {
    await app.restart();
    const box = app.page.getByRole('textbox', { name: /^Ask about/ });
    await box.fill('a question half writ');
    const dead = await killEngine(app);
    await app.page.getByText(banner).waitFor();
    expect(await box.inputValue()).toBe('a question half writ');
    await untilBack(dead);
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('mooring rings');
    await app.page.getByRole('option').first().waitFor();
    await app.page.keyboard.press('Escape');
    await box.fill('');
  });

  it('R15: again and again: after three times in five minutes the window gives up in words, and starts it again when asked to', async () => {
    // Deaths of the tests before count with a window that saw them.
    await app.restart();
    for (let time = 1; time <= 3; time += 1) {
      const dead = await killEngine(app);
      await expect.poll(async () => (await engines(app)).filter((pid) => pid !== dead).length, { timeout: 20_000 }).toBe(1);
      expect(await app.page.getByText(/keeps stopping/).count(), `death ${time}`).toBe(0);
    }
    await killEngine(app);
    await app.page.getByText(/keeps stopping/).waitFor();
    await app.page.getByRole('alert').filter({ hasText: 'keeps stopping' }).getByRole('button', { name: 'Try again' }).click();
    await app.page.getByText(/keeps stopping/).waitFor({ state: 'detached', timeout: 30_000 });
    await askAndWait(app.page, question);
    expect(complaints(app)).toEqual([]);
  });
});
