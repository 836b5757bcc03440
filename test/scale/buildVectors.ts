import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLance } from '../../electron/engine/index/lance.ts';
import { arrowOfVectors, vectorSchema, vectorTableName } from '../../electron/engine/index/VectorTable.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { Synthesiser } from '../bench/synthesise.ts';
import { Nearest } from './Nearest.ts';
import { embeddedQuestions } from './questions.ts';
import { realPassages } from './realPassages.ts';
import type { AskedQuestions } from './steps.ts';

const [seed, nearestKept, rowsAnAddition] = [30, 100, 20_000];

/**
 * Writes `--count` vectors into a table of the search index in `--folder`, without a library around it and without an index, and beside it
 * `questions.json` as `buildPassages.ts` does. Not turned by a secret matrix: cosines are the same without.
 */
const { values: { folder, count } } = parseArgs({ options: { folder: { type: 'string' }, count: { type: 'string' } } });
const embedder = starterEmbedder();
if (folder === undefined || count === undefined || embedder === null) throw new Error('--folder, --count and the starter embedder are needed');
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const real = await realPassages(embedder.id, embedder.dimensions, say);
const questions = await embeddedQuestions(embedder, real.map(({ text }) => text));
const made = new Synthesiser(real, () => ['none'], seed);
const nearest = new Nearest(questions.map(({ vector }) => vector), nearestKept);
const { connection } = await openLance(join(folder, 'index'));
const table = await connection.createEmptyTable(vectorTableName(embedder.id), vectorSchema(embedder.dimensions));
for (let from = 0; from < Number(count); from += rowsAnAddition) {
  const rows = Array.from({ length: Math.min(rowsAnAddition, Number(count) - from) }, (_, at) => ({ id: from + at + 1, part: 0, contentId: 1 + Math.floor((from + at) / 100), folderId: 1, vector: made.next().vector }));
  for (const { id, vector } of rows) nearest.add(id, vector);
  await table.add(arrowOfVectors(rows, embedder.dimensions));
  if ((from + rowsAnAddition) % 100_000 === 0) say(`${String(from + rowsAnAddition)} of ${count} vectors`);
}
const asked: AskedQuestions = nearest.ids().flatMap((ids, at) => {
  const question = questions[at];
  return question === undefined ? [] : [{ text: question.text, vector: [...question.vector], nearest: ids }];
});
await writeFile(join(folder, 'questions.json'), JSON.stringify(asked));
console.log(JSON.stringify({ realPassages: real.length }));
