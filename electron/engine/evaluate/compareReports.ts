import type { EvaluationDifference, EvaluationReport } from '../../shared/schemas.ts';
import { mean, pairedChance } from './intervals.ts';

/** A difference less likely than this by noise alone counts. */
const surely = 0.05;

/** Every share measured in both runs, over the questions they have in common. Times are left out: they say more of the machine's day than of a change. Pure. */
export function compareReports(before: EvaluationReport, now: EvaluationReport): EvaluationDifference[] {
  const earlier = new Map(before.outcomes.map((outcome) => [outcome.question, outcome]));
  return now.measures.filter(({ unit }) => unit === 'share').flatMap(({ layer, key, words, unit, better }): EvaluationDifference[] => {
    const pairs = now.outcomes.flatMap(({ question, figures }) => {
      const [was, is] = [earlier.get(question)?.figures[key], figures[key]];
      return was === undefined || is === undefined ? [] : [{ was, is }];
    });
    if (pairs.length === 0) return [];
    const [was, is] = [mean(pairs.map((pair) => pair.was)), mean(pairs.map((pair) => pair.is))];
    const p = pairedChance(pairs.map((pair) => pair.is - pair.was));
    const verdict = p >= surely ? 'within-noise' : is > was === (better === 'higher') ? 'better' : 'worse';
    return [{ layer, key, words, unit, before: was, now: is, n: pairs.length, p, verdict }];
  });
}
