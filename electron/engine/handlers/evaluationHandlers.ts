import { AppError } from '../../shared/AppError.ts';
import type { checksOperations } from '../../shared/checksContract.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { evaluate, type Measured } from '../evaluate/evaluate.ts';
import { strengthChoices } from '../evaluate/strengthRates.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type EvaluationHandlers = Pick<Handlers<EngineContract>, keyof typeof checksOperations | 'evaluate' | 'evaluationRuns' | 'deleteEvaluationRun' | 'answerStrengths' | 'useAnswerStrength'>;

/** Checking answers on a set of questions, through the same handlers that answer a person; runs that are kept; and what was measured of the gate. */
export function evaluationHandlers(measured: Measured, current: () => OpenLibrary): EvaluationHandlers {
  const unknown = (name: string): AppError => new AppError('input-invalid', { problem: `there is no kept run “${name}”; the ones there are: ${current().library.evaluations.list().map((run) => run.name).join(', ') || 'none'}` });
  return {
    async *evaluate({ compareWith, saveAs, strength, ...input }, { signal }) {
      const { evaluations, settings } = current().library;
      const baseline = compareWith === undefined ? undefined : evaluations.named(compareWith);
      if (baseline === null) throw unknown(compareWith ?? '');
      for await (const event of evaluate({ ...input, strength: strength ?? settings.get('answerStrength'), baseline }, measured, () => performance.now(), signal)) {
        if (event.type === 'evaluation-complete' && saveAs !== undefined) evaluations.save(saveAs, event.report);
        yield event;
      }
    },
    evaluationReport({ name }) {
      const report = current().library.evaluations.named(name);
      if (report === null) throw unknown(name);
      return report;
    },
    checkQuestions: () => current().library.checkQuestions.list(),
    saveCheckQuestion: ({ id, question }) => current().library.checkQuestions.save(question, id),
    deleteCheckQuestion({ id }) {
      current().library.checkQuestions.delete(id);
      return {};
    },
    evaluationRuns: () => current().library.evaluations.list(),
    deleteEvaluationRun({ name }) {
      if (!current().library.evaluations.delete(name)) throw unknown(name);
      return {};
    },
    answerStrengths: () => strengthChoices(current().library.settings.get('answerStrength')),
    useAnswerStrength({ strength }) {
      current().library.settings.set('answerStrength', strength);
      return strengthChoices(strength);
    },
  };
}
