import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles, openStage, type RunningApp } from './launchApp.ts';
import { engineProcesses, killAll } from './engineProcesses.ts';

// The whole path in the real window, by role, keyboard and real drag: what a person does on the first day.
const samples = join(import.meta.dirname, '..', '..', 'resources', 'samples');
type SampleQuestion = { readonly question: string; readonly answer: string | null; readonly file: string | null; readonly page: number | null };
const questions = (JSON.parse(readFileSync(join(samples, 'questions.json'), 'utf8')) as { questions: SampleQuestion[] }).questions;
const answerable = questions.find(({ file }) => file?.endsWith('.pdf') === true);
const unanswerable = questions.find(({ answer }) => answer === null);

let stage: Awaited<ReturnType<typeof openStage>>;
let app: RunningApp;
let documents = '';

beforeAll(async () => {
  documents = mkdtempSync(join(tmpdir(), 'carrel-documents-'));
  cpSync(samples, documents, { recursive: true, filter: (path) => !path.endsWith('questions.json') });
  stage = await openStage();
  app = await stage.launch();
});
afterAll(async () => {
  await app.close();
  stage.close();
  rmSync(documents, { recursive: true, force: true });
});

const ask = async (question: string): Promise<void> => {
  const box = app.page.getByRole('textbox', { name: /Ask about/ });
  await box.fill(question);
  await box.press('Enter');
};
const lastTurn = () => app.page.getByRole('article').last();

describe('the first day', () => {
  it('starts empty, offline, and says what to do', async () => {
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
    await app.page.getByRole('button', { name: /Offline · 0 connections/ }).waitFor();
  });

  it('takes a dropped folder and can answer within seconds', async () => {
    await dropFiles(app.page, [documents]);
    await app.page.getByRole('checkbox', { name: /^Ask / }).waitFor();
    await app.page.getByText(/searchable now|meaning search|Searchable now/i).first().waitFor({ state: 'attached', timeout: 20_000 }).catch(() => undefined);
    await app.page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
  });

  it('answers with evidence, marks and the account of what was searched', async () => {
    if (answerable === undefined) throw new Error('the samples have no question on a PDF');
    await ask(answerable.question);
    await lastTurn().getByRole('region', { name: 'From your documents' }).getByRole('button').first().waitFor();
    await lastTurn().getByRole('button', { name: 'Copy with sources' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => lastTurn().getByText(/Searched \d+ of \d+ documents/).count()).toBe(1);
    const words = await lastTurn().innerText();
    expect(words.replaceAll(/[\s,]/g, '')).toContain((answerable.answer ?? '').replaceAll(/[\s,]/g, ''));
  });

  it('opens the page at the words when a citation is clicked', async () => {
    await lastTurn().getByRole('region', { name: 'From your documents' }).getByRole('button').filter({ hasText: answerable?.file ?? '' }).first().click();
    const pane = app.page.getByRole('complementary', { name: 'Source' });
    await pane.getByText(/page \d+ of \d+/).waitFor({ timeout: 20_000 });
    await pane.getByTestId('page-mark').first().waitFor();
    await pane.getByText('Exact words from the document · checked').waitFor();
    await expect.poll(async () => (await pane.getByTestId('page-mark').first().boundingBox())?.width ?? 0).toBeGreaterThan(10);
    expect(app.messages.join('\n')).not.toMatch(/fake worker/i);
  });

  it('closes the source with Esc', async () => {
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('complementary', { name: 'Source' }).waitFor({ state: 'detached' });
  });

  it('refuses what is not in the documents, without sources', async () => {
    if (unanswerable === undefined) throw new Error('the samples have no question without an answer');
    await ask(unanswerable.question);
    await lastTurn().getByRole('heading', { name: 'Not in your documents' }).waitFor({ timeout: 60_000 });
    expect(await lastTurn().getByRole('button', { name: 'Copy with sources' }).count()).toBe(0);
  });

  it('finds passages with Ctrl K, by keyboard alone', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill(answerable?.question ?? '');
    await app.page.getByRole('option').first().waitFor();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('complementary', { name: 'Source' }).waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('survives the death of its engine: says so, starts it again, answers the next question', async () => {
    expect(killAll(engineProcesses(stage.profile))).toBeGreaterThan(0);
    await app.page.getByText(/engine stopped and is being started again/).waitFor();
    await app.page.getByText(/engine stopped and is being started again/).waitFor({ state: 'detached', timeout: 30_000 });
    await ask(answerable?.question ?? '');
    await lastTurn().getByRole('button', { name: 'Copy with sources' }).waitFor({ timeout: 60_000 });
  });

  it('keeps the question when the engine dies during an answer', async () => {
    await ask(answerable?.question ?? '');
    killAll(engineProcesses(stage.profile));
    await lastTurn().getByRole('button', { name: /Try again|Ask again/ }).first().waitFor({ timeout: 30_000 });
    expect(await lastTurn().getByRole('heading', { level: 2 }).innerText()).toBe(answerable?.question);
  });

  it('shows everything again after quitting', async () => {
    await app.close();
    app = await stage.launch();
    await app.page.getByRole('checkbox', { name: /^Ask / }).waitFor({ timeout: 30_000 });
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: (answerable?.question ?? '').slice(0, 20) }).first().click();
    await expect.poll(() => app.page.getByRole('article').count()).toBeGreaterThan(1);
  });
});
