import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { addFolder, ask, askAndWait, complaints, lastTurn, untilBuilt } from './person.ts';
import { sampleFolder, sampleQuestions, type SampleQuestion } from './samples.ts';
import { useWindow } from './useWindow.ts';

// What a person says of an answer, asking again and otherwise, and finding conversations again.
const documents = sampleFolder();
const about = (words: string): SampleQuestion => {
  const found = sampleQuestions.find(({ question }) => question.includes(words));
  if (found === undefined) throw new Error(`the samples have no question about ${words}`);
  return found;
};
const [excess, leave, drone] = [about('excess'), about('paid leave'), about('drone')];
const app = useWindow({
  belongs: [documents],
  ready: async ({ page }) => {
    await addFolder(page, documents.path, documents.name);
    await untilBuilt(page);
  },
});

const list = () => app.page.getByRole('region', { name: 'Conversations' });
const titles = () => list().getByRole('button', { name: new RegExp(`^(${[excess, leave, drone].map(({ question }) => question.replace('?', '\\?')).join('|')})$`) }).allInnerTexts();
// As long as the page is given elsewhere.
const patient = { timeout: 20_000 };
const openConversation = async (question: string): Promise<void> => {
  await list().getByRole('button', { name: question, exact: true }).click();
  await app.page.getByRole('article').getByRole('heading', { name: question }).first().waitFor();
};
const startNew = async (): Promise<void> => {
  await app.page.keyboard.press('Control+n');
  await app.page.getByRole('article').first().waitFor({ state: 'detached' });
};
const questions = () => app.page.getByRole('article').getByRole('heading', { level: 2 }).allInnerTexts();
const menuOf = async (name: string, item: string): Promise<void> => {
  await list().getByRole('button', { name: `More about ${name}` }).focus();
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('menuitem', { name: item, exact: true }).press('Enter');
};
const isPressed = (name: string) => lastTurn(app.page).getByRole('button', { name }).getAttribute('aria-pressed');

describe('what is said of an answer', () => {
  it('is said by keyboard, with a reason, and stands there again when the conversation is opened again', async () => {
    await askAndWait(app.page, excess.question);
    const wrong = lastTurn(app.page).getByRole('button', { name: 'This answer is wrong' });
    await wrong.focus();
    await app.page.keyboard.press('Space');
    await expect.poll(() => isPressed('This answer is wrong')).toBe('true');
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Enter');
    await app.page.keyboard.type('That is the aggregate.');
    expect(await lastTurn(app.page).getByRole('textbox', { name: 'What is wrong?' }).inputValue()).toBe('That is the aggregate.');
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Enter');
    await lastTurn(app.page).getByRole('button', { name: '“That is the aggregate.”' }).waitFor();
    expect(await wrong.evaluate((element) => element === document.activeElement)).toBe(true);
    await app.restart();
    await openConversation(excess.question);
    await lastTurn(app.page).getByRole('button', { name: '“That is the aggregate.”' }).waitFor();
    expect(await isPressed('This answer is wrong')).toBe('true');
    expect(await isPressed('This answer is right')).toBe('false');
  });

  it('keeps its reason as it was on Esc, and when the other is meant', async () => {
    await lastTurn(app.page).getByRole('button', { name: '“That is the aggregate.”' }).click();
    await app.page.keyboard.type(' Or not.');
    await app.page.keyboard.press('Escape');
    await lastTurn(app.page).getByRole('button', { name: '“That is the aggregate.”' }).waitFor();
    await lastTurn(app.page).getByRole('button', { name: 'This answer is right' }).click();
    await expect.poll(() => isPressed('This answer is right')).toBe('true');
    expect(await isPressed('This answer is wrong')).toBe('false');
    await lastTurn(app.page).getByRole('button', { name: '“That is the aggregate.”' }).waitFor();
  });

  it('is taken back by pressing again', async () => {
    await lastTurn(app.page).getByRole('button', { name: 'This answer is right' }).click();
    await expect.poll(() => isPressed('This answer is right')).toBe('false');
    await app.restart();
    await openConversation(excess.question);
    await lastTurn(app.page).getByRole('button', { name: 'This answer is right' }).waitFor();
    expect([await isPressed('This answer is right'), await isPressed('This answer is wrong')]).toEqual(['false', 'false']);
    expect(await lastTurn(app.page).getByRole('button', { name: /aggregate/ }).count()).toBe(0);
  });
});

