import { userInfo } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { RetentionRule } from '../library/retention.ts';
import type { PolicyInForce } from './PolicyInForce.ts';

/** Who is at work, as the system knows it: an environment variable could say anything. */
type Person = { readonly username: string; readonly homedir: string };

/**
 * The profile folder that holds: the policy's where it names one, else the one asked for, else the usual one. Errors: policy-forbids where
 * another was asked for, policy-broken where the policy's is none.
 */
export function profileFolder(policy: PolicyInForce, { asked, usual, person = userInfo() }: { readonly asked: string | null; readonly usual: () => string; readonly person?: Person }): string {
  const settled = policy.get('dataFolder');
  if (settled === null) return asked ?? usual();
  const folder = expand(policy, settled, person);
  if (asked !== null && resolve(asked) !== folder) throw policy.forbids('dataFolder');
  return folder;
}

/** Folders of models for the whole machine: the policy's, in place of those the environment names. */
export function settledModelFolder(policy: PolicyInForce, person: Person = userInfo()): string | null {
  const settled = policy.get('modelFolder');
  return settled === null ? null : expand(policy, settled, person);
}

/** The policy's rules for how long documents are kept, none where it has none. */
export function settledRetention(policy: PolicyInForce, person: Person = userInfo()): RetentionRule[] {
  return (policy.get('retention') ?? []).map(({ folder, ...days }) => ({ ...days, path: folder === undefined ? null : expand(policy, folder, person) }));
}

function expand(policy: PolicyInForce, folder: string, { username, homedir }: Person): string {
  // A name is one part of a path, whatever is in it.
  const path = folder.replace('{home}', () => homedir).replaceAll('{user}', () => username.replaceAll(/[\\/:]/g, '_'));
  if (!isAbsolute(path)) throw new AppError('policy-broken', { path: policy.state.path, problem: `${folder} is no absolute path on this machine` });
  return resolve(path);
}
