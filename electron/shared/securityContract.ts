import * as z from 'zod';
import { call, stream } from './operation.ts';
import { PolicyState } from './policy.ts';
import { RetentionDays } from './retention.ts';
import { LibrarySummary } from './schemas.ts';

const Nothing = z.object({});
const Path = z.string().min(1).max(32_768);
/** UTF-8 bytes, wiped after use: text cannot be wiped. */
const Secret = z.instanceof(Uint8Array);

/** How a library is guarded, a policy included. `recoveryKeyKept`: somebody said that the recovery key made last is written down; also where there is none. `hasKeptKey`: a key that a key store of the system keeps opens it as well. `idleLockMinutes`: 0 is never. `auditContent`: the words of questions and answers are kept in the log. */
export const SecurityState = z.object({
  protection: z.enum(['none', 'passphrase']), hasRecoveryKey: z.boolean(), recoveryKeyKept: z.boolean(), hasKeptKey: z.boolean(), idleLockMinutes: z.int().min(0).max(1_440), auditQuestions: z.boolean(), auditContent: z.boolean(), holds: z.array(z.string()),
  /** Rules by path (null: everything), those of the policy first. */
  retention: z.array(RetentionDays.extend({ path: z.string().nullable(), settled: z.boolean() })),
});
export type SecurityState = z.infer<typeof SecurityState>;

/** `recoveryKey`: printed once, for the person to keep; nothing of Carrel can show it again. */
const Guarded = z.object({ library: LibrarySummary, recoveryKey: z.string().nullable() });

/** One place the verifier of an erasure looked at, with how many traces of the document it found before and after. */
export const ErasePlace = z.object({ place: z.string(), what: z.string(), before: z.int(), after: z.int() });
export type ErasePlace = z.infer<typeof ErasePlace>;

/**
 * What was erased and where was looked. `path` is null in the copy the library keeps, where `pathDigest` stands for it; `others`: what was
 * erased together with it. `kept`: traces that stay by choice or because another document holds the same; `limits`: what no program can promise.
 */
export const EraseCertificate = z.object({
  version: z.literal(1), library: z.object({ id: z.string(), name: z.string() }), path: z.string().nullable(), pathDigest: z.string(),
  others: z.array(z.object({ path: z.string().nullable(), pathDigest: z.string() })).default([]),
  begunMs: z.int(), endedMs: z.int(), documents: z.int(), contents: z.int(), pages: z.int(), passages: z.int(), messagesRemoved: z.int(),
  places: z.array(ErasePlace), files: z.object({ looked: z.int(), oldestMs: z.number() }), kept: z.array(z.string()), limits: z.array(z.string()), resumed: z.boolean(),
});
export type EraseCertificate = z.infer<typeof EraseCertificate>;

export const EraseEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), step: z.enum(['looking-before', 'removing', 'rewriting-library', 'rewriting-index', 'rewriting-backups', 'looking-after']) }),
  z.object({ type: z.literal('certificate'), certificate: EraseCertificate }),
]);
export type EraseEvent = z.infer<typeof EraseEvent>;

export const AuditKind = z.enum([
  'library-opened', 'library-locked', 'unlock-refused', 'passphrase-set', 'passphrase-changed', 'passphrase-removed', 'key-replaced', 'key-kept', 'key-forgotten', 'security-set',
  'folder-added', 'removed', 'removal-undone', 'erase-begun', 'erased', 'erase-unfinished', 'hold-set', 'hold-lifted', 'retention-set', 'exported', 'imported', 'backed-up', 'restored', 'question-asked', 'question-replayed', 'content-erased',
]);
export type AuditKind = z.infer<typeof AuditKind>;

