import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import type { EraseCertificate, EraseEvent, ErasePlace } from '../../shared/securityContract.ts';
import { passageTerms } from '../ingest/passageTerms.ts';
import type { ErasePlan } from '../library/erasures.ts';
import { Library } from '../library/Library.ts';
import { syncFolder } from '../vault/writeAtomically.ts';
import type { Vault } from '../vault/Vault.ts';
import type { Trace } from './databaseTraces.ts';
import { ageOfFiles, findTraces } from './findTraces.ts';
import { isConversation } from './planErasure.ts';
import { removeQuoting, removeTellingRuns } from './removeQuoting.ts';
import { mendIndex, rewriteIndex } from './rewriteIndex.ts';

export type EraseStep = Extract<EraseEvent, { type: 'step' }>['step'];
export type FinishOptions = {
  /** Told of each step as it begins. */
  readonly onStep?: (step: EraseStep) => void;
  /** False where the erasure was begun just now, in this process. Default true. */
  readonly resumed?: boolean;
};

const documentsAtOnce = 500;

const limits = [
  'Copies outside Carrel: the original file, backups of the disk, snapshots, other machines.',
  'Blocks a drive has set aside (SSD wear levelling), swap and hibernation may hold old data: encrypted with the library’s key, which still exists.',
];

/**
 * Ends every erasure that was begun in a library nobody has open. All of it may be done again and again, so that it needs no note of
 * how far it came: killed at any moment it begins anew. Gives the certificates. Errors: erase-incomplete with what was found;
 * disk-full. What is not ended stays noted.
 */
export async function finishErasures(folder: string, vault: Vault, { onStep, resumed = true }: FinishOptions = {}): Promise<EraseCertificate[]> {
  await mendIndex(folder);
  const certificates: EraseCertificate[] = [];
  for (;;) {
    const plan = await removeRows(folder, vault, onStep);
    if (plan === null) return certificates;
    certificates.push(await rewriteAll(folder, vault, plan, { ...(onStep === undefined ? {} : { onStep }), resumed }));
  }
}

/** Takes the document out of the database and compacts that into a new file. Null when no erasure is under way. */
async function removeRows(folder: string, vault: Vault, onStep: FinishOptions['onStep']): Promise<ErasePlan | null> {
  const path = join(folder, 'library.db');
  const compact = `${path}.erased`;
  const isLibrary = await stat(path).then(() => true, () => false);
  if (!isLibrary) return null;
  await rm(compact, { force: true });
  const library = await openLibrary(folder, vault);
  let plan: ErasePlan;
  try {
    const pending = library.security.erasures.pending();
    if (pending === null) return null;
    plan = pending.plan;
    onStep?.('removing');
    // What was taken out before this process began cannot come back any more.
    for (const { id } of library.removals.list()) while (library.removals.endSome(id, documentsAtOnce));
    for (const path of plan.paths) await hide(library, path);
    library.revisions.discardAbandoned();
    for (let gone = library.garbage.next(10); gone.length > 0; gone = library.garbage.next(10)) library.garbage.delete(gone.map(({ revision }) => revision), passageTerms);
    library.security.erasures.forgetDeaths(plan.sha256);
    removeTellingRuns(library, plan);
    if (plan.removeConversations) plan = { ...plan, messagesRemoved: removeQuoting(library, plan) };
    library.security.erasures.compactFullText();
    library.security.erasures.update(pending.id, plan);
    onStep?.('rewriting-library');
    library.checkpoint();
    await library.backup(compact);
  } finally {
    await library.close();
  }
  for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
  await rename(compact, path);
  await syncFolder(folder);
  return plan;
}

