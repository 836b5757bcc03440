import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { analyseTerms } from '../analyse.ts';
import { createTermHasher } from '../index/hashTerms.ts';
import { passageTerms } from '../ingest/passageTerms.ts';
import type { Erasable, ErasePlan } from '../library/erasures.ts';
import type { Library } from '../library/Library.ts';
import type { Keys } from '../vault/Vault.ts';
import { findTraces } from './findTraces.ts';
import type { Probes, Trace } from './databaseTraces.ts';
import { sampleShingles } from './shingles.ts';

const [mostShingles, mostTerms] = [20_000, 5_000];

/**
 * Looks a document (or all beneath a path) up as the verifier does, and notes all it will need to know that it is gone. Nothing is
 * erased before that note is on the disk. Errors: document-unknown; hold-active; internal where the verifier does not even find what
 * is there.
 */
export async function planErasure(path: string, removeConversations: boolean, { library, keys }: { readonly library: Library; readonly keys: Pick<Keys, 'deriveKey'> }): Promise<ErasePlan> {
  const { erasures, holdOn } = library.security;
  const held = holdOn(path);
  if (held !== null) throw new AppError('hold-active', { path: held });
  const found = erasures.find(path);
  if (found.documentIds.length === 0 && library.folders.byPath(path) === null) throw new AppError('document-unknown', { path });
  const probes = probesOf(path, found, library, keys);
  const { traces, alsoElsewhere } = await findTraces(library.folder, keys, probes);
  const before = traces.filter(({ count }) => count > 0);
  if (found.documentIds.length > 0 && before.length === 0) throw new AppError('internal', { message: 'the verifier does not find the document before it is erased' });
  const kept = found.sharedContents === 0 ? [] : [`${found.sharedContents} of the files lie in other places of the library too: their text stays there.`];
  const plan: ErasePlan = {
    ...probes, shingles: probes.shingles.filter((shingle) => !alsoElsewhere.has(shingle)), begunMs: Date.now(), removeConversations, hadBackups: await hasBackups(library.folder),
    pages: found.pages, messagesRemoved: 0, before: [...before], kept: [...kept, ...(removeConversations ? [] : conversationsKept(before))],
  };
  erasures.begin(plan);
  return plan;
}

function probesOf(path: string, found: Erasable, { security: { erasures } }: Library, keys: Pick<Keys, 'deriveKey'>): Probes {
  const termKey = keys.deriveKey('terms');
  const hashTerm = createTermHasher(termKey);
  const counts = new Map<string, number>();
  for (const { text, start, finish, headingPath, title, contextName } of erasures.passageRows(found.revisionIds)) {
    const terms = passageTerms({ text: text.slice(start, finish), title, contextName, headingPath: JSON.parse(headingPath) as string[] });
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const own = new Set([...counts].filter(([term, passages]) => erasures.frequency(term) === passages).map(([term]) => term));
  // Full text holds more than passages: names of files, for one.
  for (const word of erasures.wordsElsewhere(found, (known) => analyseTerms(known).some((term) => own.has(term)))) for (const term of analyseTerms(word)) own.delete(term);
  const terms = [...own].slice(0, mostTerms).map((term) => hashTerm(term));
  termKey.fill(0);
  const { documentIds, contentIds, revisionIds, passageIds } = found;
  return {
    path, documentIds: [...documentIds], contentIds: [...contentIds], revisionIds: [...revisionIds], passageIds: [...passageIds], sha256: erasures.sha256(contentIds),
    shingles: sampleShingles(erasures.pageTexts(revisionIds), mostShingles), terms,
  };
}

/** Tables of conversations: what stands there may stay by choice. */
export function isConversation({ place }: Pick<Trace, 'place'>): boolean {
  return /: (?:conversations|messages|citations|message_text)$/.test(place);
}

function conversationsKept(before: readonly Trace[]): string[] {
  return before.some(isConversation) ? ['Questions and answers that quote it stay, as chosen.'] : [];
}

async function hasBackups(folder: string): Promise<boolean> {
  return (await readdir(join(folder, 'backups')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  })).some((name) => name.endsWith('.db'));
}
