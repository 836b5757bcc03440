import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { benchSearch, openProfileLibrary, recallDepth } from '../bench/benchSearch.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { AskedQuestions } from './steps.ts';

/** Searches of the library of a profile that `buildPassages.ts` made, the only argument: time and recall as one figure, in JSON. */
const [profile, embedder] = [process.argv[2], starterEmbedder()];
if (profile === undefined || embedder === null) throw new Error('a profile and the starter embedder are needed');
const asked = AskedQuestions.parse(JSON.parse(await readFile(join(profile, 'questions.json'), 'utf8')));
const opened = await openProfileLibrary(profile);
const questions = asked.map(({ text, vector }) => ({ text, vector: Float32Array.from(vector) }));
console.log(JSON.stringify(await benchSearch('passages', opened, embedder.id, questions, [], asked.map(({ nearest }) => nearest.slice(0, recallDepth))).finally(() => opened.close())));
