import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { EvalOptions } from './evalOptions.ts';
import { copyProfile, indexedProfile, type ProfileOptions } from './indexedProfile.ts';
import { bootstrap } from './intervals.ts';
import { share } from './Measure.ts';
import { repositoryRoot, sharedData, type Half } from './questions.ts';
import type { Section } from './report.ts';
import { writeDocuments } from './retrievalSets.ts';
import { startEngine } from './startEngine.ts';

const Squad = z.object({ data: z.array(z.object({ paragraphs: z.array(z.object({ context: z.string(), qas: z.array(z.object({ id: z.string(), question: z.string(), is_impossible: z.boolean() })) })) })) });
type Asked = { readonly question: string; readonly document: string; readonly isImpossible: boolean; readonly half: Half };

const perLabel = 200;

/**
 * Spanish questions of which half have no answer in their paragraph, each asked of that paragraph alone: 200 and 200, every n-th in file
 * order. Refusals and their balanced accuracy, without a threshold to meet: the impossible ones were written to look as if they had an answer.
 */
export async function runSquad(options: EvalOptions, say: ProfileOptions['say']): Promise<Section[]> {
  const { data } = Squad.parse(JSON.parse(readFileSync(join(sharedData, 'abstention', 'squad-es', 'dev-v2.0-es_small.json'), 'utf8')));
  const all = data.flatMap(({ paragraphs }) => paragraphs).flatMap(({ context, qas }, index) => qas.map(({ question, is_impossible: isImpossible }) => ({ question, context, paragraph: String(index), isImpossible })));
  const sampled = [true, false].flatMap((isImpossible) => {
    const own = all.filter((item) => item.isImpossible === isImpossible);
    return Array.from({ length: perLabel }, (_, index) => own[Math.floor((index * own.length) / perLabel)]).flatMap((item, index) => item === undefined ? [] : [{ ...item, half: index % 2 === 1 ? 'odd' as const : 'even' as const }]);
  });
  const contexts = new Map(sampled.map(({ paragraph, context }) => [paragraph, context]));
  const folder = join(repositoryRoot, '.carrel', 'eval', 'corpora', 'squad-es-paragraphs');
  const isWritten = existsSync(folder);
  const stems = new Map([...writeDocuments({ name: 'squad-es', documents: [...contexts].map(([id, text]) => ({ id, title: `Párrafo ${id}`, text })), queries: [] }, folder)].map(([stem, id]) => [id, stem]));
  if (!isWritten) say(`squad-es: ${String(contexts.size)} paragraphs`);
  const profile = await indexedProfile('squad-es', folder, { rebuild: options.rebuild, reuse: options.reuse, say });
  const copy = await copyProfile(profile.folder, 'squad-es');
  const engine = startEngine(copy.folder);
  try {
    const questions = sampled.map(({ question, paragraph, isImpossible, half }): Asked => ({ question, isImpossible, half, document: join(folder, `${stems.get(paragraph) ?? ''}.md`) }))
      .filter(({ half }) => options.half === 'both' || half === options.half);
    const refused = new Map<Asked, boolean>();
    for (const question of questions) {
      for await (const event of engine.client.ask({ question: question.question, model: 'none', scope: { paths: [question.document] } })) {
        if (event.type === 'answer-complete') refused.set(question, event.answer.verdict === 'not-in-documents');
      }
    }
    const impossible = questions.filter(({ isImpossible }) => isImpossible).map((question) => refused.get(question) === true);
    const possible = questions.filter(({ isImpossible }) => !isImpossible).map((question) => refused.get(question) === true);
    // Both labels are as many: the mean over all is the balanced accuracy.
    const right = [...impossible.map(Number), ...possible.map((isRefused) => Number(!isRefused))];
    return [{ title: `squad-es, ${options.half} half: each question of its paragraph alone`, measures: [
      share('refused', 'refused: no answer in the paragraph', impossible), share('falseRefusals', 'false refusals', possible),
      { key: 'balancedAccuracy', words: 'balanced accuracy', unit: 'share', estimate: bootstrap(right), values: right },
    ] }];
  } finally {
    await engine.close();
    await copy.dispose();
  }
}
