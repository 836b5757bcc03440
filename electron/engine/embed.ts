import { AppError } from '../shared/AppError.ts';
import type { Client } from '../shared/operation.ts';
import type { EmbedderSpec, ModelsContract, PartVector } from '../shared/modelsContract.ts';
import type { SearchIndex } from './index/SearchIndex.ts';
import type { VectorRow } from './index/VectorTable.ts';
import type { Library } from './library/Library.ts';
import type { EmbeddingMark, PendingPassage } from './library/writeRecords.ts';
import { embeddedText } from './ingest/passageTerms.ts';
import type { Turns } from './ingest/Turns.ts';

/** What embedding needs of the models process. */
export type EmbedderClient = Pick<Client<ModelsContract>, 'loadEmbedder' | 'unloadEmbedder' | 'embed'>;

export type EmbedPhase = 'embedding' | 'vectors-added' | 'vectors-live';
export type EmbedDeps = {
  readonly library: Library; readonly index: SearchIndex; readonly client: EmbedderClient; readonly turns: Turns;
  /** Asked between calls; false ends the group with what it has. */
  readonly mayGoOn: () => boolean;
  readonly onPhase?: (phase: EmbedPhase) => void;
};

/** Texts in one call to the models process: it gives way to a question after each text, so a call may be long. */
const textsPerCall = 16;
/** Passages made live at a time: about five seconds of work that a crash can lose, and few enough rotations to keep questions waiting for none. */
export const passagesPerGroup = 256;
/** So many texts in a row that each end the models process twice mean that the model is at fault, not the texts. */
const maxHopelessInARow = 3;

/**
 * Gives the next passages without vectors theirs: embedded, added to the index, brought to the disk and committed, in this order, so
 * that the program ending anywhere leaves nothing half done. Returns how many passages it dealt with; null when none are left.
 * Errors: those of loading an embedder, models-crashed, cancelled, disk-full, index-damaged.
 */
export async function embedGroup(spec: EmbedderSpec, deps: EmbedDeps, signal: AbortSignal): Promise<number | null> {
  const { library, client, mayGoOn, onPhase } = deps;
  const pending = library.embedding.pending(spec.id, passagesPerGroup);
  if (pending.length === 0) return null;
  await client.loadEmbedder(spec, { signal });
  onPhase?.('embedding');
  const embedded: Embedded[] = [];
  const crashes = { inARow: 0 };
  for (let from = 0; from < pending.length && mayGoOn(); from += textsPerCall) {
    const passages = pending.slice(from, from + textsPerCall);
    const vectors = await embedTexts(passages.map(embeddedText), spec, client, crashes, signal);
    passages.forEach((passage, at) => embedded.push({ passage, vectors: vectors[at] ?? [] }));
  }
  if (embedded.length > 0) await deps.turns.take(() => commit(spec, embedded, deps));
  return embedded.length;
}

type Embedded = { readonly passage: PendingPassage; readonly vectors: readonly PartVector[] };

/** A text that ends the models process when it is alone, twice, is left without a vector: words find it still. */
async function embedTexts(texts: string[], spec: EmbedderSpec, client: EmbedderClient, crashes: { inARow: number }, signal: AbortSignal): Promise<readonly PartVector[][]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const vectors = await client.embed({ embedder: spec.id, kind: 'passage', texts, priority: 'background' }, { signal });
      if (vectors.length !== texts.length) throw new AppError('output-invalid', { operation: 'embed', problem: 'as many lists of vectors as texts' });
      crashes.inARow = 0;
      return vectors;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'helper-stopped' || error.details['why'] === 'closed') throw error;
      await client.loadEmbedder(spec, { signal });
      if (texts.length > 1) break;
      if (attempt < 2) continue;
      crashes.inARow += 1;
      if (crashes.inARow >= maxHopelessInARow) throw new AppError('models-crashed', { id: spec.id }, { cause: error });
      return [[]];
    }
  }
  const one: PartVector[][] = [];
  for (const text of texts) one.push(...await embedTexts([text], spec, client, crashes, signal));
  return one;
}

async function commit(spec: EmbedderSpec, embedded: readonly Embedded[], { library, index, onPhase }: EmbedDeps): Promise<void> {
  // Documents may have been removed since; the rows of what is gone have been deleted and must not come back.
  const living = library.passages.living(embedded.map(({ passage }) => passage.id));
  const alive = embedded.filter(({ passage }) => living.has(passage.id));
  const rows = alive.flatMap(({ passage: { id, contentId, folderId }, vectors }) => vectors.map(({ part, vector }): VectorRow => ({ id, part, contentId, folderId, vector })));
  if (rows.length > 0) {
    await index.addVectors(spec.id, rows);
    onPhase?.('vectors-added');
    await index.sync();
  }
  const marks = new Map<number, EmbeddingMark>();
  for (const { passage: { id, contentId, revision } } of alive) marks.set(revision, { contentId, revision, lastPassageId: id });
  library.embedding.commit(spec.id, [...marks.values()].map((mark) => ({ ...mark, complete: library.passages.neighbours(mark.lastPassageId).after === null })));
  onPhase?.('vectors-live');
}
