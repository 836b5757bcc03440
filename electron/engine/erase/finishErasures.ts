import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import type { EraseCertificate, EraseEvent } from '../../shared/securityContract.ts';
import { passageTerms } from '../ingest/passageTerms.ts';
import type { ErasePlan } from '../library/erasures.ts';
import { backupPath, Library } from '../library/Library.ts';
import { runLongStatement } from '../library/runLongStatement.ts';
import { syncFile } from '../library/syncFile.ts';
import { syncFolder } from '../vault/writeAtomically.ts';
import type { Vault } from '../vault/Vault.ts';
import { certify, checkGone } from './certify.ts';
import { ageOfFiles, findTraces } from './findTraces.ts';
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
  const backup = plan.hadBackups ? backupPath(folder, plan.begunMs) : null;
  if (backup !== null) await copyClosed(folder, backup);
  onStep?.('looking-after');
  const certificate = await lookAfter(folder, vault, plan, { backup, resumed });
  if (backup !== null) {
    await copyClosed(folder, backup);
    await checkBackup(backup, vault);
  }
  return certificate;
}

/** Notes the erasure as ended where nothing is left of it. Takes `backup`, which has been looked through by then, away: it holds what the plan knew of the document. */
async function lookAfter(folder: string, vault: Vault, plan: ErasePlan, { backup, resumed }: { readonly backup: string | null; readonly resumed: boolean }): Promise<EraseCertificate> {
  const library = await openLibrary(folder, vault);
  const auditKey = vault.deriveKey('audit');
  try {
    const pending = library.security.erasures.pending();
    if (pending === null) throw new AppError('internal', { message: 'the erasure is no longer noted' });
    const { traces } = await findTraces(folder, vault, plan);
    const files = await ageOfFiles(folder);
    checkGone(plan, traces, files);
    if (backup !== null) {
      await rm(backup);
      await syncFolder(dirname(backup));
    }
    const audit = library.security.audit(auditKey);
    const certificate = certify(plan, traces, files, { library: vault.summary, digest: (path) => audit.digest(path), resumed });
    library.transaction(() => {
      library.security.erasures.finish(pending.id, certificate);
      audit.append('erased', { documents: certificate.documents, contents: certificate.contents, passages: certificate.passages, messages: certificate.messagesRemoved, path: certificate.pathDigest, ...(certificate.others.length === 0 ? {} : { others: certificate.others.map(({ pathDigest }) => pathDigest) }) });
    });
    // The plan stood in the log.
    library.checkpoint();
    return certificate;
  } finally {
    auditKey.fill(0);
    await library.close();
  }
}

/** A copy of a library nobody has open, byte for byte. */
async function copyClosed(folder: string, to: string): Promise<void> {
  const unfinished = `${to}.new`;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(join(folder, 'library.db'), unfinished);
  await syncFile(unfinished);
  await rename(unfinished, to);
  await syncFolder(dirname(to));
}

async function checkBackup(path: string, vault: Vault): Promise<void> {
  const key = vault.deriveKey('sqlite');
  const findings = await runLongStatement({ path, key, statement: { kind: 'check' } }).finally(() => key.fill(0));
  if (findings.length > 0) throw new AppError('library-damaged', { path, finding: findings.join('; ') });
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

async function openLibrary(folder: string, vault: Vault): Promise<Library> {
  const key = vault.deriveKey('sqlite');
  return await Library.open({ folder, key }).finally(() => key.fill(0));
}
