import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../bench/Figure.ts';
import { runStep } from './runStep.ts';

/** So many vectors of real passages and their kin in one table of the search index, nothing else around: how it is built, and what it finds how fast. */
export async function scaleIndex(count: number, say: (line: string) => void): Promise<Figure[]> {
  return await inFolder(['buildVectors.ts', 'askVectors.ts'], `${String(count)} vectors`, count, say);
}

/** The same of the words of so many passages. */
export async function scaleTerms(count: number, say: (line: string) => void): Promise<Figure[]> {
  return await inFolder(['buildTerms.ts', 'askTerms.ts'], `the words of ${String(count)} passages`, count, say);
}

async function inFolder([build, ask]: readonly [string, string], what: string, count: number, say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-scale-'));
  try {
    say(`writing ${what} straight into the search index …`);
    await runStep(build, ['--folder', folder, '--count', String(count)]);
    say('indexing and searching them …');
    return JSON.parse(await runStep(ask, [folder])) as Figure[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
