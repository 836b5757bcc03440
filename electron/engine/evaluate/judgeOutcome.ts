import type { Answer, EvaluationOutcome, EvaluationQuestion, Hit, Quote } from '../../shared/schemas.ts';
import { shareOfFacts } from './holdsAnswer.ts';

/** What was found and answered to one question: `quoted` by quotes alone, `given` as a person gets it. `hits` best first. */
export type Asked = { readonly hits: readonly Hit[]; readonly quoted: Answer; readonly given: Answer };

const depth = 5;

/** One question's figures. Only those that apply: a question without sources says nothing of citations. Pure. */
export function judgeOutcome(question: EvaluationQuestion, { hits, quoted, given }: Asked): EvaluationOutcome {
  const figures: Record<string, number> = {};
  const set = (key: string, applies: boolean, value: () => number | boolean): void => { if (applies) figures[key] = Number(value()); };
  const isRight = ({ path }: { readonly path: string }): boolean => question.sources.some((source) => isSource(path, source));
  const isAnswerable = !question.unanswerable;
  const hasSources = isAnswerable && question.sources.length > 0;
  const right = question.answer;
  const first = hits.slice(0, depth);

  set('gate.document', hasSources, () => first.some(isRight));
  set('gate.page', hasSources && question.pages.length > 0, () => first.some((hit) => isRight(hit) && question.pages.includes(hit.page)));
  set('gate.evidence', isAnswerable && right !== undefined, () => shareOfFacts(quoted.evidence.map(wordsOfQuote).join('\n'), right ?? '', question.question) === 1);
  set('gate.falseRefusals', isAnswerable, () => isRefused(quoted));
  set('gate.falseAnswers', question.unanswerable, () => !isRefused(quoted));
  set('gate.evidenceSeconds', quoted.timings.firstEvidenceMs !== null, () => (quoted.timings.firstEvidenceMs ?? 0) / 1_000);

  const isGiven = !isRefused(given);
  const cited = [...new Set(given.sources.map(({ path }) => path))];
  const facts = right === undefined || !isGiven ? 0 : shareOfFacts(given.answer, right, question.question);
  set('answer.correct', isAnswerable && right !== undefined, () => facts === 1);
  set('answer.facts', isAnswerable && right !== undefined, () => facts);
  set('answer.citationPrecision', hasSources && isGiven && cited.length > 0, () => cited.filter((path) => isRight({ path })).length / cited.length);
  set('answer.citationRecall', hasSources, () => isGiven ? question.sources.filter((source) => cited.some((path) => isSource(path, source))).length / question.sources.length : 0);
  set('answer.supported', isGiven && given.sentences.length > 0, () => given.sentences.filter(({ support }) => support === 'supported').length / given.sentences.length);
  set('answer.falseAnswers', question.unanswerable, () => isGiven);
  set('answer.falseRefusals', isAnswerable, () => !isGiven);
  set('answer.firstWordSeconds', given.timings.firstTokenMs !== null, () => (given.timings.firstTokenMs ?? 0) / 1_000);
  set('answer.tokensPerSecond', given.timings.answerTokens > 0 && given.timings.firstTokenMs !== null,
    () => given.timings.answerTokens / Math.max(0.001, (given.timings.totalMs - (given.timings.firstTokenMs ?? 0)) / 1_000));
  figures['answer.seconds'] = given.timings.totalMs / 1_000;
  return {
    question: question.question, kind: question.kind ?? null, unanswerable: question.unanswerable, verdict: given.verdict, answer: given.answer,
    cited: given.sources.map(({ path, page }) => ({ path, page })), figures,
  };
}

function isRefused({ verdict }: Answer): boolean {
  return verdict === 'not-in-documents';
}

/** A source is named as it is on the disk or by the end of its path. */
function isSource(path: string, source: string): boolean {
  const plain = (text: string): string => text.replaceAll('\\', '/').toLowerCase();
  return plain(path) === plain(source) || plain(path).endsWith(`/${plain(source)}`);
}

function wordsOfQuote({ header, quote, continues }: Quote): string {
  return [header?.quote ?? '', quote, continues?.quote ?? ''].join('\n');
}
