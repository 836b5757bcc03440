import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { repositoryRoot } from '../eval/questions.ts';
import { openRawOnnx } from './rawOnnx.ts';
import type { BenchPassage } from './passages.ts';

export type EmbeddedPassage = { readonly text: string; readonly vector: Float32Array };

export const benchCache = join(repositoryRoot, '.carrel', 'bench');

/** Vectors of real passages, made once for each text and embedder and kept under .carrel/bench. */
export async function embedPassages(spec: EmbedderSpec, passages: readonly BenchPassage[], threads: number): Promise<EmbeddedPassage[]> {
  const key = createHash('sha256').update(spec.modelPath);
  for (const { embedded } of passages) key.update(embedded);
  const path = join(benchCache, `vectors-${key.digest('hex').slice(0, 16)}.bin`);
  const { dimensions } = spec;
  if (existsSync(path)) {
    const bytes = await readFile(path);
    const all = new Float32Array(new Uint8Array(bytes).buffer);
    if (all.length === passages.length * dimensions) return passages.map(({ text }, index) => ({ text, vector: all.slice(index * dimensions, (index + 1) * dimensions) }));
  }
  const raw = await openRawOnnx(spec, { threads, spins: false });
  const vectors: Float32Array[] = [];
  for (const { embedded } of passages) vectors.push(await raw.vectorOf(raw.tokenize(spec.passagePrefix + embedded).slice(0, spec.maxTokens)));
  await raw.close();
  await mkdir(benchCache, { recursive: true });
  await writeFile(path, Buffer.concat(vectors.map((vector) => Buffer.from(vector.buffer))));
  return passages.map(({ text }, index) => ({ text, vector: vectors[index] ?? new Float32Array(dimensions) }));
}

/** Question vectors, one at a time, with the seconds each took. */
export async function embedQuestions(spec: EmbedderSpec, questions: readonly string[], embed: (text: string) => Promise<Float32Array>): Promise<{ readonly vectors: Float32Array[]; readonly seconds: number[] }> {
  const vectors: Float32Array[] = [];
  const seconds: number[] = [];
  for (const question of questions) {
    const start = performance.now();
    vectors.push(await embed(question));
    seconds.push((performance.now() - start) / 1_000);
  }
  return { vectors, seconds };
}
