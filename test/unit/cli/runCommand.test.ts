import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../electron/cli/commands.ts';
import { runCommand } from '../../../electron/cli/runCommand.ts';
import { Terminal } from '../../../electron/cli/Terminal.ts';
import { AppError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Handlers } from '../../../electron/shared/operation.ts';
import type { Answer, AnswerEvent, Source } from '../../../electron/shared/schemas.ts';
import { startFakeEngine } from '../../fakes/engine.ts';

const library = { id: 'main', name: 'My library', protection: 'none' as const, open: true };
const source: Source = { n: 1, documentId: 3, path: '/d/report.pdf', title: 'Report', page: 2, locator: { kind: 'pdf-page', page: 2 }, start: 5, end: 30, quote: 'Revenue was 12 million.', section: ['Results', 'Sales'] };
const coverage = { documents: 9, documentsTotal: 10, pages: 40, pagesTotal: 41, unreadable: [{ path: '/d/x.zip', state: 'skipped' as const, reason: null }], vectorsShare: 0.5 };
const answer: Answer = {
  verdict: 'answered', answer: 'Revenue was 12 million.', sentences: [{ text: 'Revenue was 12 million.', support: 'supported', citations: [1] }], sources: [source], evidence: [source],
  closest: [], coverage, mode: 'quotes', searchMode: 'hybrid', searchedFor: 'revenue', model: null,
  timings: { searchMs: 12, firstEvidenceMs: 15, firstTokenMs: null, totalMs: 20, promptTokens: 0, answerTokens: 0 }, conversationId: 'c1', messageId: 1,
};

async function run(argv: readonly string[], handlers: Partial<Handlers<EngineContract>> = {}, signal = new AbortController().signal) {
  let out = '';
  let err = '';
  const terminal = new Terminal({ out: { write: (text: string) => { out += text; } }, err: { write: (text: string) => { err += text; } } });
  let isClosed = 'never started' as boolean | string;
  const exitCode = await runCommand(argv, {
    terminal, signal,
    start: () => {
      const engine = startFakeEngine({ libraries: () => [library], ...handlers });
      isClosed = false;
      return { client: engine.client, close: async () => { isClosed = true; await engine.close(); } };
    },
  });
  return { out, err, exitCode, isClosed };
}

async function* ask(): AsyncIterable<AnswerEvent> {
  yield { type: 'question-understood', searchedFor: 'revenue', filters: [], findAll: false };
  yield { type: 'evidence-found', evidence: [source], coverage };
  yield { type: 'verdict-given', verdict: 'answered', closest: [] };
  yield { type: 'sentence-checked', index: 0, sentence: answer.sentences[0] as Answer['sentences'][number] };
  yield { type: 'answer-complete', answer };
}

describe('usage', () => {
  it('--help lists every command and starts no engine', async () => {
    const { out, exitCode, isClosed } = await run(['--help']);
    for (const { usage } of commands) expect(out).toContain(usage);
    expect(exitCode).toBe(0);
    expect(isClosed).toBe('never started');
  });

  it('--version says which Carrel this is, starts no engine, and is a question of its own after a command', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    for (const args of [['--version'], ['status', '--version']]) {
      const { out, exitCode, isClosed } = await run(args);
      expect({ out, exitCode, isClosed }).toEqual({ out: `carrel ${version}\n`, exitCode: 0, isClosed: 'never started' });
    }
    expect(JSON.parse((await run(['--version', '--json'])).out)).toEqual({ version });
  });

  it.each(commands.map(({ name }) => name))('%s --help shows its own usage', async (name) => {
    const { out, exitCode } = await run([name, '--help']);
    expect(out).toContain(`Usage: carrel ${name}`);
    expect(exitCode).toBe(0);
  });

  it.each([
    [[]], [['aks', 'x']], [['search']], [['search', 'x', '--limitt', '3']], [['search', 'x', '--limit', 'many']], [['search', 'x', '--limit', '0']], [['search', 'x', '--mode', 'magic']],
    [['page', '1']], [['page', '1', 'two']], [['remove']], [['remove', 'a', 'b']], [['models', 'use']], [['models', 'eat', 'x']], [['documents', '--state', 'lost']], [['status', 'now']], [['ask', 'x', '--seed', '-1']],
  ])('%j is wrong usage: exit code 2, words on standard error, nothing on standard output', async (argv) => {
    const { out, err, exitCode } = await run(argv);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^carrel: .*\nSee “carrel .*--help”\.\n$/);
  });
});

