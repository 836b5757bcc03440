import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { parsePolicy } from '../../shared/policy.ts';
import { PolicyInForce } from './PolicyInForce.ts';

const longestBytes = 1_000_000;

/** Fixed, and nowhere a person may write: what an environment or an argument could move would be no policy. */
export function policyPath(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return 'C:\\ProgramData\\Carrel\\policy.json';
  return platform === 'darwin' ? '/Library/Application Support/Carrel/policy.json' : '/etc/carrel/policy.json';
}

/**
 * The policy of this machine; one without settings where there is no file. A file that cannot be read, does not fit, or could have been
 * written by someone without rights (on Windows its folder's rights must see to that) is no policy, but no leave either: nothing starts.
 * Errors: policy-broken.
 */
export function readPolicy(path = policyPath()): PolicyInForce {
  const bytes = readGuarded(path);
  if (bytes === null) return new PolicyInForce({ path, sha256: null, contact: null, settings: {} });
  const { contact = null, settings } = parsePolicy(bytes.toString('utf8'), path);
  return new PolicyInForce({ path, sha256: createHash('sha256').update(bytes).digest('hex'), contact, settings });
}

/** Null where nothing is there. */
function readGuarded(path: string): Buffer | null {
  const refuse = (problem: string, cause?: unknown): AppError => new AppError('policy-broken', { path, problem }, cause === undefined ? {} : { cause });
  try {
    const found = lstatSync(path);
    if (!found.isFile()) throw refuse('it is not a plain file');
    if (found.size > longestBytes) throw refuse('it is larger than a megabyte');
    if (process.platform !== 'win32' && [found, lstatSync(dirname(path))].some(({ uid, mode }) => uid !== 0 || (mode & 0o022) !== 0)) {
      throw refuse('someone other than the administrator may write it: file and folder must belong to root and be writable by root alone');
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw refuse('it cannot be read', error);
  }
}