describe('a question asked again', () => {
  it('takes the place of its old answer', async () => {
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).click();
    await expect.poll(() => app.page.getByRole('article').count()).toBe(2);
    await expect.poll(questions, { timeout: 60_000 }).toEqual([excess.question]);
    await startNew();
    await openConversation(excess.question);
    expect(await questions()).toEqual([excess.question]);
  });

  it('and edited, too; the library keeps the new one alone', async () => {
    await askAndWait(app.page, leave.question);
    await lastTurn(app.page).getByRole('button', { name: 'Edit question' }).click();
    await app.page.getByRole('button', { name: 'Takes the place of your last question' }).waitFor();
    await askAndWait(app.page, drone.question);
    await expect.poll(questions).toEqual([excess.question, drone.question]);
    expect(await app.page.getByRole('button', { name: 'Takes the place of your last question' }).count()).toBe(0);
    await startNew();
    await openConversation(excess.question);
    expect(await questions()).toEqual([excess.question, drone.question]);
  });

  it('stays beside the edited one where a person says so', async () => {
    await lastTurn(app.page).getByRole('button', { name: 'Edit question' }).click();
    await app.page.getByRole('button', { name: 'Takes the place of your last question' }).click();
    await askAndWait(app.page, leave.question);
    expect(await questions()).toEqual([excess.question, drone.question, leave.question]);
  });

  it('that others follow stays, with all of them', async () => {
    await app.page.getByRole('article').first().getByRole('button', { name: 'Ask again' }).click();
    await expect.poll(() => app.page.getByRole('article').count()).toBe(4);
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).waitFor({ timeout: 60_000 });
    expect(await questions()).toEqual([excess.question, drone.question, leave.question, excess.question]);
  });

  it('and stopped leaves the old answer', async () => {
    await startNew();
    await askAndWait(app.page, drone.question);
    await lastTurn(app.page).getByRole('button', { name: 'Edit question' }).click();
    await ask(app.page, leave.question);
    await app.page.keyboard.press('Control+n');
    await openConversation(drone.question);
    expect((await questions())[0]).toBe(drone.question);
  });
});

describe('the list of conversations', () => {
  it('is searched by what was answered, and opens at the answer', async () => {
    const box = list().getByRole('searchbox', { name: 'Search conversations' });
    // Tried again, the words of the first try stand there still.
    if (await box.count() > 0) await box.fill('');
    const before = (await titles()).length;
    await startNew();
    await askAndWait(app.page, leave.question);
    await expect.poll(async () => (await titles()).length, patient).toBe(before + 1);
    await box.fill('kestrel m4');
    const hit = list().getByRole('button', { name: /Kestrel M4/ }).first();
    await hit.waitFor();
    await expect.poll(titles, patient).not.toContain(leave.question);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await list().getByRole('listitem').filter({ has: app.page.getByRole('button', { name: excess.question, exact: true }) }).getByRole('button', { name: /Kestrel M4/ }).first().click();
    await app.page.getByRole('article').nth(1).getByRole('heading', { name: drone.question }).waitFor();
    const top = (await app.page.getByRole('group', { name: 'Questions and answers' }).boundingBox())?.y ?? NaN;
    await expect.poll(async () => Math.abs(((await app.page.getByRole('article').nth(1).boundingBox())?.y ?? NaN) - top), patient).toBeLessThan(60);
    await box.fill('zeppelin');
    await list().getByText('No conversation has these words.').waitFor();
    await box.fill('');
    await expect.poll(async () => (await titles()).length, patient).toBe(before + 1);
  });

  it('has pinned ones first, until they are not', async () => {
    await expect.poll(async () => (await titles())[0], patient).toBe(leave.question);
    await menuOf(drone.question, 'Pin');
    await expect.poll(async () => (await titles())[0], patient).toBe(drone.question);
    await app.restart();
    await expect.poll(async () => (await titles())[0], patient).toBe(drone.question);
    expect(await list().getByRole('button', { name: drone.question, exact: true }).getAttribute('aria-description')).toBe('Pinned');
    await menuOf(drone.question, 'Unpin');
    await expect.poll(async () => (await titles())[0], patient).toBe(leave.question);
    expect(complaints(app)).toEqual([]);
  });
});
