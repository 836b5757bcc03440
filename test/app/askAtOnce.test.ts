import { describe, expect, it } from 'vitest';
import { dropFiles } from './launchApp.ts';
import { addFolder, ask, complaints, lastTurn, untilBuilt, whileHalted } from './person.ts';
import { longFolder, sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// Whoever has a box to type in can ask: what is asked before the engine says anything waits for it and is answered.
const documents = sampleFolder();
const later = longFolder(1);
const question = sampleQuestions.find(({ sources }) => sources.length > 0)?.question ?? '';
const app = useWindow({
  belongs: [documents, later],
  ready: async ({ page }) => {
    await addFolder(page, documents.path, documents.name);
    await untilBuilt(page);
  },
});
const answered = async (): Promise<void> => {
  await lastTurn(app.page).getByRole('heading', { level: 2, name: question }).waitFor();
  await lastTurn(app.page).getByRole('button', { name: 'Copy with sources' }).waitFor({ timeout: 60_000 });
};

describe('a question asked at once', () => {
  it('as the window comes, is answered', async () => {
    await app.restart();
    await ask(app.page, question);
    await answered();
  });

  it.skipIf(process.platform === 'win32')('while the engine has not said a word, waits and is answered', async () => {
    await whileHalted(app, async () => {
      await app.page.reload();
      await ask(app.page, question);
      await lastTurn(app.page).getByText('Looking through your documents…').waitFor();
      // Nothing is known of the library yet.
      expect(await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).count()).toBe(0);
    });
    await answered();
    expect(complaints(app)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('and stopped before there is an engine, is never sent', async () => {
    await whileHalted(app, async () => {
      await app.page.reload();
      await ask(app.page, 'What would never be asked?');
      await app.page.getByRole('button', { name: 'Stop' }).click();
      await lastTurn(app.page).getByText('Stopped.', { exact: true }).waitFor();
    });
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: question, exact: true }).first().waitFor();
    expect(await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: 'What would never be asked?', exact: true }).count()).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('and a folder dropped before the engine has said a word is taken in', async () => {
    await whileHalted(app, async () => {
      await app.page.reload();
      await app.page.getByRole('main').waitFor();
      await dropFiles(app.page, [later.path]);
    });
    await app.page.getByRole('checkbox', { name: `Ask only ${later.name}` }).waitFor();
  });
});
