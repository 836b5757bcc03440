import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export type Half = 'odd' | 'even';

/** One question of sec-10-q. `sources` are file stems: the answer is in one of them, for `multi-doc` in all of them together. */
export type GoldQuestion = {
  readonly id: string; readonly half: Half; readonly question: string; readonly sources: readonly string[];
  readonly kind: 'single' | 'multi-part' | 'multi-doc'; readonly evidence: 'table' | 'text';
  readonly figures: readonly string[];
  /** The gold answer itself says that what was asked, or part of it, is not in the document: counts neither way. */
  readonly notInDocument: 'whole' | 'part' | null;
};

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));
export const sharedData = join(repositoryRoot, '..', 'shared', 'data');
export const secFolder = join(sharedData, 'sec-10-q');
export const labelsFolder = fileURLToPath(new URL('labels/', import.meta.url));

export function hasSharedData(): boolean {
  return existsSync(join(secFolder, 'questions.jsonl'));
}

const kinds = { 'single-chunk': 'single', 'multi-chunk': 'multi-part', 'multi-doc': 'multi-doc' } as const;
const RawQuestion = z.object({
  id: z.string(), question: z.string(), sources: z.array(z.string()), answer: z.string(),
  kind: z.enum(['single-chunk', 'multi-chunk', 'multi-doc']), evidence: z.enum(['table', 'text']),
});
export type RawQuestion = z.infer<typeof RawQuestion>;
const Labels = z.record(z.string(), z.object({ half: z.enum(['odd', 'even']), figures: z.array(z.string()), notInDocument: z.enum(['whole', 'part']).nullable() }));
export type Labels = z.infer<typeof Labels>;

export function readRawQuestions(): RawQuestion[] {
  return readJsonLines(join(secFolder, 'questions.jsonl')).map((line) => RawQuestion.parse(line));
}

/** The questions of sec-10-q with their labels, in file order. */
export function readGoldQuestions(): GoldQuestion[] {
  const labels = readLabels();
  return readRawQuestions().map(({ id, question, sources, kind, evidence }) => {
    const label = labels[id];
    if (label === undefined) throw new Error(`no label for question ${id}: run node test/eval/labels/makeLabels.ts`);
    return { id, question, sources: sources.map(fileStem), kind: kinds[kind], evidence, ...label };
  });
}

export function readLabels(): Labels {
  return Labels.parse(JSON.parse(readFileSync(join(labelsFolder, 'sec-10-q.json'), 'utf8')));
}

/** Tuned on odd, reported on even. The last digits of an id decide. */
export function halfOf(id: string): Half {
  return Number(/\d+$/.exec(id)?.[0] ?? 0) % 2 === 1 ? 'odd' : 'even';
}

export function fileStem(path: string): string {
  return basename(path).replace(/\.[^.]+$/, '');
}

export function readJsonLines(path: string): unknown[] {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
}
