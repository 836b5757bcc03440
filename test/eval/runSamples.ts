import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { askAll, searchAll } from './asking.ts';
import type { EvalOptions } from './evalOptions.ts';
import { copyProfile, indexedProfile, type ProfileOptions } from './indexedProfile.ts';
import { share } from './Measure.ts';
import { repositoryRoot } from './questions.ts';
import type { Section } from './report.ts';
import { startEngine } from './startEngine.ts';

const samplesFolder = join(repositoryRoot, 'resources', 'samples');

/** `sources`: file names that hold the answer, none for a question the samples do not answer. `contains`: words the evidence must hold. */
const SampleQuestion = z.object({ question: z.string(), sources: z.array(z.string()), contains: z.array(z.string()) });
type SampleQuestion = z.infer<typeof SampleQuestion>;

/** Questions over the sample documents that come with Carrel: small, but there on every machine. */
export async function readSampleQuestions(): Promise<SampleQuestion[]> {
  const path = join(samplesFolder, 'questions.json');
  if (!existsSync(path)) return [];
  return z.array(SampleQuestion).parse(JSON.parse(await readFile(path, 'utf8')));
}

export async function runSamples(options: EvalOptions, say: ProfileOptions['say']): Promise<Section[]> {
  const questions = (await readSampleQuestions()).map((question, index) => ({ id: `s${String(index + 1)}`, ...question }));
  if (questions.length === 0) { say('samples: no questions in resources/samples/questions.json'); return []; }
  const profile = await indexedProfile('samples', samplesFolder, { rebuild: options.rebuild, reuse: options.reuse, say });
  const copy = await copyProfile(profile.folder, 'samples');
  const engine = startEngine(copy.folder);
  try {
    void options;
    void engine;
    void searchAll;
    void askAll;
    void share;
    return [];
  } finally {
    await engine.close();
    await copy.dispose();
  }
}
