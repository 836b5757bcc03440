import { hash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';

/** Crockford's base 32: no letter that looks like another or like a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const checkBytes = 3;
const keyBytes = 32;
const bitsPerSign = 5;
const signs = ((keyBytes + checkBytes) * 8) / bitsPerSign;
const signsPerGroup = 4;

/** A recovery key as it is printed: 14 groups of four signs, the last 24 bits of which tell a slip of the pen. `key`: 32 bytes. */
export function formatRecoveryKey(key: Uint8Array): string {
  const bits = [...key, ...checksum(key)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const text = Array.from({ length: signs }, (_, at) => alphabet[Number.parseInt(bits.slice(at * bitsPerSign, (at + 1) * bitsPerSign), 2)] ?? '').join('');
  return Array.from({ length: signs / signsPerGroup }, (_, at) => text.slice(at * signsPerGroup, (at + 1) * signsPerGroup)).join('-');
}

/** The 32 bytes of a recovery key as a person typed it: small letters, blanks, O for 0 and I or L for 1 are understood. Errors: recovery-key-wrong. */
export function parseRecoveryKey(typed: string): Buffer {
  const plain = typed.toUpperCase().replaceAll(/[\s\-–—]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (plain.length !== signs || [...plain].some((sign) => !alphabet.includes(sign))) throw new AppError('recovery-key-wrong', { detail: `it has ${signs} letters and digits` });
  const bits = [...plain].map((sign) => alphabet.indexOf(sign).toString(2).padStart(bitsPerSign, '0')).join('');
  const bytes = Buffer.from(Array.from({ length: keyBytes + checkBytes }, (_, at) => Number.parseInt(bits.slice(at * 8, (at + 1) * 8), 2)));
  const key = bytes.subarray(0, keyBytes);
  if (!bytes.subarray(keyBytes).equals(checksum(key))) throw new AppError('recovery-key-wrong', { detail: 'a letter or digit is mistyped' });
  return key;
}

function checksum(key: Uint8Array): Buffer {
  return hash('sha256', key, 'buffer').subarray(0, checkBytes);
}
