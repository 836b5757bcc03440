import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../../electron/cli/runCommand.ts';
import { Terminal } from '../../../electron/cli/Terminal.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Handlers } from '../../../electron/shared/operation.ts';
import type { EvaluationDifference, EvaluationReport } from '../../../electron/shared/schemas.ts';
import { startFakeEngine } from '../../fakes/engine.ts';

const measure = { layer: 'answer' as const, low: 0.4, high: 0.8, n: 12 };
const report: EvaluationReport = {
  atMs: 0, model: 'small', mode: 'written', strength: 'balanced', seconds: 30, outcomes: [],
  measures: [
    { ...measure, key: 'answer.facts', words: 'share of the right facts in the answer', unit: 'share', better: 'higher', value: 0.6 },
    { ...measure, key: 'answer.firstWordSeconds', words: 'time to the first word of the model', unit: 'seconds', better: 'lower', value: 1.25 },
    { ...measure, key: 'answer.tokensPerSecond', words: 'speed of writing', unit: 'tokens-per-second', better: 'higher', value: 41.5 },
    { ...measure, key: 'answer.secondsPerUseful', words: 'time for each useful answer', unit: 'seconds', better: 'lower', value: 9.5 },
  ],
};
const worse: EvaluationDifference = { layer: 'answer', key: 'answer.facts', words: 'share of the right facts in the answer', unit: 'share', before: 0.9, now: 0.6, n: 12, p: 0.01, verdict: 'worse' };

async function evaluateWith(argv: readonly string[], differences: EvaluationDifference[] | null) {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-questions-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'questions.jsonl');
  await writeFile(file, '{"question":"What is the rent?"}\n');
  let out = '';
  let err = '';
  const asked: unknown[] = [];
  const handlers: Partial<Handlers<EngineContract>> = {
    libraries: () => [{ id: 'main', name: 'My library', protection: 'none', open: true }],
    async *evaluate(input) {
      asked.push(input);
      yield await Promise.resolve({ type: 'evaluation-complete' as const, report, differences, html: '<!doctype html>' });
    },
  };
  const exitCode = await runCommand(['eval', file, ...argv], {
    terminal: new Terminal({ out: { write: (text: string) => { out += text; } }, err: { write: (text: string) => { err += text; } } }), signal: new AbortController().signal,
    start: () => { const engine = startFakeEngine(handlers); return { client: engine.client, close: () => engine.close() }; },
  });
  return { out, err, exitCode, asked };
}

describe('carrel eval', () => {
  it('prints what the model did: facts, first word, speed and time for each useful answer', async () => {
    const { out, exitCode } = await evaluateWith([], null);
    expect(exitCode).toBe(0);
    for (const words of ['share of the right facts in the answer', '60.0 % [40.0, 80.0]', '1.25 s', '41.50 tokens/s', '9.50 s', 'Answers by small']) expect(out).toContain(words);
  });
  it('keeps and compares by name, and ends with 1 on a loss beyond noise', async () => {
    const { exitCode, asked, out } = await evaluateWith(['--save', 'after', '--compare', 'before', '--strict', '--model', 'small'], [worse]);
    expect(asked).toMatchObject([{ saveAs: 'after', compareWith: 'before', strength: 'strict', model: 'small' }]);
    expect(exitCode).toBe(1);
    expect(out).toContain('worse');
    expect((await evaluateWith(['--compare', 'before'], [{ ...worse, verdict: 'within-noise' }])).exitCode).toBe(0);
    const wrong = await evaluateWith(['--save', 'a/b'], null);
    expect([wrong.exitCode, wrong.asked]).toEqual([2, []]);
  });
});
