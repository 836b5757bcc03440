import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { askAndWait, complaints, whileHalted } from './person.ts';
import { sampleQuestions } from './samples.ts';
import { useSampleWindow } from './useSampleWindow.ts';

// Questions whose answers are known: written, collected by thumbs, asked again, compared, and asked before a change is taken over.
const { app, lease } = useSampleWindow();
const refused = 'What is the capital of Portugal?';
const room = () => app.page.getByRole('main');
const enter = () => app.page.getByRole('button', { name: /^Check answers/ }).click();
const questions = () => room().getByRole('region', { name: 'Questions' }).getByRole('listitem');
const menu = async (question: string, item: string): Promise<void> => {
  await room().getByRole('button', { name: `More about ${question}` }).click();
  await app.page.getByRole('menuitem', { name: item }).click();
};

describe('checking answers', () => {
  it('begins with a question a person writes', async () => {
    await enter();
    await room().getByText('None yet.').waitFor();
    await room().getByRole('button', { name: 'Add a question' }).click();
    expect(await room().getByRole('button', { name: 'Save question' }).isDisabled()).toBe(true);
    await room().getByRole('textbox', { name: 'Question' }).fill(lease.question);
    await room().getByRole('textbox', { name: 'The right answer' }).fill(lease.answer);
    await room().getByRole('textbox', { name: 'Document that says so' }).fill(lease.sources.join(', '));
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await room().getByRole('button', { name: 'Save question' }).click();
    await questions().filter({ hasText: lease.question }).filter({ hasText: `Right: ${lease.answer}` }).waitFor();
    await room().getByRole('button', { name: 'Add a question' }).click();
    await room().getByRole('textbox', { name: 'Question' }).fill(refused);
    await room().getByRole('checkbox', { name: /^The documents do not answer this/ }).check();
    await app.page.keyboard.press('Enter');
    await questions().filter({ hasText: refused }).filter({ hasText: 'Right is to say that the documents do not answer it.' }).waitFor();
  });

  it('collects what a person says of answers', async () => {
    await room().getByRole('button', { name: 'Back to the conversation' }).click();
    const other = sampleQuestions.find(({ sources }) => sources[0]?.endsWith('.md') === true);
    if (other === undefined) throw new Error('no question about a text');
    const turn = await askAndWait(app.page, other.question);
    await turn.getByRole('button', { name: 'This answer is right' }).click();
    await enter();
    const collected = questions().filter({ hasText: other.question });
    await collected.getByText('From an answer you called right.').waitFor();
    expect(await questions().count()).toBe(3);
  });

  it('asks them all and shows how many are right, with the figures behind it', async () => {
    await room().getByRole('button', { name: 'Check 3 questions' }).click();
    await room().getByRole('heading', { name: '3 of 3 answers are right' }).waitFor({ timeout: 120_000 });
    await expect.poll(() => room().getByRole('region', { name: 'Each question' }).getByRole('listitem').filter({ hasText: 'Right' }).count()).toBe(3);
    const row = room().getByRole('row', { name: /^Right in all its facts/ });
    expect(await row.getByRole('cell').first().innerText()).toMatch(/^100\s% \[\d+–100\]$/);
    expect(await room().innerText()).not.toMatch(/\b(token|embedding|vector|RAG|chunk)s?\b/i);
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('compares with the one before, and says what is worse', async () => {
    await room().getByRole('button', { name: 'Back to the questions' }).click();
    await menu(lease.question, 'Change…');
    await room().getByRole('textbox', { name: 'The right answer' }).fill('GBP 999,111.55 on 2 March 1901');
    await room().getByRole('button', { name: 'Save question' }).click();
    await questions().filter({ hasText: '999,111.55' }).waitFor();
    expect(await room().getByRole('combobox', { name: 'Compare with' }).locator('option').count()).toBe(2);
    await room().getByRole('button', { name: 'Check 3 questions' }).click();
    await room().getByRole('heading', { name: '2 of 3 answers are right' }).waitFor({ timeout: 120_000 });
    await room().getByRole('status').getByText('1 answer is worse than before.').waitFor();
    expect(await room().getByRole('listitem').filter({ hasText: lease.question }).innerText()).toMatch(/Wrong[\s\S]*before: Right/);
  });

  it('keeps each check: it shows its figures again, after a restart too, and is deleted', async () => {
    expect(complaints(app)).toEqual([]);
    await app.restart();
    await enter();
    const kept = room().getByRole('region', { name: 'Checked before' }).getByRole('listitem');
    await expect.poll(() => kept.count()).toBe(2);
    await kept.last().getByRole('button').first().click();
    await room().getByRole('heading', { name: '3 of 3 answers are right' }).waitFor();
    // Said once, not of each question.
    await room().getByText('Of earlier checks the figures are kept, not the words of the answers.').waitFor();
    expect(await room().getByText(/were not kept/).count()).toBe(0);
    await room().getByRole('button', { name: 'Back to the questions' }).click();
    await kept.last().getByRole('button', { name: /^More about/ }).click();
    await app.page.getByRole('menuitem', { name: 'Delete this check…' }).click();
    const asked = app.page.getByRole('dialog', { name: /^Delete the check of/ });
    await asked.getByRole('button', { name: 'Cancel' }).click();
    expect(await kept.count()).toBe(2);
    await kept.last().getByRole('button', { name: /^More about/ }).click();
    await app.page.getByRole('menuitem', { name: 'Delete this check…' }).click();
    await asked.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => kept.count()).toBe(1);
  });

  it('has a question deleted only once a person has said so twice', async () => {
    const dialog = app.page.getByRole('dialog', { name: 'Delete this question?' });
    await menu(refused, 'Delete the question…');
    await dialog.getByText(`“${refused}”, with the answer you gave, is no longer asked when answers are checked.`).waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Cancel' }).evaluate((element) => element === document.activeElement)).toBe(true);
    await app.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await questions().count()).toBe(3);
    await menu(refused, 'Delete the question…');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => questions().count()).toBe(2);
    expect(await questions().filter({ hasText: refused }).count()).toBe(0);
    // Written again: what comes after counts on it.
    await room().getByRole('button', { name: 'Add a question' }).click();
    await room().getByRole('textbox', { name: 'Question' }).fill(refused);
    await room().getByRole('checkbox', { name: /^The documents do not answer this/ }).check();
    await app.page.keyboard.press('Enter');
    await expect.poll(() => questions().count()).toBe(3);
  });

  it.skipIf(process.platform === 'win32')('goes on while something else is looked at, and stops when told to', async () => {
    await whileHalted(app, async () => {
      await room().getByRole('button', { name: 'Check 3 questions' }).click();
      await room().getByText('0 of 3 questions').waitFor();
      await room().getByRole('button', { name: 'Back to the conversation' }).click();
      await app.page.getByRole('button', { name: /^Check answers · 0\s%$/ }).click();
      await room().getByRole('button', { name: 'Stop' }).click();
    });
    await room().getByRole('button', { name: 'Check 3 questions' }).waitFor();
  });
});

