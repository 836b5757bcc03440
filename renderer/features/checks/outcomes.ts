import type { CheckQuestion } from '../../../electron/shared/checksContract.ts';
import type { AnswerCase, EvaluationDifference, EvaluationOutcome, EvaluationQuestion, EvaluationReport } from '../../../electron/shared/schemas.ts';

/** A question that answers are checked with: written by a person, or a past answer they judged. */
export type Case =
  | { readonly from: 'person'; readonly id: number; readonly question: EvaluationQuestion }
  | { readonly from: 'answer'; readonly messageId: number; readonly verdict: AnswerCase['verdict']; readonly reason: string; readonly question: EvaluationQuestion };

/** All there are, each question once: what a person wrote of it counts more than what they said of an answer. */
export function casesOf(written: readonly CheckQuestion[], judged: readonly AnswerCase[]): readonly Case[] {
  const cases: Case[] = written.map(({ id, question }) => ({ from: 'person', id, question }));
  const known = new Set(cases.map(({ question }) => question.question.trim()));
  for (const { messageId, verdict, reason, question } of judged) {
    const words = question.question.trim();
    if (known.has(words)) continue;
    known.add(words);
    cases.push({ from: 'answer', messageId, verdict, reason, question });
  }
  return cases;
}

/** How an answer was: `unknown` where nobody said what is right. */
export type Judged = 'right' | 'partly' | 'wrong' | 'unknown';

export function judgedOf({ unanswerable, verdict, figures }: Pick<EvaluationOutcome, 'unanswerable' | 'verdict' | 'figures'>): Judged {
  if (unanswerable) return verdict === 'not-in-documents' ? 'right' : 'wrong';
  const correct = figures['answer.correct'];
  if (correct === undefined) return 'unknown';
  if (correct === 1) return 'right';
  return (figures['answer.facts'] ?? 0) > 0 ? 'partly' : 'wrong';
}

export type Changed = { readonly question: string; readonly before: Judged; readonly now: Judged };
const rank: Readonly<Record<Exclude<Judged, 'unknown'>, number>> = { right: 2, partly: 1, wrong: 0 };

/** Questions of both runs whose answer is another than before, and which way: one by one, as chance cannot be told of a few. */
export function changesBetween(before: EvaluationReport, now: EvaluationReport): { readonly worse: readonly Changed[]; readonly better: readonly Changed[] } {
  const earlier = new Map(before.outcomes.map((outcome) => [outcome.question, judgedOf(outcome)]));
  const changed = now.outcomes.flatMap((outcome): Changed[] => {
    const was = earlier.get(outcome.question);
    return was === undefined ? [] : [{ question: outcome.question, before: was, now: judgedOf(outcome) }];
  });
  const step = ({ before: was, now: is }: Changed): number => (was === 'unknown' || is === 'unknown' ? 0 : rank[is] - rank[was]);
  return { worse: changed.filter((change) => step(change) < 0), better: changed.filter((change) => step(change) > 0) };
}

/** What a change does to answers. `isSure` is false where some get better as well, and none of the figures tells it from chance. */
export function judgeChange(before: EvaluationReport, now: EvaluationReport, differences: readonly EvaluationDifference[] | null) {
  const { worse, better } = changesBetween(before, now);
  const isBeyondChance = differences?.some(({ verdict }) => verdict === 'worse') === true;
  const rights = (report: EvaluationReport): number => report.outcomes.filter((outcome) => judgedOf(outcome) === 'right').length;
  return {
    worse, isWorse: worse.length > 0 || isBeyondChance, isSure: isBeyondChance || better.length === 0,
    rights: { before: rights(before), now: rights(now), total: now.outcomes.filter((outcome) => judgedOf(outcome) !== 'unknown').length },
  };
}

/** What a run is kept under when nobody names it. */
export function runName(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 23).replaceAll(':', '-');
}

/** False for a name that somebody gave. */
export function isRunName(name: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}$/.test(name);
}
