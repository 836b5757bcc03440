import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startEngine } from '../../electron/cli/startEngine.ts';
import { Answer, Document, DoctorCheck, Hit, IndexReport, LibrarySummary, ModelInfo, Page, Status } from '../../electron/shared/schemas.ts';
import { noModels, runCarrel, type CarrelRun } from './runCarrel.ts';
import { smallFolderCounts, writeSmallFolder } from './smallFolder.ts';

// One profile, one command after the other, without any model: what a person does on a machine that has none.
const root = mkdtempSync(join(tmpdir(), 'carrel-cli-'));
const profile = join(root, 'profile');
const folder = writeSmallFolder(join(root, 'Hollenbeck docs'));
const carrel = (...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile });
const json = async <S extends z.ZodType>(schema: S, ...args: string[]): Promise<z.output<S>> => {
  const run = await carrel(...args, '--json');
  expect(run.code, run.stderr).toBe(0);
  return schema.parse(run.json());
};
const ask = (question: string, ...more: string[]): Promise<Answer> => json(Answer, 'ask', question, ...more);

afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('carrel without models', () => {
  let report: IndexReport;
  beforeAll(async () => {
    report = await json(IndexReport, 'index', folder, '--first', join(folder, '100% notes'));
  });

  it('index --json: every file is accounted for', () => {
    const { indexed, skipped, failed } = smallFolderCounts;
    expect(report.documents).toEqual({ indexed, indexedPartly: 0, skipped, failed });
    expect(report.problems.map(({ path, state }) => [path.slice(folder.length + 1), state]).sort()).toEqual([['broken.pdf', 'failed'], ['drawing.dwg', 'skipped']]);
    expect(report.problems.every(({ reason }) => reason !== null)).toBe(true);
    expect(report.passages).toBeGreaterThanOrEqual(report.pages);
    expect(report.seconds.searchable).toBeGreaterThan(0);
    expect(report.seconds.indexed).toBeNull();
  });

  it('status and documents agree with it', async () => {
    const status = await json(Status, 'status');
    expect(status).toMatchObject({ libraryId: 'main', locked: false, documentsTotal: 8, pages: report.pages, passages: report.passages, vectorsShare: 0 });
    expect(status.embedder.state).toBe('missing');
    expect(status.model.state).toBe('missing');
    expect(status.folders.map(({ path }) => path)).toEqual([folder]);
    const documents = await json(z.array(Document), 'documents');
    expect(documents).toHaveLength(8);
    expect((await json(z.array(Document), 'documents', '--state', 'skipped')).map(({ path }) => path)).toEqual([join(folder, 'drawing.dwg')]);
  });

  it('the same folder again changes nothing', async () => {
    const before = await json(z.array(Document), 'documents');
    expect((await json(IndexReport, 'index', folder)).documents).toEqual(report.documents);
    expect(await json(z.array(Document), 'documents')).toEqual(before);
  });

  it('search: passages are exact ranges of pages, by id and by path', async () => {
    const hits = await json(z.array(Hit), 'search', 'notice period warehouse', '--limit', '3');
    expect(hits[0]?.path).toBe(join(folder, 'Verträge', 'rental.txt'));
    expect(hits.length).toBeLessThanOrEqual(3);
    for (const { documentId, path, page, start, end, text, rank, score } of hits) {
      const byId = await json(Page, 'page', String(documentId), String(page));
      expect(byId.text.slice(start, end)).toBe(text);
      expect(await json(Page, 'page', path, String(page))).toEqual(byId);
      expect(rank).toBe(hits.findIndex((hit) => hit.documentId === documentId && hit.start === start) + 1);
      expect(score).toBeGreaterThan(0);
    }
  });

  it('search finds what has quotes, percent signs and other scripts in its name', async () => {
    for (const [query, name] of [['penalty late delivery', "it's signed.html"], ['改装', '日本語.md'], ['kiln Ember', 'meeting.txt'], ['larch beam', 'prices.csv']] as const) {
      const hits = await json(z.array(Hit), 'search', query, '--mode', 'keyword');
      expect(hits[0]?.path.endsWith(name), `${query} → ${hits[0]?.path ?? 'nothing'}`).toBe(true);
    }
  });

  it('--scope keeps to a folder or document; an unknown one is an error', async () => {
    const contracts = join(folder, 'Verträge');
    const hits = await json(z.array(Hit), 'search', 'Hollenbeck Timber', '--scope', contracts);
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ path }) => path.startsWith(contracts))).toBe(true);
    const unknown = await carrel('search', 'x', '--scope', join(root, 'elsewhere'), '--json');
    expect(unknown.code).toBe(1);
    expect(unknown.json()).toMatchObject({ error: { code: 'scope-unknown' } });
  });

  it('ask: quotes, each verbatim at its place, and no model', async () => {
    const answer = await ask('What is the notice period for the warehouse?');
    expect(answer.verdict).not.toBe('not-in-documents');
    expect(answer.model).toBeNull();
    expect(answer.mode).toBe('quotes');
    expect(answer.searchMode).toBe('keyword');
    expect(answer.answer).toContain('five months');
    expect(answer.sources.length).toBeGreaterThan(0);
    for (const source of [...answer.sources, ...answer.evidence]) {
      const page = await json(Page, 'page', String(source.documentId), String(source.page));
      expect(page.text.slice(source.start, source.end)).toBe(source.quote);
    }
    for (const { citations } of answer.sentences) for (const n of citations) expect(answer.sources.map((source) => source.n)).toContain(n);
    expect(answer.coverage).toMatchObject({ documents: 6, documentsTotal: 8 });
    expect(answer.coverage.unreadable.map(({ state }) => state).sort()).toEqual(['failed', 'skipped']);
  });

  it('ask: what is not in the documents has no sources', async () => {
    const answer = await ask('What was the revenue of Zyntharax Holdings in 2031?');
    expect(answer.verdict).toBe('not-in-documents');
    expect(answer.sources).toEqual([]);
  });

  it('ask as text: evidence comes before the answer, sources and coverage after it', async () => {
    const { stdout, code } = await carrel('ask', 'How many employees did the firm have at the end of 2031?');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Evidence\n[\s\S]*42 employees[\s\S]*Answer\n[\s\S]*✓[\s\S]*Sources\n[\s\S]*report-2031\.md[\s\S]*Searched 6 of 8 documents/);
  });

  it('ask --conversation: a follow-up is understood from what came before', async () => {
    await ask('What was the revenue of Hollenbeck Timber in 2031?', '--conversation', 'figures');
    const answer = await ask('And in 2030?', '--conversation', 'figures');
    expect(answer.conversationId).toBe('figures');
    expect(answer.searchedFor).toMatch(/revenue/i);
    expect(answer.answer).toContain('4.1 million');
  });

  it('says what is missing and how to bring it', async () => {
    const checks = await json(z.array(DoctorCheck), 'doctor');
    for (const name of ['meaning search', 'written answers']) {
      expect(checks.find((check) => check.name === name)).toMatchObject({ level: 'missing', advice: expect.stringMatching(/models import FILE.*CARREL_MODELS/) as string });
    }
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['free space', 'disk encryption']));
    const models = await json(z.array(ModelInfo), 'models', 'list');
    expect(models.length).toBeGreaterThan(0);
    expect(models.filter(({ state }) => state === 'ready')).toEqual([]);
    const vector = await carrel('search', 'x', '--mode', 'vector', '--json');
    expect(vector.code).toBe(1);
    expect(vector.json()).toMatchObject({ error: { code: 'model-missing' } });
  });

  it('a changed, a new and a deleted file are found', async () => {
    const path = join(folder, 'prices.csv');
    writeFileSync(path, (await readFile(path, 'utf8')).replace('27.90', '31.70').concat('Walnut plank,m2,99.10\n'));
    writeFileSync(join(folder, 'memo.txt'), 'The forklift is inspected every eighteen weeks.\n');
    rmSync(join(folder, '100% notes', 'meeting.txt'));
    await json(IndexReport, 'index', folder);
    expect((await json(z.array(Hit), 'search', 'walnut plank'))[0]?.text).toContain('99.10');
    expect((await json(z.array(Hit), 'search', 'forklift'))[0]?.path).toBe(join(folder, 'memo.txt'));
    expect((await json(z.array(Hit), 'search', 'kiln Ember')).filter(({ path: found }) => found.endsWith('meeting.txt'))).toEqual([]);
  });

  it('remove: gone from every search, the file stays, and indexing again does not bring it back', async () => {
    const path = join(folder, 'Verträge', "it's signed.html");
    expect(await json(z.object({ documents: z.int() }), 'remove', path)).toEqual({ documents: 1 });
    await json(IndexReport, 'index', folder);
    expect((await json(z.array(Hit), 'search', 'penalty late delivery')).filter((hit) => hit.path === path)).toEqual([]);
    expect(await readFile(path, 'utf8')).toContain('penalty');
    const again = await carrel('remove', path, '--json');
    expect([again.code, again.json()]).toMatchObject([1, { error: { code: 'document-unknown' } }]);
  });
});

