import { parseArgs } from 'node:util';
import type { Half } from './questions.ts';

export type EvalSet = 'sec' | 'cookbook' | 'xquad' | 'squad-es' | 'samples';
export type EvalOptions = {
  readonly sets: readonly EvalSet[]; readonly half: Half | 'both'; readonly retrievalOnly: boolean; readonly answerableOnly: boolean; readonly renamed: boolean;
  readonly json: boolean; readonly rebuild: boolean; readonly reuse: boolean; readonly full: boolean; readonly model: string | undefined; readonly dump: string | undefined; readonly seed: number;
  readonly check: boolean;
};

export const usage = `node test/eval/eval.ts [options]
  --set sec|cookbook|xquad|squad-es|samples|all   what to measure (default all that is there)
  --half odd|even|both                   tune on odd, report on even (default even)
  --retrieval-only                       searches alone, no answers and no refusals
  --answerable-only                      searches and answers of sec, no refusals
  --renamed                              the filings again, with companies renamed: do the figures stay?
  --model ID                             chat model for the answers (default none: quotes)
  --full                                 every query of xquad instead of every fifth
  --dump FILE                            one JSON line a question: what was found, to look into
  --json                                 one JSON object on standard output
  --check                                exit code 1 where an aim is not met
  --rebuild                              index anew although nothing changed
  --reuse                                take the newest index although code that decides it changed (for tuning search and answers)
  --seed N                               for the unanswerable questions (default 1)`;

const setNames = ['sec', 'cookbook', 'xquad', 'squad-es', 'samples'] as const;

/** Throws an `Error` that says what is wrong with the arguments. */
export function readEvalOptions(args: readonly string[]): EvalOptions {
  const { values } = parseArgs({
    args: [...args], strict: true,
    options: {
      set: { type: 'string', multiple: true }, half: { type: 'string' }, 'retrieval-only': { type: 'boolean' }, 'answerable-only': { type: 'boolean' }, renamed: { type: 'boolean' }, json: { type: 'boolean' },
      rebuild: { type: 'boolean' }, reuse: { type: 'boolean' }, full: { type: 'boolean' }, model: { type: 'string' }, dump: { type: 'string' }, seed: { type: 'string' }, check: { type: 'boolean' },
    },
  });
  const asked = values.set ?? ['all'];
  const sets = asked.includes('all') ? [...setNames] : asked.map((name) => {
    const set = setNames.find((known) => known === name);
    if (set === undefined) throw new Error(`unknown set ${name}`);
    return set;
  });
  const half = values.half ?? 'even';
  if (half !== 'odd' && half !== 'even' && half !== 'both') throw new Error(`unknown half ${half}`);
  const seed = Number(values.seed ?? 1);
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number');
  return {
    sets, half, seed, retrievalOnly: values['retrieval-only'] === true, answerableOnly: values['answerable-only'] === true, renamed: values.renamed === true, json: values.json === true,
    rebuild: values.rebuild === true, reuse: values.reuse === true, full: values.full === true, check: values.check === true, model: values.model, dump: values.dump,
  };
}
