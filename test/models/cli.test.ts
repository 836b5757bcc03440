import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Answer, EvaluationReport, Hit, IndexReport, ModelInfo, Page, Status } from '../../electron/shared/schemas.ts';
import { runCarrel } from '../integration/runCarrel.ts';
import { smallFolderCounts, writeSmallFolder } from '../integration/smallFolder.ts';

// The command with the starter models, as set-up leaves them.
const models = fileURLToPath(new URL('../../.carrel/models', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-cli-models-'));
const profile = join(root, 'profile');
const folder = writeSmallFolder(join(root, 'docs'));
const json = async <S extends z.ZodType>(schema: S, ...args: string[]): Promise<z.output<S>> => {
  const run = await runCarrel([...args, '--json'], { profile, models });
  expect(run.code, run.stderr).toBe(0);
  return schema.parse(run.json());
};

afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('carrel with the starter models', () => {
  beforeAll(async () => {
    const report = await json(IndexReport, 'index', folder);
    expect(report.documents.indexed).toBe(smallFolderCounts.indexed);
    expect(report.seconds.indexed).toBeGreaterThan(0);
  });

  it('everything has vectors, and both models are ready', async () => {
    const status = await json(Status, 'status');
    expect(status.vectorsShare).toBe(1);
    expect([status.embedder.state, status.model.state]).toEqual(['ready', 'ready']);
  });

  it('finds by meaning what shares no word with the question', async () => {
    const hits = await json(z.array(Hit), 'search', 'how long before leaving must the landlord be told', '--mode', 'vector');
    expect(hits[0]?.path).toContain('rental.txt');
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
  });

  it.each([['what is usual', []], ['no model', ['--model', 'none']]])('answers with %s, from verbatim sources', async (_name, options) => {
    const answer = await json(Answer, 'ask', 'What is the monthly rent of the warehouse?', ...options);
    expect(answer.verdict).toBe('answered');
    expect(answer.searchMode).toBe('hybrid');
    expect(answer.evidence.map(({ quote }) => quote).join()).toContain('8,300');
    for (const source of answer.sources) {
      const page = await json(Page, 'page', String(source.documentId), String(source.page));
      expect(page.text.slice(source.start, source.end)).toBe(source.quote);
    }
    if (options.length > 0) expect(answer.model).toBeNull();
  });

  it('the same question and seed give the same answer', async () => {
    const strip = ({ answer, sources, sentences }: Answer) => ({ answer, sources, sentences });
    const first = await json(Answer, 'ask', 'Who became head of logistics?', '--seed', '7');
    expect(strip(await json(Answer, 'ask', 'Who became head of logistics?', '--seed', '7'))).toEqual(strip(first));
  });

  it('models list and verify; use changes the embedder over', async () => {
    const before = await json(z.array(ModelInfo), 'models', 'verify');
    expect(before.filter(({ state }) => state === 'ready').length).toBeGreaterThanOrEqual(3);
    const other = before.find(({ role, state, inUse }) => role === 'embedding' && state === 'ready' && !inUse);
    expect(other).toBeDefined();
    await json(ModelInfo, 'models', 'use', other?.id ?? '', '--trial');
    await json(IndexReport, 'index', folder);
    const usual = before.find(({ role, inUse }) => role === 'embedding' && inUse)?.id;
    expect(await json(Status, 'status')).toMatchObject({ embedder: { id: usual }, switchingTo: null, onTrial: { id: other?.id, share: 1 } });
    const questions = join(root, 'questions.jsonl');
    writeFileSync(questions, '{"question": "What is the monthly rent of the warehouse?", "answer": "8,300"}');
    expect((await json(EvaluationReport, 'eval', questions, '--model', 'none', '--embedder', other?.id ?? '')).outcomes.map(({ verdict }) => verdict)).toEqual(['answered']);
    expect((await runCarrel(['eval', questions, '--embedder', 'nobody', '--json'], { profile, models })).json()).toMatchObject({ error: { code: 'model-missing' } });
    await json(ModelInfo, 'models', 'use', other?.id ?? '');
    await json(IndexReport, 'index', folder);
    const status = await json(Status, 'status');
    expect(status).toMatchObject({ embedder: { id: other?.id }, switchingTo: null, onTrial: null, vectorsShare: 1 });
    expect((await json(z.array(Hit), 'search', 'how long before leaving must the landlord be told', '--mode', 'vector'))[0]?.path).toContain('rental.txt');
  });

  it('a file that is no model is refused by name', async () => {
    const run = await runCarrel(['models', 'import', join(folder, 'prices.csv'), '--json'], { profile, models });
    expect(run.code).toBe(1);
    expect((run.json() as { error: { code: string } }).error.code).toMatch(/^model-|^checksum-wrong$/);
  });
});
