import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { evaluate, type Measured } from '../evaluate/evaluate.ts';

/** Checking answers on a set of questions, through the same handlers that answer a person. */
export function evaluationHandlers(measured: Measured): Pick<Handlers<EngineContract>, 'evaluate'> {
  return {
    async *evaluate(input, { signal }) {
      yield* evaluate(input, measured, () => performance.now(), signal);
    },
  };
}
