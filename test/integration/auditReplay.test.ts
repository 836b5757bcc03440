import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer } from '../../electron/shared/schemas.ts';
import { AuditEntry, AuditReplay, AuditVerdict } from '../../electron/shared/securityContract.ts';
import { runCarrel, type CarrelRun } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'carrel-replay-'));
const docs = writeSmallFolder(join(root, 'docs'));
const run = (...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile: join(root, 'profile') });
const entries = async (): Promise<AuditEntry[]> => AuditEntry.array().parse((await run('audit', 'list', '--json')).json());
const replay = async (id: number): Promise<AuditReplay> => AuditReplay.parse((await run('audit', 'replay', String(id), '--json')).json());
const ask = async (...args: string[]): Promise<Answer> => Answer.parse((await run('ask', ...args, '--json')).json());
const lastQuestion = async (): Promise<AuditEntry> => {
  const found = (await entries()).filter(({ kind }) => kind === 'question-asked').at(-1);
  if (found === undefined) throw new Error('no question in the log');
  return found;
};

beforeAll(async () => {
  writeFileSync(join(docs, 'harbour.txt'), 'The harbour master is Edda Lindqvist. The harbour was opened in 1911.\n');
  expect((await run('index', docs)).code).toBe(0);
});
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('a question in the audit log', () => {
  it('has who, when, digests, ids, settings and verdicts, and no word of question, answer or path', async () => {
    const answer = await ask('Who is the harbour master?', '--conversation', 'c1');
    expect(answer.answer).toContain('Lindqvist');
    const entry = await lastQuestion();
    expect(entry.detail).toMatchObject({
      by: userInfo().username, verdict: 'answered', message: answer.messageId, mode: 'quotes', model: 'none', modelSha256: '', embedder: 'none', seed: 0, strength: 'balanced', search: 'keyword',
      question: expect.stringMatching(/^[0-9a-f]{32}$/) as string, prompt: expect.stringMatching(/^[0-9a-f]{16}$/) as string, scopePaths: [], scopeFolders: [],
    });
    const { passages, documents, revisions, support } = entry.detail as Record<string, unknown[]>;
    expect(passages?.length).toBe(answer.evidence.length);
    expect(passages?.every((id) => Number(id) > 0)).toBe(true);
    expect(documents?.length).toBeGreaterThan(0);
    expect(revisions).toHaveLength(documents?.length ?? 0);
    expect(support).toEqual(answer.sentences.map((sentence) => sentence.support));
    expect(JSON.stringify(entry)).not.toMatch(/harbour|lindqvist|docs/i);
    expect(Math.abs(entry.atMs - Date.now())).toBeLessThan(120_000);
  });

  it('asked again gives the same, also as a follow-up, in a scope, and where it was refused', async () => {
    const [first] = (await entries()).filter(({ kind }) => kind === 'question-asked');
    if (first === undefined) throw new Error('no question in the log');
    expect(await replay(first.id)).toMatchObject({ same: true, verdict: { then: 'answered', now: 'answered', same: true }, passages: { same: true }, documentsChanged: [], model: { missing: false }, promptChanged: false });
    await ask('And when was it opened?', '--conversation', 'c1');
    const followUp = await lastQuestion();
    expect((await replay(followUp.id)).same).toBe(true);
    await ask('Who is the harbour master?', '--scope', join(docs, 'harbour.txt'));
    const scoped = await lastQuestion();
    expect(scoped.detail['scopePaths']).toHaveLength(1);
    expect((await replay(scoped.id)).same).toBe(true);
    await ask('Zyxquor plimbat vrondle?');
    const refused = await lastQuestion();
    expect(refused.detail['verdict']).toBe('not-in-documents');
    expect((await replay(refused.id)).same).toBe(true);
    // It leaves a note and nothing else.
    expect((await entries()).filter(({ kind }) => kind === 'question-replayed').map(({ detail }) => detail['entry'])).toEqual([first.id, followUp.id, scoped.id, refused.id]);
    expect((await entries()).filter(({ kind }) => kind === 'question-asked')).toHaveLength(4);
    expect(AuditVerdict.parse((await run('audit', 'verify', '--json')).json()).broken).toBeNull();
  });

  it('tells that its document was changed since, and what is found now', async () => {
    const [first] = (await entries()).filter(({ kind }) => kind === 'question-asked');
    if (first === undefined) throw new Error('no question in the log');
    writeFileSync(join(docs, 'harbour.txt'), 'Nothing is kept here any more but crates of lamp oil and a list of tides.\n');
    expect((await run('index', docs)).code).toBe(0);
    const result = await replay(first.id);
    expect(result.same).toBe(false);
    expect(result.passages.same).toBe(false);
    expect(result.documentsChanged).toEqual(first.detail['documents']);
    const shown = await run('audit', 'replay', String(first.id));
    expect(shown.stdout).toContain('not the same');
    expect(shown.stdout).toContain('Documents changed or gone since');
  });

  it('backing up and putting back are in the log, with the head it had before', async () => {
    const before = AuditVerdict.parse((await run('audit', 'verify', '--json')).json());
    expect((await run('backup')).code).toBe(0);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'backed-up', detail: { bytes: expect.any(Number) as number } });
    await ask('What is the notice period of the warehouse?');
    const noted = AuditVerdict.parse((await run('audit', 'verify', '--json')).json());
    expect((await run('restore', 'latest')).code).toBe(0);
    const last = (await entries()).at(-1);
    expect(last).toMatchObject({ id: before.entries + 1, kind: 'restored' });
    // A head noted elsewhere tells that the log went back.
    const after = await run('audit', 'verify', '--head', noted.head?.hash ?? '', '--json');
    expect(after.code).toBe(1);
    expect(after.stdout).toContain('head-missing');
  });

  it('cannot be asked again once its words are gone; other entries are no questions', async () => {
    const [first] = (await entries()).filter(({ kind }) => kind === 'question-asked');
    expect((await run('erase', join(docs, 'harbour.txt'), '--conversations')).code).toBe(0);
    const gone = await run('audit', 'replay', String(first?.id), '--json');
    expect(gone.json()).toMatchObject({ error: { code: 'conversation-unknown' } });
    expect((await run('audit', 'replay', '1')).code).toBe(2);
    expect((await run('audit', 'replay', '100000')).code).toBe(2);
  });
});
