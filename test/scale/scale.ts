import { availableParallelism, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { asText, type Figure } from '../bench/Figure.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { scaleFiles } from './scaleFiles.ts';
import { scaleIndex, scaleTerms } from './scaleIndex.ts';
import { scalePassages } from './scalePassages.ts';
import { scalePdf } from './scalePdf.ts';

const parts = ['ci', 'files', 'pdf', 'index', 'terms', 'passages'] as const;
const usage = `npm run scale -- [--only ${parts.join('|')}]... [--files N] [--passages N] [--pages N] [--profile FOLDER] [--json]
--files N     small files of the part "files", 100,000 unless told
--passages N  passages of the library of the part "passages" and vectors of "index" and words of "terms", 1,000,000 unless told
--profile F   "passages" asks the library test/scale/buildPassages.ts left in this profile, and writes none
--pages N     pages of the PDF of the part "pdf", 5,000 unless told
All parts together take hours and 10 GB of the temporary folder. Exits with 1 when an aim is missed.`;

/** Whether Carrel stays quick and small with everything a person has: what each part does is in test/scale/README.md. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true }, files: { type: 'string', default: '100000' }, passages: { type: 'string', default: '1000000' }, pages: { type: 'string', default: '5000' },
      profile: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  });
  if (values.help) { console.log(usage); return; }
  for (const name of values.only ?? []) if (!parts.some((known) => known === name)) throw new Error(`unknown part ${name}\n${usage}`);
  const isWanted = (part: (typeof parts)[number]): boolean => values.only?.includes(part) ?? true;
  const counts = { files: countOf('files', values.files), passages: countOf('passages', values.passages), pages: countOf('pages', values.pages) };
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  const figures: Figure[] = [];
  const show = (found: readonly Figure[]): void => {
    figures.push(...found);
    if (!values.json) console.log(asText(found));
  };
  say(`${String(availableParallelism())} cores, ${(totalmem() / 1e9).toFixed(0)} GB of memory, ${(loadavg()[0] ?? 0).toFixed(1)} programs running at the start`);
  if (isWanted('ci')) show(await scaleFiles('ci', 5_000, say));
  if (isWanted('files')) show(await scaleFiles('files', counts.files, say));
  const hasEmbedder = starterEmbedder() !== null;
  if (isWanted('pdf') && hasEmbedder) show(await scalePdf(counts.pages, say));
  if (isWanted('index') && hasEmbedder) show(await scaleIndex(counts.passages, say));
  if (isWanted('terms') && hasEmbedder) show(await scaleTerms(counts.passages, say));
  if (isWanted('passages') && hasEmbedder) show(await scalePassages({ count: counts.passages, say, profile: values.profile }));
  if (!hasEmbedder && (['pdf', 'index', 'terms', 'passages'] as const).some(isWanted)) throw new Error('"pdf", "index", "terms" and "passages" need the starter embedder, which is not on this machine: node build/setup.mjs');
  if (values.json) console.log(JSON.stringify(figures));
  if (figures.some(({ met }) => met === false)) process.exitCode = 1;
}

function countOf(name: string, value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${name} must be a whole number above 0, not ${value}`);
  return count;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 1;
}
