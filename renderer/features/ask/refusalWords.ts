import type { Coverage } from '../../../electron/shared/schemas.ts';
import type { Turn } from '../../hooks/turns.ts';
import type { Speak } from '../../words/words.ts';

/** What is said where the documents do not answer, to the eye and to the ear: nothing there is, nothing read so far, nothing where it was looked for. */
export function refusalWords({ coverage, scope, filters, text, isKept }: Pick<Turn, 'coverage' | 'scope' | 'filters' | 'text' | 'isKept'>, { say, count }: Speak): { readonly title: string; readonly body: string } {
  // What a kept question was narrowed to is not kept with it.
  if (coverage?.documentsTotal === 0 && !isKept) {
    return scope.length === 0 && filters.length === 0
      ? { title: say('answer.refusedEmpty'), body: say('answer.refusedEmptyBody') }
      : { title: say('answer.refused'), body: say('answer.refusedNarrow') };
  }
  const waiting = coverage === null ? 0 : waitingOf(coverage);
  if (waiting > 0) return { title: say('answer.refusedSoFar'), body: count('answer.refusedWaiting', waiting) };
  return { title: say('answer.refused'), body: text === '' ? say('answer.refusedBody') : text };
}

/** Documents that were still to be read when it was answered. */
function waitingOf({ documents, documentsTotal, unreadable }: Coverage): number {
  return documentsTotal - documents - unreadable.filter(({ state }) => state === 'skipped' || state === 'failed').length;
}
