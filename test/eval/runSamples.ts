import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { askAll, searchAll } from './asking.ts';
import type { EvalOptions } from './evalOptions.ts';
import { copyProfile, indexedProfile, type ProfileOptions } from './indexedProfile.ts';
import { groupedBootstrap } from './intervals.ts';
import { amount, share } from './Measure.ts';
import { fileStem, repositoryRoot } from './questions.ts';
import type { Section } from './report.ts';
import { startEngine } from './startEngine.ts';

export const samplesFolder = join(repositoryRoot, 'resources', 'samples');
const questionsPath = join(repositoryRoot, 'resources', 'sample-questions.json');

/** `sources`: file names that hold the answer; none where the samples do not answer it. `contains`: words it cannot do without. */
const SampleQuestion = z.object({ question: z.string(), sources: z.array(z.string()), contains: z.array(z.string()) });
type SampleQuestion = z.infer<typeof SampleQuestion>;

/** Questions over the sample documents that come with Carrel; none where they are not there. */
export async function readSampleQuestions(): Promise<SampleQuestion[]> {
  if (!existsSync(questionsPath)) return [];
  return z.array(SampleQuestion).parse(JSON.parse(await readFile(questionsPath, 'utf8')));
}

/** Small, but there on every machine: shows that the whole path works. */
export async function runSamples(options: EvalOptions, say: ProfileOptions['say']): Promise<Section[]> {
  const questions = (await readSampleQuestions()).map(({ question, sources, contains }, index) => ({ id: `s${String(index + 1)}`, question, sources: sources.map(fileStem), contains }));
  if (questions.length === 0) { say('samples: there are no questions'); return []; }
  const profile = await indexedProfile('samples', samplesFolder, { rebuild: options.rebuild, reuse: options.reuse, say });
  const copy = await copyProfile(profile.folder, 'samples');
  const engine = startEngine(copy.folder);
  try {
    const answerable = questions.filter(({ sources }) => sources.length > 0);
    const retrieval = new Map((await searchAll(engine.client, questions)).map((result) => [result.id, result]));
    const passagesOf = (id: string) => retrieval.get(id)?.passages ?? [];
    const sections: Section[] = [{ title: 'sample documents: search', measures: [
      share('documentFirst', 'right document first', answerable.map(({ id, sources }) => passagesOf(id).slice(0, 1).some(({ document }) => sources.includes(document)))),
      share('documentIn5', 'right document in the first 5', answerable.map(({ id, sources }) => passagesOf(id).slice(0, 5).some(({ document }) => sources.includes(document)))),
      share('wordsIn10', 'the words of the answer in the first 10, in passages of a right document', answerable.map(({ id, sources, contains }) => holds(passagesOf(id).filter(({ document }) => sources.includes(document)), contains))),
      amount('searchSeconds', 'seconds a search', [...retrieval.values()].map(({ seconds }) => seconds), { unit: 'seconds' }),
    ] }];
    if (options.retrievalOnly) return sections;
    const model = options.model ?? 'none';
    const answers = new Map((await askAll(engine.client, questions, model)).map((answer) => [answer.id, answer]));
    const given = answerable.filter(({ id }) => answers.get(id)?.verdict !== 'not-in-documents');
    const cited = given.map(({ id, sources }) => [...new Set(answers.get(id)?.cited)].map((document) => sources.includes(document)));
    sections.push({ title: `sample documents: answers (model ${model})`, measures: [
      share('answered', 'answerable questions answered', answerable.map((question) => given.includes(question))),
      { key: 'citationPrecision', words: 'citation precision: cited files that are right, over answers given', unit: 'share', estimate: groupedBootstrap(cited), values: null },
      share('wordsInEvidence', 'the words of the answer in the evidence', answerable.map(({ id, contains }) => holds(answers.get(id)?.evidence ?? [], contains))),
      share('wordsInAnswer', 'the words of the answer in the answer', answerable.map(({ id, contains }) => holds([{ text: answers.get(id)?.answer ?? '' }], contains))),
      share('refused', 'unanswerable questions refused', questions.filter(({ sources }) => sources.length === 0).map(({ id }) => answers.get(id)?.verdict === 'not-in-documents')),
      amount('evidenceSeconds', 'seconds to evidence', [...answers.values()].map(({ evidenceSeconds }) => evidenceSeconds), { unit: 'seconds' }),
    ] });
    return sections;
  } finally {
    await engine.close();
    await copy.dispose();
  }
}

function holds(passages: readonly { readonly text: string }[], words: readonly string[]): boolean {
  const all = passages.map(({ text }) => text.replace(/\s+/g, ' ')).join('\n');
  return words.every((word) => all.includes(word));
}
