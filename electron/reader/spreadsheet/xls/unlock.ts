import { AppError } from '../../../shared/AppError.ts';
import { rc4Keys, rc4Stream } from '../../office/rc4.ts';
import { biff, recordsFrom } from './records.ts';

const blockBytes = 1_024;
const rc4Kind = 1;
/** Excel locks workbooks that are only to be protected from changes with this; whoever opens them is not asked. */
const unasked = 'VelvetSweatshop';
/** Records that stay as they are in a locked workbook (MS-XLS 2.2.10); of a sheet's entry its place does. */
const open: ReadonlySet<number> = new Set([biff.begin, biff.filePass, 0xe1, 0x138, 0x194, 0x195]);

/**
 * The stream of a workbook with its records unlocked; the same stream where it is not locked. Every 1,024 bytes have a key of their own, which runs on
 * over the heads of records although these are not locked. Errors: password-needed, file-damaged.
 */
export function unlocked(stream: Buffer, password: string | null): Buffer {
  const header = lockOf(stream);
  if (header === null) return stream;
  if (header.length < 54 || header.readUInt16LE(0) !== rc4Kind) throw new AppError('password-needed');
  const keys = rc4Keys(header.subarray(2), password ?? unasked);
  if (keys === null) throw password === null ? new AppError('password-needed') : new AppError('password-needed', { why: 'wrong password' });
  const out = Buffer.from(stream);
  let block = -1;
  let mask: Buffer = Buffer.alloc(0);
  const unlock = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const needed = Math.floor(at / blockBytes);
      if (needed !== block) {
        block = needed;
        mask = rc4Stream(keys(block), blockBytes);
      }
      out[at] = (out[at] ?? 0) ^ (mask[at % blockBytes] ?? 0);
    }
  };
  for (let at = 0; at + 4 <= stream.length; ) {
    const id = stream.readUInt16LE(at);
    const end = Math.min(stream.length, at + 4 + stream.readUInt16LE(at + 2));
    if (!open.has(id)) unlock(Math.min(end, at + (id === biff.boundSheet ? 8 : 4)), end);
    at = end;
  }
  return out;
}

/** What the first records say of how the workbook is locked. */
function lockOf(stream: Buffer): Buffer | null {
  let seen = 0;
  for (const { id, data } of recordsFrom(stream, 0)) {
    if (id === biff.filePass) return data;
    // It stands right behind the beginning, or behind a record about writing.
    if ((seen += 1) > 8) return null;
  }
  return null;
}
