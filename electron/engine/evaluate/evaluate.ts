import { AppError } from '../../shared/AppError.ts';
import { engineContract, type EngineContract } from '../../shared/engineContract.ts';
import { Answer, type AnswerStrength, type EvaluationEvent, type EvaluationOutcome, type EvaluationQuestion, type EvaluationReport } from '../../shared/schemas.ts';
import type { Handlers } from '../../shared/operation.ts';
import { compareReports } from './compareReports.ts';
import { judgeOutcome } from './judgeOutcome.ts';
import { measureOutcomes } from './measureOutcomes.ts';
import { reportAsHtml } from './reportAsHtml.ts';

/** What is measured: the very operations a person's questions go through. */
export type Measured = Pick<Handlers<EngineContract>, 'search' | 'ask' | 'deleteConversation'>;
export type EvaluateInput = {
  readonly questions: readonly EvaluationQuestion[]; readonly model?: string | undefined; readonly embedder?: string | undefined; readonly strength?: AnswerStrength | undefined; readonly baseline?: EvaluationReport | undefined;
};

/** The same answer each time, for runs to be compared. */
const seed = 1;

/**
 * Asks every question, first by quotes alone and then as a person would get the answer, and measures both. Each is asked in a
 * conversation of its own, which is deleted again. Errors: those of asking.
 */
export async function* evaluate({ questions, model, embedder, strength = 'balanced', baseline }: EvaluateInput, measured: Measured, now: () => number, signal: AbortSignal): AsyncGenerator<EvaluationEvent, void> {
  const startMs = now();
  const by = embedder === undefined ? {} : { embedder };
  const outcomes: EvaluationOutcome[] = [];
  let last: Answer | null = null;
  for (const question of questions) {
    const hits = await measured.search(engineContract.search.input.parse({ query: question.question, limit: 10, ...by }), { signal });
    const quoted = await askOnce({ question: question.question, strength, model: 'none', ...by }, measured, signal);
    const given = model === 'none' ? quoted : await askOnce({ question: question.question, strength, ...(model === undefined ? {} : { model }), ...by }, measured, signal);
    outcomes.push(judgeOutcome(question, { hits, quoted, given }));
    // A refusal names no model; one answer that was written tells which it is.
    if (last === null || given.model !== null) last = given;
    yield { type: 'question-done', done: outcomes.length, total: questions.length };
  }
  const report: EvaluationReport = {
    atMs: Date.now(), model: last?.model ?? null, mode: last?.mode ?? 'quotes', strength, seconds: (now() - startMs) / 1_000, outcomes, measures: measureOutcomes(outcomes),
  };
  const differences = baseline === undefined ? null : compareReports(baseline, report);
  yield { type: 'evaluation-complete', report, differences, html: reportAsHtml(report, differences) };
}

async function askOnce(input: Omit<Parameters<Measured['ask']>[0], 'seed'>, { ask, deleteConversation }: Measured, signal: AbortSignal): Promise<Answer> {
  let answer: Answer | null = null;
  for await (const event of ask({ ...input, seed }, { signal })) {
    if (event.type === 'answer-complete') answer = Answer.parse(event.answer);
  }
  if (answer === null) throw new AppError('output-invalid', { operation: 'ask', problem: 'no answer' });
  await deleteConversation({ id: answer.conversationId }, { signal });
  return answer;
}
