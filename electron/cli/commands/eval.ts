import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { EvaluationQuestion, type EvaluationDifference, type EvaluationEvent, type EvaluationMeasure } from '../../shared/schemas.ts';
import type { Command, CommandContext } from '../Command.ts';
import { exitCodes } from '../exitCodes.ts';
import { text } from '../readArguments.ts';
import { printable } from '../../shared/printable.ts';
import type { Terminal } from '../Terminal.ts';

type Complete = Extract<EvaluationEvent, { type: 'evaluation-complete' }>;

export const evaluateAnswers: Command = {
  name: 'eval',
  usage: 'eval FILE',
  summary: 'Check answers on questions of your own, and whether a change made them worse',
  help: [
    'FILE has one question a line, as JSON: {"question": "…", "sources": ["file.pdf"], "pages": [3], "answer": "…", "kind": "…", "unanswerable": true};',
    'all but the question may be left out. What is measured without a model comes first, then the answers themselves, with 95 % intervals.',
    '--model ID|none      answer with this chat model, or with quotes alone',
    '--embedder ID        find by the embedder on trial (models use ID --trial) instead of the one in use',
    '--strict             as ask --strict',
    '--html FILE          the report as one page as well',
    '--save NAME          keep the result in the library by this name',
    '--compare NAME       compare with the result kept by that name; ends with exit code 1 where a share is worse beyond noise',
  ],
  options: { model: { type: 'string' }, embedder: { type: 'string' }, strict: { type: 'boolean' }, html: { type: 'string' }, save: { type: 'string' }, compare: { type: 'string' } },
  arity: { min: 1, max: 1 },
  needsLibrary: true,
  async run({ positionals, values }, context) {
    const path = resolve(positionals[0] ?? '');
    const [save, compare, html, model, embedder] = [text(values['save']), text(values['compare']), text(values['html']), text(values['model']), text(values['embedder'])];
    const questions = readQuestions(await readText(path), path);
    const complete = await run({
      questions, ...(values['strict'] === true ? { strength: 'strict' as const } : {}), ...(model === null ? {} : { model }), ...(embedder === null ? {} : { embedder }), ...(compare === null ? {} : { compareWith: compare }), ...(save === null ? {} : { saveAs: nameOf(save) }),
    }, context);
    if (html !== null) await writeText(resolve(html), complete.html);
    if (context.json) context.terminal.json({ ...complete.report, differences: complete.differences });
    else print(complete, context.terminal);
    return complete.differences?.some(({ verdict }) => verdict === 'worse') === true ? exitCodes.failed : exitCodes.done;
  },
};

async function run(input: Parameters<CommandContext['engine']['evaluate']>[0], { engine, terminal, signal }: CommandContext): Promise<Complete> {
  terminal.progress(`Question 1 of ${String(input.questions.length)}`);
  for await (const event of engine.evaluate(input, { signal })) {
    if (event.type === 'evaluation-complete') {
      terminal.endProgress();
      return event;
    }
    terminal.progress(`Question ${String(Math.min(event.done + 1, event.total))} of ${String(event.total)}`);
  }
  throw new AppError('output-invalid', { operation: 'evaluate', problem: 'no report' });
}

/** One question a line; blank lines are passed over. Errors: input-invalid naming file and line. */
export function readQuestions(content: string, path: string): EvaluationQuestion[] {
  const questions = content.replace(/^\ufeff/, '').split('\n').flatMap((line, index): EvaluationQuestion[] => {
    if (line.trim() === '') return [];
    const fail = (problem: string, cause?: unknown): never => { throw new AppError('input-invalid', { problem: `${path}, line ${String(index + 1)}: ${problem}` }, { cause }); };
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (cause) {
      return fail('this is no JSON', cause);
    }
    const parsed = EvaluationQuestion.safeParse(value);
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    return fail(`${issue === undefined || issue.path.length === 0 ? '' : `“${issue.path.join('.')}”: `}${issue?.message ?? 'not a question'}`);
  });
  if (questions.length === 0) throw new AppError('input-invalid', { problem: `${path} holds no question` });
  return questions;
}

function nameOf(name: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u.test(name)) throw new AppError('input-invalid', { problem: `a result’s name has letters, digits, - and _ only, not “${name}”` });
  return name;
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => { throw new AppError(cause.code === 'ENOENT' ? 'file-not-found' : 'file-not-readable', { path }, { cause }); });
}

async function writeText(path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 }).catch((cause: unknown) => { throw new AppError('file-not-readable', { path }, { cause }); });
}

function print({ report, differences }: Complete, terminal: Terminal): void {
  for (const [layer, title] of [['gate', 'Without a model'], ['answer', report.model === null || report.mode === 'quotes' ? 'Answers in quotes' : `Answers by ${report.model}`]] as const) {
    terminal.line(terminal.style('bold', printable(title)));
    for (const measure of report.measures) if (measure.layer === layer && measure.value !== null) terminal.line(`  ${measure.words.padEnd(46)} ${figure(measure)}  of ${String(measure.n)}`);
    terminal.line();
  }
  if (differences !== null) printDifferences(differences, terminal);
  terminal.line(terminal.style('dim', `${String(report.outcomes.length)} questions, ${report.seconds.toFixed(0)} s. In brackets the 95 % interval.`));
}

function printDifferences(differences: readonly EvaluationDifference[], terminal: Terminal): void {
  terminal.line(terminal.style('bold', 'Against the baseline'));
  for (const { words, before, now, n, verdict } of differences) {
    const line = `  ${words.padEnd(46)} ${(before * 100).toFixed(1).padStart(5)} % → ${(now * 100).toFixed(1).padStart(5)} %  of ${String(n)}  ${verdict.replaceAll('-', ' ')}`;
    terminal.line(verdict === 'worse' ? terminal.style('red', line) : line);
  }
  terminal.line();
}

function figure({ value, low, high, unit }: EvaluationMeasure): string {
  const plain = (number: number): string => unit === 'share' ? (number * 100).toFixed(1) : number.toFixed(2);
  const name = unit === 'share' ? ' %' : unit === 'seconds' ? ' s' : ' tokens/s';
  return `${plain(value ?? 0).padStart(6)}${name}${low === null || high === null ? '' : ` [${plain(low)}, ${plain(high)}]`}`;
}
