import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { openStage, type RunningApp } from './launchApp.ts';
import { addFolder, askAndWait, complaints, untilBuilt } from './person.ts';
import { canSettle, policyMachine } from './policyMachine.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';

// On a machine whose administrator has settled something, each setting stands locked in its place, with the reason and whom to ask.
const settled = {
  exports: { value: false, reason: 'Rule 7 of the firm.' }, idleLockMinutes: { value: 10, reason: 'Rule 9.' }, auditQuestions: { value: true, reason: 'Rule 11.' }, allowedModels: { value: [], reason: 'Rule 13.' },
  auditContent: { value: true, reason: 'Rule 15.' }, keyStore: { value: false, reason: 'Rule 17.' },
} as const;
const [question] = sampleQuestions.map((sample) => sample.question);

describe.skipIf(!canSettle)(`under a policy${canSettle ? '' : ' (skipped: no mount namespace here)'}`, () => {
  let machine: ReturnType<typeof policyMachine>;
  let stage: Awaited<ReturnType<typeof openStage>>;
  let app: RunningApp;
  const documents = sampleFolder();
  const open = async (name: string | RegExp) => {
    await app.page.getByRole('button', { name, exact: true }).click();
    return app.page.getByRole('dialog').last();
  };
  beforeAll(async () => {
    machine = policyMachine({ contact: 'the help desk', settings: { ...settled, allowedModels: { ...settled.allowedModels, value: [] } } });
    stage = await openStage();
    app = await stage.launch({ through: machine.through });
    await addFolder(app.page, documents.path, documents.name);
    await untilBuilt(app.page, 150_000);
  });
  afterAll(async () => {
    try {
      await app.close();
    } finally {
      stage.close();
      machine.remove();
      documents.remove();
    }
  });

  it('saving: the button is locked with the reason, and offers nothing', async () => {
    const turn = await askAndWait(app.page, question ?? '');
    await turn.getByRole('button', { name: 'Save… Saving is locked' }).click();
    await app.page.getByText('The administrator of this computer has switched it off: Rule 7 of the firm.').waitFor();
    await app.page.getByText('Ask the help desk.').waitFor();
    expect(await app.page.getByRole('menuitem').count()).toBe(0);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('the whole library in a file: likewise', async () => {
    await open('Privacy');
    const move = app.page.getByRole('region', { name: 'The whole library in a file' });
    await move.getByText('The administrator of this computer has switched it off: Rule 7 of the firm. Ask the help desk.').waitFor();
    expect(await move.getByRole('button', { name: 'Save the library…' }).isDisabled()).toBe(true);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('the key store: no key is kept there, and the reason stands in its place', async () => {
    const guard = await open('Not locked');
    await guard.getByRole('button', { name: 'Set a passphrase' }).click();
    for (const box of ['New passphrase', 'The same again']) await guard.getByRole('textbox', { name: box }).fill('five curlews on a mole');
    await app.page.keyboard.press('Enter');
    await guard.getByRole('checkbox', { name: 'I have written it down' }).click({ timeout: 120_000 });
    await guard.getByRole('button', { name: 'Done' }).click();
    const store = guard.getByRole('region', { name: 'Key store of this computer' });
    await store.getByText('Set by the administrator of this computer: Rule 17. Ask the help desk.').waitFor();
    const keep = store.getByRole('button', { name: 'Keep a key in the key store' });
    for (const button of await keep.all()) expect(await button.isDisabled()).toBe(true);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('locking by itself and noting questions: no longer than settled, and not to be switched off', async () => {
    const guard = await open(/^(Not locked|Passphrase set)$/);
    await guard.getByText('The administrator of this computer allows at most 10 minutes: Rule 9. Ask the help desk.').waitFor();
    // Whose words are kept is noted in any case.
    await guard.getByText('Set by the administrator of this computer: Rule 15. Ask the help desk.').waitFor();
    const minutes = await guard.getByRole('combobox', { name: 'Lock by itself' }).locator('option').evaluateAll((options) => options.map((option) => Number((option as HTMLOptionElement).value)));
    expect(minutes.length).toBeGreaterThan(0);
    expect(minutes.every((value) => value > 0 && value <= 10)).toBe(true);
    const audited = guard.getByRole('checkbox', { name: /^Note in the log/ });
    expect([await audited.isChecked(), await audited.isDisabled()]).toEqual([true, true]);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('models: none that is not allowed can be used', async () => {
    const models = await open('Models');
    await models.getByText('The administrator of this computer says which models may be used: Rule 13. Ask the help desk.').waitFor();
    // Which models there are depends on the machine that tests.
    const cards = models.getByRole('group');
    for (const card of await cards.all()) {
      await card.getByText('Not allowed on this computer').waitFor();
      for (const use of await card.getByRole('button').all()) expect(await use.isDisabled()).toBe(true);
    }
    console.log(`${await cards.count()} models are here, none of them allowed`);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('all of it: in Privacy, with where it is written', async () => {
    await open('Privacy');
    const policy = app.page.getByRole('region', { name: 'Settled by your administrator' });
    for (const words of ['off: Rule 7 of the firm.', '10: Rule 9.', 'on: Rule 11.', 'on: Rule 15.', 'off: Rule 17.', /From \/etc\/carrel\/policy\.json/, 'Questions about it go to the help desk.']) await policy.getByText(words).waitFor();
    await app.page.keyboard.press('Escape');
    expect(complaints(app)).toEqual([]);
  });
});