describe('exit codes', () => {
  it('2 for wrong usage, before anything is started', async () => {
    for (const args of [['search'], ['nonsense'], ['page', '1', 'x'], ['status', '--colour']]) {
      const { code, stdout, stderr } = await carrel(...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('--help');
    }
  });

  it('1 with the reason for what is not there', async () => {
    const gone = await carrel('index', join(root, 'no such folder'), '--json');
    expect([gone.code, gone.json()]).toMatchObject([1, { error: { code: 'folder-not-found' } }]);
    const page = await carrel('page', join(folder, 'report-2031.md'), '99', '--json');
    expect([page.code, page.json()]).toMatchObject([1, { error: { code: 'page-unknown' } }]);
  });

  it('1 on a profile another engine holds, with its name and process', async () => {
    const holder = startEngine({ profile, calledAs: 'the window' });
    await holder.client.status({});
    try {
      const { code, stderr, stdout } = await carrel('status', '--json');
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'profile-busy', details: { name: 'the window' } } });
      expect(stderr).toContain('already running on this profile (the window, process');
    } finally {
      await holder.close();
    }
    expect((await carrel('status')).code).toBe(0);
  });

  it('3 for a locked library; its passphrase comes from a file descriptor alone', async () => {
    const made = await runCarrel(['libraries', 'create', 'Payroll', '--passphrase-fd', '3', '--json'], { profile, passphrase: 'correct horse\n' });
    expect(made.code, made.stderr).toBe(0);
    const { id } = LibrarySummary.parse(made.json());
    const locked = await carrel('documents', '--library', 'Payroll', '--json');
    expect([locked.code, locked.json()]).toMatchObject([3, { error: { code: 'library-locked' } }]);
    const wrong = await runCarrel(['documents', '--library', id, '--passphrase-fd', '3', '--json'], { profile, passphrase: 'wrong horse' });
    expect([wrong.code, wrong.json()]).toMatchObject([3, { error: { code: 'passphrase-wrong' } }]);
    const open = await runCarrel(['documents', '--library', 'Payroll', '--passphrase-fd', '3', '--json'], { profile, passphrase: 'correct horse' });
    expect([open.code, open.json()]).toEqual([0, []]);
    // The library meant when none is named is still the first one.
    expect((await json(Status, 'status')).libraryId).toBe('main');
    for (const file of ['vault.json', 'library.db']) expect((await readFile(join(profile, 'libraries', id, file))).includes('correct horse')).toBe(false);
  });
});

describe('Ctrl-C', () => {
  it('ends an index command in good order; the next one goes on', async () => {
    const many = join(root, 'many');
    writeSmallFolder(many);
    for (let i = 0; i < 400; i += 1) writeFileSync(join(many, `note ${i}.txt`), `Note number ${i}. The password of drawer ${i} is ${i * 7919}.\n`.repeat(30));
    const other = join(root, 'other-profile');
    const stopped = await runCarrel(['index', many, '--json'], {
      profile: other, onStart: (child) => { setTimeout(() => { child.kill('SIGINT'); }, 2_000); },
    });
    if (stopped.code !== 0) expect([stopped.code, stopped.json()]).toMatchObject([1, { error: { code: 'cancelled' } }]);
    const again = await runCarrel(['index', many, '--json'], { profile: other, models: noModels });
    expect(IndexReport.parse(again.json()).documents.indexed).toBe(400 + smallFolderCounts.indexed);
  });
});