async function rewriteAll(folder: string, vault: Vault, plan: ErasePlan, { onStep, resumed = true }: FinishOptions): Promise<EraseCertificate> {
  onStep?.('rewriting-index');
  await rewriteIndex(folder, vault.deriveKey('terms'), plan.contentIds);
  onStep?.('rewriting-backups');
  await removeBackups(folder);
  const library = await openLibrary(folder, vault);
  try {
    const pending = library.security.erasures.pending();
    if (pending === null) throw new AppError('internal', { message: 'the erasure is no longer noted' });
    if (plan.hadBackups) await library.backup(join(folder, 'backups', `${plan.begunMs}.db`));
    onStep?.('looking-after');
    const { traces } = await findTraces(folder, vault, plan);
    const files = await ageOfFiles(folder);
    check(plan, traces, files);
    const auditKey = vault.deriveKey('audit');
    const audit = library.security.audit(auditKey);
    const certificate = certify(plan, traces, files, { library: vault.summary, digest: (path) => audit.digest(path), resumed });
    library.transaction(() => {
      library.security.erasures.finish(pending.id, certificate);
      audit.append('erased', { documents: certificate.documents, contents: certificate.contents, passages: certificate.passages, messages: certificate.messagesRemoved, path: certificate.pathDigest, ...(certificate.others.length === 0 ? {} : { others: certificate.others.map(({ pathDigest }) => pathDigest) }) });
    });
    auditKey.fill(0);
    // The plan stood in the log, and in the backup made beside it.
    library.checkpoint();
    if (plan.hadBackups) await library.backup(join(folder, 'backups', `${plan.begunMs}.db`));
    return certificate;
  } finally {
    await library.close();
  }
}

/** From here on nothing finds it. Where the file is still in its folder it is not read again either. */
async function hide({ folders, documents, security }: Library, path: string): Promise<void> {
  const folder = folders.byPath(path);
  if (folder !== null) folders.remove(folder.id);
  else if (security.erasures.find([path]).documentIds.length > 0) documents.exclude(path);
  if (!await stat(path).then(() => true, () => false)) documents.include(path);
}

async function removeBackups(folder: string): Promise<void> {
  const backups = join(folder, 'backups');
  const names = await readdir(backups).catch(emptyWhenMissing);
  if (names.length === 0) return;
  await rm(backups, { recursive: true, force: true });
  await syncFolder(folder);
}

/** Traces that stay by choice: answers where they were not to be removed, and the path on the list of what is not read again. */
function isKept(plan: ErasePlan, trace: Trace): boolean {
  return (!plan.removeConversations && isConversation(trace)) || (trace.what === 'path' && trace.place.endsWith(': exclusions'));
}

function check(plan: ErasePlan, traces: readonly Trace[], { oldestMs, oldest }: { readonly oldestMs: number; readonly oldest: string | null }): void {
  const left = traces.filter((trace) => trace.count > 0 && !isKept(plan, trace));
  const old = oldestMs < plan.begunMs - 1 ? [`${String(oldest)} is older than the erasure`] : [];
  const findings = [...left.map(({ place, what, count }) => `${place}: ${what} (${count})`), ...old];
  if (findings.length > 0) throw new AppError('erase-incomplete', { detail: findings.slice(0, 5).join('; ') });
}

function certify(
  plan: ErasePlan, after: readonly Trace[], { looked, oldestMs }: { readonly looked: number; readonly oldestMs: number },
  { library, digest, resumed }: { readonly library: Vault['summary']; readonly digest: (path: string) => string; readonly resumed: boolean },
): EraseCertificate {
  const before = new Map(plan.before.map((trace) => [nameOf(trace), trace]));
  const places: ErasePlace[] = after.map((trace) => ({ place: trace.place, what: trace.what, before: before.get(nameOf(trace))?.count ?? 0, after: trace.count }));
  // Backups of before are gone with their files.
  for (const trace of after) before.delete(nameOf(trace));
  places.push(...[...before.values()].map(({ place, what, count }) => ({ place, what, before: count, after: 0 })));
  const excluded = after.some(({ place, what, count }) => count > 0 && what === 'path' && place.endsWith(': exclusions'));
  const [path = '', ...others] = plan.paths;
  return {
    version: 1, library: { id: library.id, name: library.name }, path, pathDigest: digest(path), others: others.map((other) => ({ path: other, pathDigest: digest(other) })),
    begunMs: plan.begunMs, endedMs: Date.now(), documents: plan.documentIds.length + plan.fromBackups,
    contents: plan.contentIds.length, pages: plan.pages, passages: plan.passageIds.length, messagesRemoved: plan.messagesRemoved, places,
    files: { looked, oldestMs: Math.round(oldestMs) },
    kept: [...plan.kept, ...(excluded ? ['The file is still in its folder: its path stays on the list of what is not read again.'] : [])], limits, resumed,
  };
}

function nameOf({ place, what }: Pick<Trace, 'place' | 'what'>): string {
  return `${place}\n${what}`;
}

async function openLibrary(folder: string, vault: Vault): Promise<Library> {
  const key = vault.deriveKey('sqlite');
  return await Library.open({ folder, key }).finally(() => key.fill(0));
}
