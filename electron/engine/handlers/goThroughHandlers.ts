import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { goThrough, resultOf } from '../goThrough.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type GoThroughHandlers = Pick<Handlers<EngineContract>, 'goThrough' | 'goThroughRuns' | 'goThroughResults' | 'deleteGoThrough'>;

/** Judging every document by one criterion. */
export function goThroughHandlers(current: () => OpenLibrary): GoThroughHandlers {
  return {
    async *goThrough(input, { signal }) {
      yield* goThrough(input, current().library, signal);
    },
    goThroughRuns: ({ scope }) => current().library.goThroughRuns.list(scope),
    goThroughResults({ runId, verdict, quoted, offset, limit }) {
      const { library } = current();
      const run = library.goThroughRuns.run(runId);
      const { verdicts, ...counts } = library.goThroughRuns.stretch(runId, { verdict, quoted, offset, limit });
      return { run, results: verdicts.flatMap((one) => resultOf(one, library)), ...counts };
    },
    deleteGoThrough({ runId }) {
      current().library.goThroughRuns.delete(runId);
      return {};
    },
  };
}
