import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/AppError.ts';
import type { DocumentFacts, Outcome } from '../../shared/readerContract.ts';
import type { Reason } from '../../shared/schemas.ts';
import { indexTerms } from '../analyse.ts';
import { Chunker } from '../chunk.ts';
import { hashFile, type HashedFile } from './hashFile.ts';
import type { Library } from '../library/Library.ts';
import { inCloud, isInCloud } from '../scan/cloud.ts';
import { RecognisedMerge } from './mergeRecognised.ts';
import type { ReaderPool } from '../ReaderPool.ts';
import type { Store } from '../store.ts';
import type { Passwords } from './Passwords.ts';
import type { Writing } from './Writing.ts';

export type WaitingDocument = { readonly documentId: number; readonly path: string; readonly folderId: number; readonly sizeBytes: number; readonly modifiedMs: number };

export type ReadDeps = {
  readonly library: Library; readonly readers: ReaderPool; readonly store: Store; readonly passwords: Pick<Passwords, 'for' | 'set'>;
  /** Larger files are skipped. */
  readonly maxFileBytes: number;
  /** Resolves when work may go on: at once, or after a pause. */
  readonly mayGoOn: (signal: AbortSignal) => Promise<void>;
  readonly onPages?: (pages: number) => void;
};

/** How often a file that changes while it is read is read again before what was read is taken. */
const patience = 2;
/** Bytes that ended the reader so often are not given to it again. */
const maxDeaths = 2;
/** Pages are cut and analysed for so long before others get a turn. */
const turnMs = 15;
/** Larger files are looked into before they are hashed: most of them are no documents. */
const hashFirstBytes = 64 * 1024 * 1024;

/**
 * Brings one document from `reading` to where the next group makes it live, or to its end as skipped or failed. Whatever the file
 * does, this returns. Errors: cancelled (the document then waits again), and what concerns the whole library (see `Store.add`).
 */
export async function readDocument(document: WaitingDocument, deps: ReadDeps, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (await readOnce(document, deps, attempt < patience, signal)) return;
    } catch (error) {
      signal.throwIfAborted();
      const ending = endingOf(error);
      if (ending === null) throw error;
      deps.store.end(document.documentId, ending.state, ending.reason);
      return;
    }
  }
}

/** False when it must be done again: the file changed meanwhile, or the reader died over it for the first time. */
async function readOnce(document: WaitingDocument, deps: ReadDeps, isPatient: boolean, signal: AbortSignal): Promise<boolean> {
  const { library, store } = deps;
  const { documentId, path } = document;
  if (await isInCloud(path)) {
    store.end(documentId, inCloud.state, inCloud.reason);
    return true;
  }
  const peeked = document.sizeBytes > hashFirstBytes ? await peek(document, deps, signal) : null;
  if (peeked !== null && !(needsPassword(peeked) && deps.passwords.for(documentId).length > 0)) {
    store.end(documentId, peeked.state, peeked.reason);
    return true;
  }
  const file = await hashFile(path, { maxBytes: deps.maxFileBytes, signal });
  const known = library.contents.bySha256(file.sha256);
  if (known?.live === true) {
    store.hold(documentId, known.contentId);
    return true;
  }
  const sibling = store.writingOf(file.sha256);
  if (sibling !== null) {
    store.join(sibling, documentId);
    return true;
  }
  if (library.quarantine.deaths(file.sha256) >= maxDeaths) {
    store.end(documentId, 'failed', { code: 'reader-crashed' });
    return true;
  }
  const writing = store.begin({ documentId, sha256: file.sha256, sizeBytes: file.sizeBytes, contextName: basename(path, extname(path)), folderId: document.folderId });
  try {
    const { facts, outcome } = await readWithPasswords(writing, document, deps, signal);
    if (writing.isGivenUp) return true;
    if (outcome.state === 'skipped' || outcome.state === 'failed') {
      store.giveUp(writing, outcome.state, outcome.reason ?? { code: 'internal' });
    } else if (isPatient && await hasChanged(path, file)) {
      store.giveUp(writing, 'reading');
      return false;
    } else {
      store.finish(writing, facts, outcome);
    }
    return true;
  } catch (error) {
    if (signal.aborted) {
      store.giveUp(writing, 'waiting');
      throw error;
    }
    const ending = endingOf(error);
    if (ending === null) throw error;
    const isFirstDeath = ending.reason.code === 'reader-crashed' && library.quarantine.strike(file.sha256) < maxDeaths;
    if (isFirstDeath) store.giveUp(writing, 'reading');
    else store.giveUp(writing, ending.state, ending.reason);
    return !isFirstDeath;
  }
}

