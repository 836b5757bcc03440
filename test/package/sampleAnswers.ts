import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type SampleQuestion = { readonly question: string; readonly sources: readonly string[]; readonly contains: readonly string[] };
const questions = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'sample-questions.json'), 'utf8')) as readonly SampleQuestion[];

export const sampleOnPage = one(({ sources }) => sources[0]?.endsWith('.pdf') === true);
export const sampleWithout = one(({ question, sources }) => sources.length === 0 && question.includes('Rotterdam'));

/** What of the question about a PDF an answer of `carrel ask --json` gets right. */
export function answered(output: string): { readonly saysIt: boolean; readonly citesIt: boolean } {
  const { answer, sources } = JSON.parse(output) as { readonly answer: string; readonly sources: readonly { readonly path: string }[] };
  return {
    saysIt: sampleOnPage.contains.every((words) => answer.includes(words)),
    citesIt: sources.some(({ path }) => path.endsWith(sampleOnPage.sources[0] ?? '?')),
  };
}

function one(fits: (question: SampleQuestion) => boolean): SampleQuestion {
  const found = questions.find(fits);
  if (found === undefined) throw new Error('the samples have no such question');
  return found;
}
