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
import type { RetentionRules } from '../library/retention.ts';
import type { Probes, Trace } from './databaseTraces.ts';
import { requireDue } from './mayErase.ts';
import { pastOf, type Past } from './pastOf.ts';
import { sampleShingles } from './shingles.ts';

const [mostShingles, mostTerms, fewestShinglesAPath] = [20_000, 5_000, 40];

export type PlanOptions = {
  readonly library: Library; readonly keys: Pick<Keys, 'deriveKey'>;
  /** Also answers that quote it. */
  readonly conversations: boolean;
  /** Which documents must be kept for how long. Default: none. */
  readonly rules?: RetentionRules;
};

/**
 * Looks documents (or all beneath a path) up as the verifier does, and notes all it will need to know that they are gone. Nothing is
 * erased before that note is on the disk. Errors: document-unknown where neither the library nor a backup has one; hold-active;
 * retention-active; internal where the verifier does not even find what is there.
 */
export async function planErasure(paths: readonly string[], { library, keys, conversations, rules = { settled: [], own: [] } }: PlanOptions): Promise<ErasePlan> {
  const { erasures, holdOn } = library.security;
  for (const path of paths) {
    const held = holdOn(path);
    if (held !== null) throw new AppError('hold-active', { path: held });
  }
  const found = erasures.find(paths);
  const past = await pastOf(paths, library, keys);
  for (const [path, { modifiedMs }] of past.documents) requireDue({ path, modifiedMs }, rules);
  if (found.documentIds.length + past.documents.size === 0 && paths.every((path) => library.folders.byPath(path) === null)) throw new AppError('document-unknown', { path: paths[0] ?? '' });
  const probes = probesOf(paths, found, past, library, keys);
  const { traces, alsoElsewhere } = await findTraces(library.folder, keys, probes);
  const before = traces.filter(({ count }) => count > 0);
  if (found.documentIds.length > 0 && before.length === 0) throw new AppError('internal', { message: 'the verifier does not find the document before it is erased' });
  const isHere = new Set(found.documents.map(({ path }) => path));
  const gone = [...past.documents.keys()].filter((path) => !isHere.has(path)).length;
  const kept = found.sharedContents === 0 ? [] : [`${found.sharedContents} of the files lie in other places of the library too: their text stays there.`];
  const plan: ErasePlan = {
    ...probes, shingles: probes.shingles.filter((shingle) => !alsoElsewhere.has(shingle)), begunMs: Date.now(), removeConversations: conversations, hadBackups: await hasBackups(library.folder),
    pages: found.pages, fromBackups: gone, messagesRemoved: 0, before: [...before], kept: [...kept, ...(conversations ? [] : conversationsKept(before))],
  };
  erasures.begin(plan);
  return plan;
}

function probesOf(paths: readonly string[], found: Erasable, past: Past, { security: { erasures } }: Library, keys: Pick<Keys, 'deriveKey'>): Probes {
  const termKey = keys.deriveKey('terms');
  const hashTerm = createTermHasher(termKey);
  const counts = new Map<string, number>();
  for (const row of erasures.passageRows(found.revisionIds)) for (const term of termsOf(row)) counts.set(term, (counts.get(term) ?? 0) + 1);
  // What backups alone say counts nowhere in the library.
  for (const row of past.passages) for (const term of termsOf(row)) if (!counts.has(term)) counts.set(term, 0);
  const own = new Set([...counts].filter(([term, passages]) => erasures.frequency(term) === passages).map(([term]) => term));
  // Full text holds more than passages: names of files, for one.
  for (const word of erasures.wordsElsewhere({ ...found, paths }, (known) => analyseTerms(known).some((term) => own.has(term)))) for (const term of analyseTerms(word)) own.delete(term);
  const terms = [...own].slice(0, mostTerms).map((term) => hashTerm(term));
  termKey.fill(0);
  const { documentIds, contentIds, revisionIds, passageIds } = found;
  return {
    paths: [...paths], documentIds: [...documentIds], contentIds: [...contentIds], revisionIds: [...revisionIds], passageIds: [...passageIds],
    sha256: [...new Set([...erasures.sha256(contentIds), ...past.sha256])],
    shingles: sampleShingles([...erasures.pageTexts(revisionIds), ...past.texts], Math.max(mostShingles, paths.length * fewestShinglesAPath)), terms,
  };
}

function termsOf({ text, start, finish, headingPath, title, contextName }: Past['passages'][number]): Set<string> {
  return new Set(passageTerms({ text: text.slice(start, finish), title, contextName, headingPath: JSON.parse(headingPath) as string[] }));
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
