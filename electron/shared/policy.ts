import * as z from 'zod';
import { AppError } from './AppError.ts';
import { RetentionDays, retentionProblem } from './retention.ts';

/**
 * What an administrator may settle for every person of a machine, in one JSON file at a place of the system that only they can write
 * (`carrel policy` says where). What is not named stays a person's own choice.
 */

/** A value nobody but the administrator changes, and why, in words that are shown where the setting is. */
function settled<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, reason: z.string().min(1).max(500) });
}

/** An absolute path of this or another system. */
const Folder = z.string().max(4_096).regex(/^(?:\/|[A-Za-z]:[\\/]|\{home\})/, 'must be an absolute path');

export const PolicySettings = z.strictObject({
  allowedModels: settled(z.array(z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex')).max(1_000)).describe('Models by the SHA-256 of their file; no other is loaded or taken in. An empty list allows none: answers are quotes, search goes by words.'),
  modelFolder: settled(Folder).describe('A folder of models for the whole machine, read only, looked at before a person’s own; CARREL_MODELS is then ignored.'),
  dataFolder: settled(Folder).describe('Where each person’s libraries lie, off roaming profiles: {home} and {user} stand for the person’s. --profile and CARREL_PROFILE may then name nothing else.'),
  lanEngines: settled(z.literal(false)).describe('false: no model on another machine is ever asked.'),
  exports: settled(z.literal(false)).describe('false: no library is written into a file that leaves its folder.'),
  idleLockMinutes: settled(z.int().min(1).max(1_440)).describe('The longest a library with a passphrase may stay open without a request; a person may choose less.'),
  keyStore: settled(z.literal(false)).describe('false: no key of a library is kept in the key store of the system; each is opened by its passphrase.'),
  auditQuestions: settled(z.boolean()).describe('Whether each question is noted in the audit log, as a digest.'),
  auditContent: settled(z.literal(true)).describe('true: the words of each question and its answer are kept in the audit log, in rows of their own that can be erased while the entries stay. Without it no words are kept there.'),
  retention: settled(z.array(RetentionDays.extend({ folder: Folder.optional() })).min(1).max(100).refine((rules) => rules.every((rule) => retentionProblem(rule) === null), 'documents cannot be erased before they need no longer be kept'))
    .describe('How long documents are kept, by folder ({home} and {user} as above; without one: everything). They go before a person’s own rules. Days are counted from the last change of a file.'),
  updateSource: settled(z.union([z.literal('none'), Folder])).describe('Where updates may come from: a folder, or “none”. Carrel fetches none by itself.'),
}).partial();
export type PolicySettings = z.infer<typeof PolicySettings>;
export type PolicySettingName = keyof PolicySettings;

export const Policy = z.strictObject({
  version: z.literal(1),
  /** Whom to ask about it. */
  contact: z.string().min(1).max(500).optional(),
  settings: PolicySettings,
});
export type Policy = z.infer<typeof Policy>;

/** The policy in force. `path` is where it lies or would lie; `sha256` is null where there is none, and then `settings` is empty. */
export const PolicyState = z.object({ path: z.string(), sha256: z.string().nullable(), contact: z.string().nullable(), settings: PolicySettings });
export type PolicyState = z.infer<typeof PolicyState>;

/** Errors: policy-broken with `path` and, in words, the first thing that is wrong. */
export function parsePolicy(text: string, path: string): Policy {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new AppError('policy-broken', { path, problem: 'it is no JSON' }, { cause });
  }
  const parsed = Policy.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new AppError('policy-broken', { path, problem: `${where}${issue?.message ?? 'it does not fit the schema'}` });
}