/** `detail` holds ids, counts and digests, and under `by` the account that was at work; `hash` seals the entry together with the one before it. `content`, where it was asked for: words that the policy wants kept; null for none, or erased. */
export const AuditEntry = z.object({
  id: z.int(), atMs: z.int(), kind: AuditKind, detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.number()), z.array(z.string())])), hash: z.string(),
  content: z.object({ question: z.string(), answer: z.string() }).nullable().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `broken` names the first entry that does not hold: `changed`, `out-of-chain` (put in or moved), `missing`, or `head-missing`: the seal asked for is nowhere. */
export const AuditVerdict = z.object({
  entries: z.int(), head: z.object({ id: z.int(), hash: z.string() }).nullable(),
  broken: z.object({ id: z.int(), problem: z.enum(['changed', 'out-of-chain', 'missing', 'head-missing']) }).nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/** A thing of an audit entry, and what it is now. */
const Compared = <T extends z.ZodType>(value: T) => z.object({ then: value, now: value, same: z.boolean() });

/**
 * A question of the audit log asked again. `passages`: ids of what was found, best first (a document read anew has new ones); `verdict`: of
 * the gate and the answer; `support`: of each sentence. `documentsChanged`: documents then shown whose file is another by now, or gone.
 * `model.missing`: the model of then is not here, or another file; the answer is then one of quotes.
 */
export const AuditReplay = z.object({
  id: z.int(), atMs: z.int(), same: z.boolean(), passages: Compared(z.array(z.int())), verdict: Compared(z.string()), support: Compared(z.array(z.string())),
  documentsChanged: z.array(z.int()), model: z.object({ then: z.string(), now: z.string(), missing: z.boolean() }), promptChanged: z.boolean(),
});
export type AuditReplay = z.infer<typeof AuditReplay>;

/** Bytes. */
const moved = { done: z.int(), total: z.int() };

/** Part of `engineContract`: locking, erasing, proving. */
export const securityOperations = {
  /** Closes the library really: database, index and models let go of it, streams end with `library-locked`. Errors: passphrase-missing where nothing would keep it closed. */
  lockLibrary: call(Nothing, LibrarySummary),
  /** While this is followed the library does not lock by itself for idleness: something is shown that would be lost. Told once when it holds; does not end. */
  stayOpen: stream(Nothing, Nothing),
  /**
   * Opens the library that was locked. `recoveryKey`: as printed, instead of the passphrase; `keptKey`: from a key store of the system. Errors: passphrase-wrong,
   * recovery-key-wrong, kept-key-wrong, policy-forbids where no key store may be used.
   */
  unlockLibrary: call(z.object({ passphrase: Secret.optional(), recoveryKey: Secret.optional(), keptKey: Secret.optional() }), LibrarySummary),
  /**
   * Makes a key for a key store of the system to keep, which opens the library beside its passphrase until that changes; one made before opens nothing any more.
   * For the process that has such a store, never for the window. Errors: passphrase-wrong, recovery-key-wrong, passphrase-missing, policy-forbids.
   */
  keepKey: call(z.object({ current: Secret.optional(), recoveryKey: Secret.optional() }), z.object({ keptKey: Secret })),
  /** The library opens with no kept key any more. */
  forgetKeptKey: call(Nothing, SecurityState),
  /** The first passphrase. `newKey`: a new data key too, as the old one lay open in a file; the index is then made anew. Errors: input-invalid where there is one already. */
  setPassphrase: call(z.object({ passphrase: Secret, newKey: z.boolean().default(true) }), Guarded),
  /** Another passphrase; `current` or `recoveryKey` must be right. Errors: passphrase-wrong, recovery-key-wrong, passphrase-missing. */
  changePassphrase: call(z.object({ current: Secret.optional(), recoveryKey: Secret.optional(), next: Secret, newRecoveryKey: z.boolean().default(false) }), Guarded),
  /** That the recovery key made last is written down, or is not after all. Until then it counts as not kept: what showed it may have ended before anybody could write. */
  noteRecoveryKey: call(z.object({ kept: z.boolean() }), SecurityState),
  /** Lays the key open again: the library then opens by itself. Errors: passphrase-wrong, recovery-key-wrong, passphrase-missing. */
  removePassphrase: call(z.object({ current: Secret.optional(), recoveryKey: Secret.optional() }), LibrarySummary),
  /** What the administrator has settled; works while the library is locked. A broken policy fails every operation with policy-broken. */
  policy: call(Nothing, PolicyState),
  security: call(Nothing, SecurityState),
  /** Errors: policy-forbids for what is settled otherwise. */
  setSecurity: call(z.object({ idleLockMinutes: z.int().min(0).max(1_440).optional(), auditQuestions: z.boolean().optional() }), SecurityState),
  /** A legal hold: nothing beneath the path is erased or removed while it stands; what was read of a file stays although the file is deleted or changed. */
  setHold: call(z.object({ path: Path, held: z.boolean() }), SecurityState),
  /** How long documents at or beneath a path are kept; both null takes the rule away. Errors: input-invalid, policy-forbids where a rule of the policy reaches the path. */
  setRetention: call(RetentionDays.extend({ path: Path }), SecurityState),
  /** Documents the rules want erased, the longest overdue first. Nothing is erased by the clock alone: it may be wrong. */
  dueErasures: call(Nothing, z.array(z.object({ path: z.string(), sinceMs: z.number() }))),

  /**
   * Erases a document, or all beneath a folder, for good: every file of the library is written anew without it, and looked through
   * before and after. What was taken out before and stands in backups alone is erased as well. `conversations`: also answers that quote it. Killed at any moment it ends at the next start. Errors:
   * document-unknown, hold-active, retention-active, erase-incomplete (traces were found afterwards; it is tried again at the next start).
   */
  erase: stream(z.object({ path: Path, conversations: z.boolean().default(false) }), EraseEvent),
  /** Erases all that is due, in one go and with one certificate; none where nothing is. Errors: as for `erase`. */
  eraseDue: stream(z.object({ conversations: z.boolean().default(false) }), EraseEvent),
  /** Certificates of earlier erasures, oldest first, without paths. */
  erasures: call(Nothing, z.array(EraseCertificate)),

  /** The newest entries of the audit log, or the newest before the one with the id `before`; oldest first. `content`: with the words kept of questions. */
  auditEntries: call(z.object({ limit: z.int().min(1).max(100_000).default(100), before: z.int().min(1).optional(), content: z.boolean().default(false) }), z.array(AuditEntry)),
  /** Erases the words that are kept of questions and answers, of one entry (`id`) or of all; the entries stay, and one more says how many went. */
  auditEraseContent: call(z.object({ id: z.int().min(1).optional() }), z.object({ erased: z.int() })),
  /** Goes through the whole chain. `head`: a seal noted before. */
  auditVerify: call(z.object({ head: z.string().optional() }), AuditVerdict),

  /** Searches again for a question of the log and says whether passages, gate and verdicts are the same. Errors: input-invalid, conversation-unknown where its words are gone, audit-broken where they are others, scope-unknown. */
  auditReplay: call(z.object({ id: z.int().min(1) }), AuditReplay),

  /**
   * Writes the library, index included, into one file encrypted under a passphrase of its own, whole or not at all; the last event has the file. `replace`: one at the path may go. Leaving breaks it off.
   * Errors: file-not-writable, disk-full, policy-forbids.
   */
  exportLibrary: stream(z.object({ path: Path, passphrase: Secret, replace: z.boolean().default(false) }), z.object({ ...moved, written: z.object({ path: z.string(), bytes: z.int() }).nullable() })),
  /**
   * Makes a library from such a file and opens it, told by the last event; nothing is read or embedded again. It has no passphrase until one is set. Leaving breaks it off, and nothing of it stays.
   * Errors: passphrase-wrong, file-damaged, file-not-found, disk-full.
   */
  importLibrary: stream(z.object({ path: Path, passphrase: Secret, name: z.string().min(1).max(200).optional() }), z.object({ ...moved, library: LibrarySummary.nullable() })),
} as const;