describe('a change', () => {
  const settings = () => app.page.getByRole('dialog', { name: 'Settings' });
  const asked = () => app.page.getByRole('dialog', { name: 'Check before you change?' });
  const choose = async (name: RegExp | string): Promise<void> => {
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await settings().getByRole('radio', { name }).click();
    await asked().waitFor();
  };

  it('can be given up: nothing changes', async () => {
    await choose(/^Strict/);
    await asked().getByRole('button', { name: 'Cancel' }).click();
    expect(await settings().getByRole('radio', { name: 'Balanced' }).isChecked()).toBe(true);
    await app.page.keyboard.press('Escape');
  });

  it('is checked first, and taken over when it makes nothing worse', async () => {
    await choose(/^Strict/);
    await asked().getByRole('button', { name: 'Check first' }).click();
    await asked().getByText('“Strict” makes no answer worse').waitFor({ timeout: 120_000 });
    await asked().getByText('Right answers: 2 of 3 now, 2 of 3 with “Strict”.').waitFor();
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await asked().getByRole('button', { name: 'Change', exact: true }).click();
    await expect.poll(() => settings().getByRole('radio', { name: /^Strict/ }).isChecked()).toBe(true);
    await app.page.keyboard.press('Escape');
  });

  it('of what finds by meaning is tried beside the old one, checked once it has gone through all, and given up where that is wanted', async () => {
    const models = app.page.getByRole('dialog', { name: 'Models' });
    const other = models.getByRole('region', { name: 'For finding by meaning' }).getByRole('group').filter({ has: app.page.getByRole('button', { name: /^Use / }) }).first();
    await app.page.getByRole('button', { name: 'Models', exact: true }).click();
    await other.getByRole('button', { name: /^Use / }).click();
    await asked().getByRole('button', { name: 'Try it first' }).click();
    await other.getByText('On trial: it can now be checked and chosen.').waitFor({ timeout: 150_000 });
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await other.getByRole('button', { name: /^Use / }).click();
    await asked().getByRole('button', { name: 'Check first' }).click();
    await asked().getByText(/^Right answers: 2 of 3 now, \d of 3 with /).waitFor({ timeout: 120_000 });
    await asked().getByRole('button', { name: 'Keep as it is' }).click();
    const name = await other.getAttribute('aria-label') ?? '';
    await models.getByRole('button', { name: `End the trial of ${name}` }).click();
    await expect.poll(() => models.getByText(/^On trial/).count()).toBe(0);
    await app.page.keyboard.press('Escape');
  });

  it('is made at once where a person wants no check', async () => {
    await choose('Balanced');
    await asked().getByRole('button', { name: 'Change without checking' }).click();
    await expect.poll(() => settings().getByRole('radio', { name: 'Balanced' }).isChecked()).toBe(true);
    await app.page.keyboard.press('Escape');
    expect(complaints(app)).toEqual([]);
  });
});