describe('ask', () => {
  it('as text: evidence, then marked sentences, sources, coverage', async () => {
    const { out, exitCode, isClosed } = await run(['ask', 'what', 'was', 'revenue?'], { ask });
    expect(exitCode).toBe(0);
    expect(isClosed).toBe(true);
    const positions = ['Evidence', '[1] “Revenue was 12 million.”', '/d/report.pdf, page 2 · Results › Sales', 'Answer', '✓ Revenue was 12 million. [1]', 'Sources', 'Searched 9 of 10 documents (40 of 41 pages); 1 could not be read, or not wholly; meaning search covers 50 %.'].map((text) => out.indexOf(text));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('--json prints the answer and nothing else on standard output', async () => {
    const { out } = await run(['ask', 'x', '--json'], { ask });
    expect(JSON.parse(out)).toEqual(answer);
  });

  it('passes options on, with paths made absolute', async () => {
    const asked: unknown[] = [];
    await run(['ask', 'a', 'b', '--scope', 'docs', '--scope', '/x/y.pdf', '--model', 'none', '--conversation', 'tax', '--seed', '7'], { ask: (input) => { asked.push(input); return ask(); } });
    expect(asked).toEqual([{ question: 'a b', scope: { paths: [resolve('docs'), '/x/y.pdf'], folderIds: [] }, model: 'none', conversationId: 'tax', seed: 7 }]);
  });

  it('Ctrl-C cancels the answer, closes the engine and exits with 1', async () => {
    const controller = new AbortController();
    let isAborted = false;
    const { err, exitCode, isClosed } = await run(['ask', 'x'], {
      async *ask(_input, { signal }) {
        yield { type: 'verdict-given', verdict: 'answered', closest: [] };
        controller.abort();
        await new Promise<void>((done) => { signal.addEventListener('abort', () => { isAborted = true; done(); }, { once: true }); });
      },
    }, controller.signal);
    expect([exitCode, isAborted, isClosed]).toEqual([1, true, true]);
    expect(err).toContain('Stopped.');
  });
});

describe('errors', () => {
  it('have words on standard error, as JSON on standard output too', async () => {
    const { out, err, exitCode } = await run(['status', '--json'], { status: () => { throw new AppError('profile-busy', { name: 'carrel index', pid: 42 }); } });
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'profile-busy', details: { pid: 42 } } });
    expect(err).toContain('Carrel is already running on this profile (carrel index, process 42).');
  });

  it('a locked library without anyone to ask exits with 3', async () => {
    const { exitCode, err } = await run(['documents'], { libraries: () => [{ ...library, protection: 'passphrase', open: false }] });
    expect(exitCode).toBe(3);
    expect(err).toContain('locked');
  });

  it('an unknown library exits with 1 and names it', async () => {
    const { exitCode, err } = await run(['documents', '--library', 'nobody']);
    expect(exitCode).toBe(1);
    expect(err).toContain('nobody');
  });
});

describe('Terminal', () => {
  it('text of documents cannot steer the terminal', async () => {
    const hostile = { ...source, path: '/d/\u001b]0;owned\u0007.pdf', quote: 'a\u001b[2Jb\u202ec\u009bd\ne' };
    const handlers: Partial<Handlers<EngineContract>> = { async *ask() { yield { type: 'evidence-found', evidence: [hostile], coverage }; yield { type: 'answer-complete', answer: { ...answer, evidence: [hostile] } }; } };
    const { out } = await run(['ask', 'x'], handlers);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(out).toContain('a�[2Jb�c�d e');
    const { out: json } = await run(['ask', 'x', '--json'], handlers);
    expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect((JSON.parse(json) as Answer).evidence[0]?.quote).toBe(hostile.quote);
  });

  it('off a terminal progress is a line at most every 2 s; on one it is rewritten in place', () => {
    let nowMs = 0;
    let err = '';
    const piped = new Terminal({ out: { write: () => undefined }, err: { write: (text: string) => { err += text; } } }, () => nowMs);
    for (; nowMs <= 5_000; nowMs += 100) piped.progress(`at ${nowMs}`);
    expect(err).toBe('at 0\nat 2000\nat 4000\n');
    err = '';
    const screen = new Terminal({ out: { write: () => undefined }, err: { write: (text: string) => { err += text; }, isTTY: true, columns: 20 } }, () => nowMs);
    screen.progress('one');
    screen.progress('a line longer than the screen');
    screen.log('done');
    expect(err).toBe('\r\u001b[2Kone\r\u001b[2Ka line longer than…\r\u001b[2Kdone\n');
  });
});
