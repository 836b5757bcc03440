import { AppError } from '../../../shared/AppError.ts';
import { rc4Keys, rc4Stream, type BlockKeys } from '../rc4.ts';

const blockBytes = 512;
/** Of the head as much stays open as says that the file is locked. */
const openHeadBytes = 68;

/** The two streams of a Word file with the lock taken off ([MS-DOC] 2.2.6). `lockBytes`: length of what stands at the start of the table and says how. Errors: password-needed. */
export function unlockDoc(main: Buffer, table: Buffer, lockBytes: number, password: string | null): { main: Buffer; table: Buffer } {
  if (password === null || lockBytes < 52 || lockBytes > table.length) throw new AppError('password-needed');
  const keys = rc4Keys(table.subarray(0, lockBytes), password);
  if (keys === null) throw new AppError('password-needed', { why: 'wrong password' });
  return { main: Buffer.concat([main.subarray(0, openHeadBytes), unlocked(main, keys).subarray(openHeadBytes)]), table: Buffer.concat([table.subarray(0, lockBytes), unlocked(table, keys).subarray(lockBytes)]) };
}

/** Every 512 bytes have a key of their own. */
function unlocked(bytes: Buffer, keys: BlockKeys): Buffer {
  const out = Buffer.from(bytes);
  for (let from = 0; from < out.length; from += blockBytes) {
    const mask = rc4Stream(keys(from / blockBytes), Math.min(blockBytes, out.length - from));
    for (let at = 0; at < mask.length; at += 1) out[from + at] = (out[from + at] ?? 0) ^ (mask[at] ?? 0);
  }
  return out;
}
