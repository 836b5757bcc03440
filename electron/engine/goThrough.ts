import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GoThroughEvent, GoThroughResult } from '../shared/goThroughContract.ts';
import type { Quote, Scope } from '../shared/schemas.ts';
import { readCriterion, type Criterion } from './goThrough/criterion.ts';
import { DocumentJudge, type DocumentJudgement } from './goThrough/judgeDocument.ts';
import { isInScope } from './library/documentsInScope.ts';
import { locatorWithin } from './library/locatorWithin.ts';
import { countVerdicts, type StoredVerdict } from './library/goThroughRuns.ts';
import type { Library } from './library/Library.ts';
import type { DocumentRecord } from './library/records.ts';

export type GoThroughLibrary = Pick<Library, 'scope' | 'vocabulary' | 'goThroughRuns'> & { readonly documents: Pick<Library['documents'], 'all' | 'byId'>; readonly pages: Pick<Library['pages'], 'get' | 'count'> };

/** Names how documents are judged. Raise it when the same document may get another verdict: runs of before are then not gone on with. */
const judgeVersion = 'words 1';
/** Pages are looked at for so long before others get a turn. */
const turnMs = 15;
const storeEveryMs = 250;
const storeEvery = 64;
const progressEveryMs = 250;
/** Documents that came or changed while it went on are judged too, in so many more rounds: then the library changes faster than it can be read. */
const mostRounds = 5;

/**
 * Judges every document in a scope by one criterion, and stores each verdict with the places it rests on before it is told. Goes on where the same was stopped
 * or killed; documents that say what they said are not judged again. At the end the verdicts add up to the documents the library holds in the scope.
 * Errors: scope-unknown; input-invalid for a criterion that asks for nothing; cancelled.
 */
export async function* goThrough(
  { criterion: text, scope, anew }: { readonly criterion: string; readonly scope?: Scope | undefined; readonly anew: boolean }, library: GoThroughLibrary, signal: AbortSignal,
): AsyncGenerator<GoThroughEvent, void, undefined> {
  const runs = library.goThroughRuns;
  const filter = library.scope(scope);
  const criterion = readCriterion(text, library.vocabulary);
  const runId = runs.begin({ criterion: text.trim(), scope, judge: judgeVersion, anew });
  let isComplete = false;
  let judgedNow = 0;
  try {
    const documentsNow = (): DocumentRecord[] => library.documents.all().filter((document) => isInScope(filter, document));
    const missing = (): DocumentRecord[] => {
      const held = new Set(runs.verdicts(runId).map(({ documentId }) => documentId));
      return documentsNow().filter(({ documentId }) => !held.has(documentId));
    };
    const total = documentsNow();
    const meant = new Set(total.map(({ documentId }) => documentId));
    const kept = runs.verdicts(runId).filter(({ documentId }) => meant.has(documentId));
    yield { type: 'started', runId, documents: total.length, kept: kept.length };
    for (let at = 0; at < kept.length; at += storeEvery) yield { type: 'judged', results: kept.slice(at, at + storeEvery).flatMap((verdict) => resultOf(verdict, library)), kept: true };

    for (let round = 0, waiting = missing(); waiting.length > 0 && round < mostRounds; round += 1, waiting = missing()) {
      for await (const { judged, done, secondsLeft } of judgeAll(waiting, criterion, library, signal)) {
        runs.store(runId, judged);
        judgedNow += judged.length;
        if (judged.length > 0) yield { type: 'judged', results: judged.flatMap((verdict) => resultOf(verdict, library)), kept: false };
        yield { type: 'progress', done: Math.min(total.length, kept.length + done), total: total.length, secondsLeft };
      }
    }
    // In one turn, so that nothing changes between counting the one and the other.
    const now = new Set(documentsNow().map(({ documentId }) => documentId));
    const account = countVerdicts(runs.verdicts(runId).filter(({ documentId }) => now.has(documentId)));
    isComplete = account.documents === now.size;
    runs.end(runId, isComplete ? 'complete' : 'stopped');
    yield { type: 'complete', runId, account: { ...account, documents: now.size, unread: account.unread + now.size - account.documents }, judgedNow };
  } finally {
    if (!isComplete) runs.end(runId, 'stopped');
  }
}

type Judged = { readonly judged: readonly StoredVerdict[]; readonly done: number; readonly secondsLeft: number | null };

/** In portions that are worth a write each. Content that lies in several places is read once. */
async function* judgeAll(documents: readonly DocumentRecord[], criterion: Criterion, library: GoThroughLibrary, signal: AbortSignal): AsyncGenerator<Judged, void, undefined> {
  const known = new Map<number, DocumentJudgement>();
  const startedMs = performance.now();
  let [turnSinceMs, storedMs, toldMs] = [startedMs, startedMs, startedMs];
  let judged: StoredVerdict[] = [];
  const breathe = async (): Promise<void> => {
    signal.throwIfAborted();
    if (performance.now() - turnSinceMs < turnMs) return;
    await nextTurn();
    turnSinceMs = performance.now();
  };
  for (const [done, document] of documents.entries()) {
    await breathe();
    const revisionId = library.goThroughRuns.liveRevision(document.contentId);
    if (document.contentId === null || revisionId === null) {
      judged.push({ documentId: document.documentId, revisionId: null, verdict: 'unread', why: 'not-read', places: [] });
    } else {
      const judgement = known.get(revisionId) ?? await judgeOne(document.contentId, document, criterion, library, breathe);
      known.set(revisionId, judgement);
      judged.push({ documentId: document.documentId, revisionId, ...judgement });
    }
    const nowMs = performance.now();
    if (judged.length < storeEvery && nowMs - storedMs < storeEveryMs && nowMs - toldMs < progressEveryMs) continue;
    yield { judged, done: done + 1, secondsLeft: ((nowMs - startedMs) / (done + 1)) * (documents.length - done - 1) / 1_000 };
    judged = [];
    storedMs = toldMs = performance.now();
  }
  if (judged.length > 0) yield { judged, done: documents.length, secondsLeft: 0 };
}

async function judgeOne(contentId: number, { reason }: DocumentRecord, criterion: Criterion, { pages }: GoThroughLibrary, breathe: () => Promise<void>): Promise<DocumentJudgement> {
  const judge = new DocumentJudge(criterion);
  const count = pages.count(contentId);
  for (let number = 1; number <= count; number += 1) {
    const page = pages.get(contentId, number);
    if (page !== null) judge.add(page);
    await breathe();
  }
  if (count === 0) return { verdict: 'unread', why: 'not-read', places: [] };
  return judge.judge({ isPartly: reason !== null });
}

/** A stored verdict with the words at its places; nothing where the document has gone meanwhile. */
export function resultOf({ documentId, verdict, why, places }: StoredVerdict, { documents, pages }: Pick<GoThroughLibrary, 'documents' | 'pages'>): GoThroughResult[] {
  const document = documents.byId(documentId);
  if (document === null) return [];
  const { path, title, contentId, reason } = document;
  const quotes = places.flatMap(({ page, start, end }): Quote[] => {
    const found = contentId === null ? null : pages.get(contentId, page);
    return found === null ? [] : [{ documentId, path, title, page, locator: locatorWithin(found.locator, found.text, { start, end }), start, end, quote: found.text.slice(start, end) }];
  });
  return [{ documentId, path, title, verdict, why, quotes, reason }];
}
