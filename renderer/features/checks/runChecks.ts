import { AppError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { AnswerStrength, EvaluationEvent, EvaluationQuestion } from '../../../electron/shared/schemas.ts';

export type Complete = Extract<EvaluationEvent, { readonly type: 'evaluation-complete' }>;
export type CheckInput = { readonly questions: readonly EvaluationQuestion[]; readonly saveAs: string; readonly compareWith?: string; readonly model?: string; readonly embedder?: string; readonly strength?: AnswerStrength };

/** Asks all questions and gives what came of it. Errors: those of evaluating, cancelled. */
export async function runChecks(engine: Client<EngineContract>, input: CheckInput, { signal, onDone }: { readonly signal: AbortSignal; readonly onDone: (done: number) => void }): Promise<Complete> {
  for await (const event of engine.evaluate({ ...input, questions: [...input.questions] }, { signal })) {
    if (event.type === 'evaluation-complete') return event;
    onDone(event.done);
  }
  throw new AppError('output-invalid', { operation: 'evaluate', problem: 'no report' });
}
