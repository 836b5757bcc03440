import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { openProfileLibrary } from '../bench/benchSearch.ts';
import { fillLibrary } from '../bench/fillLibrary.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { Synthesiser } from '../bench/synthesise.ts';
import { Nearest } from './Nearest.ts';
import { peakOfThisProcess } from './peakOfThisProcess.ts';
import { embeddedQuestions } from './questions.ts';
import { realPassages } from './realPassages.ts';
import type { Built } from './steps.ts';

const seed = 30;
const nearestKept = 100;

/**
 * Writes `--count` passages into the library of `--profile` through the engine's own storage, and beside it `questions.json`: real
 * questions, their vectors and their nearest passages by exact search. A process of its own, so that its memory is what storage takes.
 */
const { values: { profile, count } } = parseArgs({ options: { profile: { type: 'string' }, count: { type: 'string' } } });
const embedder = starterEmbedder();
if (profile === undefined || count === undefined || embedder === null) throw new Error('--profile, --count and the starter embedder are needed');
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const real = await realPassages(embedder.id, embedder.dimensions, say);
const questions = await embeddedQuestions(embedder, real.map(({ text }) => text));
say(`${String(real.length)} real passages, ${String(questions.length)} questions`);
const made = new Synthesiser(real, analyseTerms, seed);
const nearest = new Nearest(questions.map(({ vector }) => vector), nearestKept);
const opened = await openProfileLibrary(profile);
opened.index.setRotation(embedder.id, opened.library.rotations.get(embedder.id, embedder.dimensions), embedder.dimensions);
const startMs = performance.now();
let [beside, lastMs] = [0, startMs];
await fillLibrary(opened.library, opened.index, {
  // As many builds as while reading would be half an hour of them; the table ends in the same shape.
  count: Number(count), maintainedEvery: 0.4, embedderId: embedder.id, folder: join(profile, 'nowhere'),
  next: () => {
    const before = performance.now();
    const passage = made.next();
    beside += performance.now() - before;
    return passage;
  },
  onPassage: (id, vector) => {
    const before = performance.now();
    nearest.add(id, vector);
    beside += performance.now() - before;
  },
  onGroup: (written) => {
    if (written % 50_000 !== 0) return;
    say(`${String(written)} of ${count} passages, the last 50,000 in ${((performance.now() - lastMs) / 1_000).toFixed(0)} s, ${(peakOfThisProcess() / 1e6).toFixed(0)} MB`);
    lastMs = performance.now();
  },
});
const seconds = (performance.now() - startMs - beside) / 1_000;
await writeFile(join(profile, 'questions.json'), JSON.stringify(questions.map(({ text, vector }, at) => ({ text, vector: [...vector], nearest: nearest.ids()[at] }))));
await opened.close();
const built: Built = { seconds, peakBytes: peakOfThisProcess(), realPassages: real.length };
console.log(JSON.stringify(built));
