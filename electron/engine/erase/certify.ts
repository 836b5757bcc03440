import { AppError } from '../../shared/AppError.ts';
import type { EraseCertificate, ErasePlace } from '../../shared/securityContract.ts';
import type { ErasePlan } from '../library/erasures.ts';
import type { Vault } from '../vault/Vault.ts';
import type { Trace } from './databaseTraces.ts';
import type { ageOfFiles } from './findTraces.ts';
import { isConversation } from './planErasure.ts';

type FileAges = Awaited<ReturnType<typeof ageOfFiles>>;

const limits = [
  'Copies outside Carrel: the original file, backups of the disk, snapshots, other machines.',
  'Blocks a drive has set aside (SSD wear levelling), swap and hibernation may hold old data: encrypted with the library’s key, which still exists.',
];

/** Traces that stay by choice: answers where they were not to be removed, and the path on the list of what is not read again. */
function isKept(plan: ErasePlan, trace: Trace): boolean {
  return (!plan.removeConversations && isConversation(trace)) || (trace.what === 'path' && trace.place.endsWith(': exclusions'));
}

/** Errors: erase-incomplete with what was found that should be gone. */
export function checkGone(plan: ErasePlan, traces: readonly Trace[], { oldestMs, oldest }: FileAges): void {
  const left = traces.filter((trace) => trace.count > 0 && !isKept(plan, trace));
  const old = oldestMs < plan.begunMs - 1 ? [`${String(oldest)} is older than the erasure`] : [];
  const findings = [...left.map(({ place, what, count }) => `${place}: ${what} (${count})`), ...old];
  if (findings.length > 0) throw new AppError('erase-incomplete', { detail: findings.slice(0, 5).join('; ') });
}

/** What was looked at and found, before and after, for whoever asks for a proof. */
export function certify(
  plan: ErasePlan, after: readonly Trace[], { looked, oldestMs }: FileAges,
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
