import { cosineScale } from '../../electron/engine/question/cosineScale.ts';
import { halfOf, hasSharedData } from './questions.ts';
import { readRetrievalSet } from './retrievalSets.ts';
import { startEmbedder } from './startEmbedder.ts';

// node test/eval/printCosines.ts [ID...]: cosines of the embedders as they are and on the gate's scale, over the even half of the English xquad
// questions: of the best passage, and the mean of the 6th to the 20th.
const ids = process.argv.length > 2 ? process.argv.slice(2) : ['bge-small-en-v1.5-q8', 'all-minilm-l6-v2-q8'];
const { signal } = new AbortController();
/** Texts at a time. */
const most = 200;

async function print(id: string): Promise<void> {
  const embedder = await startEmbedder(id);
  if (embedder === null) return console.log(`${id}: not installed`);
  try {
    const { documents, queries } = readRetrievalSet('xquad', 'en', 'en');
    const asked = queries.filter((query) => halfOf(query.id) === 'even');
    const passages = await embedder.embed(documents.map(({ title, text }) => `${title}\n${text}`), 'passage', signal);
    const { ofQuestion } = await cosineScale(id, embedder.embed, signal);
    const questions: Float32Array[] = [];
    for (let at = 0; at < asked.length; at += most) questions.push(...await embedder.embed(asked.slice(at, at + most).map(({ text }) => text), 'query', signal));
    const found = questions.map((vector) => passages.map((passage) => dot(passage, vector)).sort((a, b) => b - a));
    const [best, others] = [mean(found.map(([top = 0]) => top)), mean(found.map((cosines) => mean(cosines.slice(5, 20))))];
    console.log(`${id}: best ${best.toFixed(3)}, others ${others.toFixed(3)}; on the gate's scale ${ofQuestion(best).toFixed(3)}, ${ofQuestion(others).toFixed(3)} (${asked.length} questions)`);
  } finally {
    await embedder.close();
  }
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (!hasSharedData()) console.log('The questions are not here: ../shared/data.');
else for (const id of ids) await print(id);
