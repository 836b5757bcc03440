import { setImmediate as nextTurn } from 'node:timers/promises';
import { analysisVersion } from '../analyse.ts';
import type { SearchIndex } from '../index/SearchIndex.ts';
import type { PassageRow } from '../index/TermTable.ts';
import { IdSet } from '../library/IdSet.ts';
import type { Library } from '../library/Library.ts';
import { passageTerms } from './passageTerms.ts';

/** Ids looked at in one go: a question waits for no more than a few milliseconds of it. */
const idsPerTurn = 5_000;
const passagesPerAddition = 2_000;
const passagesPerTurn = 200;
/** Documents whose words are counted anew in one go. */
const revisionsPerTurn = 8;
/** Unknown rows are searched in vain; above this share of a table they are swept. */
const sweepAbove = 0.1;

export type RecoverDeps = { readonly library: Library; readonly index: SearchIndex; readonly onPhase?: (phase: 'sweeping' | 'rebuilding') => void };
export type Recovered = { readonly passagesAdded: number; readonly vectorsToRedo: number; readonly vectorsUndone: number; readonly rowsSwept: number };

/**
 * Makes the index agree with the library: rows that are missing are made again from the stored text (all of them where the index is
 * new), vectors that were never committed are undone, committed ones that are missing are forgotten so that they are made again;
 * the vocabulary is counted anew where terms are made otherwise than they were.
 * Call while nothing else writes. Errors: index-damaged, disk-full, cancelled.
 */
export async function recover(embedderIds: readonly string[], { library, index, onPhase }: RecoverDeps, signal: AbortSignal): Promise<Recovered> {
  library.recount.begin(analysisVersion);
  while (library.recount.step(revisionsPerTurn, passageTerms)) {
    signal.throwIfAborted();
    await nextTurn();
  }
  const passages = await addMissingPassages({ library, index, onPhase: onPhase ?? (() => undefined) }, signal);
  let { hasMuchUnknown } = passages;
  let [vectorsUndone, vectorsToRedo, rowsSwept] = [0, 0, 0];
  for (const embedderId of library.indexRows.embedders()) {
    if (embedderIds.includes(embedderId)) continue;
    // Left by a change of embedder that was cut short.
    library.embedding.forget(embedderId);
    await index.dropVectors(embedderId);
  }
  for (const embedderId of embedderIds) {
    vectorsUndone += await undoUncommitted(embedderId, library, index, signal);
    const vectors = await forgetMissing(embedderId, library, index, signal);
    vectorsToRedo += vectors.missing;
    hasMuchUnknown ||= vectors.hasMuchUnknown;
  }
  if (hasMuchUnknown) {
    onPhase?.('sweeping');
    rowsSwept = await index.sweep((ids) => library.passages.living(ids), { above: sweepAbove });
  }
  return { passagesAdded: passages.added, vectorsToRedo, vectorsUndone, rowsSwept };
}

async function addMissingPassages({ library, index, onPhase }: Required<RecoverDeps>, signal: AbortSignal): Promise<{ readonly added: number; readonly hasMuchUnknown: boolean }> {
  const isThere = new IdSet();
  const lastId = library.indexRows.lastId();
  const wrong: number[] = [];
  let rows = 0;
  for await (const ids of index.passageIds()) {
    signal.throwIfAborted();
    rows += ids.length;
    for (const id of ids) if (!isThere.add(id) || id > lastId) wrong.push(id);
  }
  if (wrong.length > 0) {
    await index.deletePassages(wrong);
    for (const id of wrong) isThere.delete(id);
  }
  let added = 0;
  let known = 0;
  let missing: number[] = [];
  const add = async (): Promise<void> => {
    if (added === 0) onPhase('rebuilding');
    const made: PassageRow[] = [];
    for (let from = 0; from < missing.length; from += passagesPerTurn) {
      signal.throwIfAborted();
      for (const passage of library.indexRows.passages(missing.slice(from, from + passagesPerTurn))) {
        const { id, contentId, folderId } = passage;
        made.push({ id, contentId, folderId, terms: passageTerms(passage) });
      }
      await nextTurn();
    }
    await index.addPassages(made);
    added += made.length;
    missing = [];
  };
  for (let after = 0; ; await nextTurn()) {
    const ids = library.indexRows.liveIds(after, idsPerTurn);
    for (const id of ids) {
      if (isThere.has(id)) known += 1;
      else missing.push(id);
      if (missing.length >= passagesPerAddition) await add();
    }
    if (ids.length < idsPerTurn) break;
    after = ids.at(-1) ?? after;
  }
  if (missing.length > 0) await add();
  if (added > 0) await index.sync();
  return { added, hasMuchUnknown: rows - known > rows * sweepAbove };
}

async function undoUncommitted(embedderId: string, library: Library, index: SearchIndex, signal: AbortSignal): Promise<number> {
  const marks = new Map<number, number>();
  const lastId = library.indexRows.lastId();
  const neverGiven: number[] = [];
  for await (const ids of index.vectorIds(embedderId)) {
    for (const id of ids) if (id > lastId) neverGiven.push(id);
    for (let from = 0; from < ids.length; from += idsPerTurn) {
      signal.throwIfAborted();
      for (const { contentId, afterId } of library.indexRows.uncommitted(embedderId, ids.slice(from, from + idsPerTurn))) marks.set(contentId, afterId);
      await nextTurn();
    }
  }
  for (const [contentId, afterId] of marks) await index.deleteVectors(embedderId, { contentId, afterId });
  if (neverGiven.length > 0) await index.deletePassages(neverGiven);
  if (marks.size + neverGiven.length > 0) await index.sync();
  return marks.size;
}

async function forgetMissing(embedderId: string, library: Library, index: SearchIndex, signal: AbortSignal): Promise<{ readonly missing: number; readonly hasMuchUnknown: boolean }> {
  const isThere = new IdSet();
  let distinct = 0;
  for await (const ids of index.vectorIds(embedderId)) for (const id of ids) if (isThere.add(id)) distinct += 1;
  const damaged = new Map<number, number>();
  let [missing, known] = [0, 0];
  for (let after = 0; ; await nextTurn()) {
    signal.throwIfAborted();
    const embedded = library.indexRows.embedded(embedderId, after, idsPerTurn);
    for (const { id, contentId, revision } of embedded) {
      if (isThere.has(id)) {
        known += 1;
        continue;
      }
      missing += 1;
      damaged.set(revision, contentId);
    }
    if (embedded.length < idsPerTurn) break;
    after = embedded.at(-1)?.id ?? after;
  }
  for (const contentId of damaged.values()) await index.deleteVectors(embedderId, { contentId, afterId: 0 });
  if (damaged.size > 0) {
    await index.sync();
    library.embedding.commit(embedderId, [...damaged].map(([revision, contentId]) => ({ revision, contentId, lastPassageId: 0, complete: false })));
  }
  return { missing, hasMuchUnknown: distinct - known > distinct * sweepAbove };
}
