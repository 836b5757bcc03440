import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { createTermHasher } from '../../electron/engine/index/hashTerms.ts';
import { openLance } from '../../electron/engine/index/lance.ts';
import { TermTable } from '../../electron/engine/index/TermTable.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { TermMixer } from '../bench/synthesise.ts';
import { Random } from '../eval/random.ts';
import { questionTexts } from './questions.ts';
import { realPassages } from './realPassages.ts';
import { scaleTermKey, type AskedTexts } from './steps.ts';

const [seed, rowsAnAddition] = [30, 20_000];

/** Writes the words of `--count` passages into the full-text table of a search index in `--folder`, without a library around it, and beside it `questions.json`. */
const { values: { folder, count } } = parseArgs({ options: { folder: { type: 'string' }, count: { type: 'string' } } });
const embedder = starterEmbedder();
if (folder === undefined || count === undefined || embedder === null) throw new Error('--folder, --count and the starter embedder are needed');
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const real = (await realPassages(embedder.id, embedder.dimensions, say)).map(({ text }) => ({ text, terms: analyseTerms(text) }));
const made = new TermMixer(real, new Random(seed));
const lance = await openLance(join(folder, 'index'));
const table = await TermTable.open(lance, null, createTermHasher(scaleTermKey), 600_000);
for (let from = 0; from < Number(count); from += rowsAnAddition) {
  await table.add(Array.from({ length: Math.min(rowsAnAddition, Number(count) - from) }, (_, at) => ({ id: from + at + 1, contentId: 1 + Math.floor((from + at) / 100), folderId: 1, terms: made.next().terms })));
  if ((from + rowsAnAddition) % 100_000 === 0) say(`words of ${String(from + rowsAnAddition)} of ${count} passages`);
}
await table.table.close();
await writeFile(join(folder, 'questions.json'), JSON.stringify(await questionTexts(real.map(({ text }) => text)) satisfies AskedTexts));
console.log(JSON.stringify({ realPassages: real.length }));
