import { EvaluationQuestion, type Answer, type AnswerCase } from '../../shared/schemas.ts';

/**
 * A judged answer as a question of a set. A right answer says what is right from now on: its words, files and pages, or that there is
 * nothing to find. Of a wrong one only the question is known. A follow-up is asked as it was understood. Pure.
 */
export function toCase({ answer, question, ...given }: Omit<AnswerCase, 'question'> & { readonly question: string; readonly answer: Answer }): AnswerCase {
  const isRight = given.verdict === 'right';
  const isRefused = answer.verdict === 'not-in-documents';
  const sources = isRight && !isRefused ? answer.sources : [];
  return {
    ...given,
    question: EvaluationQuestion.parse({
      question: answer.searchedFor === '' ? question : answer.searchedFor, kind: given.verdict, unanswerable: isRight && isRefused,
      sources: [...new Set(sources.map(({ path }) => path))], pages: [...new Set(sources.map(({ page }) => page))].sort((a, b) => a - b),
      ...(isRight && !isRefused ? { answer: answer.sentences.map(({ text }) => text).join(' ') } : {}),
    }),
  };
}