type Read = { readonly facts: DocumentFacts; readonly outcome: Outcome };

/** A document that needs a password gives nothing before it has the right one, so trying costs no more than opening it. */
async function readWithPasswords(writing: Writing, { documentId, path }: WaitingDocument, deps: ReadDeps, signal: AbortSignal): Promise<Read> {
  let read = await readInto(writing, path, undefined, deps, signal);
  for (const password of deps.passwords.for(documentId)) {
    if (!needsPassword(read.outcome) || writing.isGivenUp) break;
    read = await readInto(writing, path, password, deps, signal);
    // The original is opened with it later on.
    if (!needsPassword(read.outcome)) deps.passwords.set(documentId, password);
  }
  return read;
}

function needsPassword({ state, reason }: Pick<Outcome, 'state' | 'reason'>): boolean {
  return state === 'skipped' && reason?.code === 'password-needed';
}

/** Reads, cuts into passages and hands over page by page. */
async function readInto(writing: Writing, path: string, password: string | undefined, { library, readers, store, mayGoOn, onPages }: ReadDeps, signal: AbortSignal): Promise<Read> {
  let facts: DocumentFacts | null = null;
  let outcome: Outcome | null = null;
  let pageCount = 0;
  const chunker = new Chunker();
  const recognised = new RecognisedMerge(library.recognised, writing.start.sha256);
  let turnSinceMs = performance.now();
  for await (const event of readers.read(path, { signal, password })) {
    await mayGoOn(signal);
    switch (event.type) {
      case 'facts':
        facts = event.facts;
        writing.title = facts.title;
        break;
      case 'pages':
        for (const read of event.pages) {
          const page = recognised.page(read);
          if (performance.now() - turnSinceMs > turnMs) {
            await nextTurn();
            turnSinceMs = performance.now();
          }
          // Hidden text is kept with the document but has no passages: found only where it is asked for, and no model is ever given it.
          const passages = (page.hidden === undefined ? chunker.push(page) : []).map((passage) => ({ ...passage, textTerms: indexTerms(page.text.slice(passage.start, passage.end)) }));
          await store.add(writing, { page, passages });
        }
        pageCount += event.pages.length;
        onPages?.(event.pages.length);
        break;
      case 'outcome':
        outcome = event.outcome;
        break;
    }
    if (writing.isGivenUp) break;
  }
  return {
    facts: recognised.facts(facts ?? { format: 'unknown', title: '', language: null, pageCount, documentDate: null }),
    outcome: outcome !== null ? recognised.outcome(outcome) : { state: 'failed', reason: { code: 'internal', detail: 'the reader did not say how it ended' } },
  };
}

/** How a large file ends when that is clear before its first page; null when it goes on, or when only reading it properly can tell. */
async function peek({ path, sizeBytes }: WaitingDocument, { readers, maxFileBytes }: ReadDeps, signal: AbortSignal): Promise<{ readonly state: 'skipped' | 'failed'; readonly reason: Reason } | null> {
  if (sizeBytes > maxFileBytes) return null;
  try {
    for await (const event of readers.read(path, { signal })) {
      if (event.type === 'facts') continue;
      if (event.type !== 'outcome' || (event.outcome.state !== 'skipped' && event.outcome.state !== 'failed')) return null;
      return { state: event.outcome.state, reason: event.outcome.reason ?? { code: 'internal' } };
    }
  } catch (error) {
    if (signal.aborted) throw error;
  }
  return null;
}

async function hasChanged(path: string, before: HashedFile): Promise<boolean> {
  const now = await stat(path).catch(() => null);
  return now === null || now.size !== before.sizeBytes || Math.trunc(now.mtimeMs) !== before.modifiedMs;
}

/** How a document ends over an error; null for errors that are not about the document. */
function endingOf(error: unknown): { readonly state: 'skipped' | 'failed'; readonly reason: Reason } | null {
  if (!(error instanceof AppError)) return { state: 'failed', reason: { code: 'internal', detail: error instanceof Error ? error.message : String(error) } };
  const { code, details } = error;
  const detail = details['detail'] ?? details['problem'] ?? details['message'];
  const reason: Reason = typeof detail === 'string' ? { code, detail } : { code };
  switch (code) {
    case 'disk-full': case 'library-damaged': case 'index-damaged': case 'engine-stopped': return null;
    case 'file-too-large': return { state: 'skipped', reason };
    default: return { state: 'failed', reason };
  }
}
