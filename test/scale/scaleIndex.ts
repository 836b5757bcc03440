import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../bench/Figure.ts';
import { runStep } from './runStep.ts';

/** So many vectors of real passages and their kin in one table of the search index, nothing else around: how it is built, and what it finds how fast. */
export async function scaleIndex(count: number, say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-scale-'));
  try {
    say(`writing ${String(count)} vectors straight into the search index …`);
    await runStep('buildVectors.ts', ['--folder', folder, '--count', String(count)]);
    say('indexing and searching them …');
    return JSON.parse(await runStep('askVectors.ts', [folder])) as Figure[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
