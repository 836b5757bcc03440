import { createHash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';

/** The key stream of RC4 for a key: the same bytes lock and unlock. Node's own was taken out of it. */
export function rc4Stream(key: Buffer, bytes: number): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_value, index) => index);
  const swap = (a: number, b: number) => {
    const kept = state[a] ?? 0;
    state[a] = state[b] ?? 0;
    state[b] = kept;
  };
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + (state[index] ?? 0) + (key[index % key.length] ?? 0)) & 255;
    swap(index, other);
  }
  const stream = Buffer.alloc(bytes);
  for (let at = 0, index = 0, other = 0; at < bytes; at += 1) {
    index = (index + 1) & 255;
    other = (other + (state[index] ?? 0)) & 255;
    swap(index, other);
    stream[at] = state[((state[index] ?? 0) + (state[other] ?? 0)) & 255] ?? 0;
  }
  return stream;
}

/** The key of each numbered block of a file, made from a password. */
export type BlockKeys = (block: number) => Buffer;

/**
 * The keys of an old Office file locked with RC4, from its encryption header (MS-OFFCRYPTO 2.3.5 and 2.3.6, beginning with the version); null where
 * the password is wrong. Errors: password-needed for other ways of locking, RangeError past the end.
 */
export function rc4Keys(header: Buffer, password: string): BlockKeys | null {
  const [major, minor] = [header.readUInt16LE(0), header.readUInt16LE(2)];
  const secret = Buffer.from(password, 'utf16le');
  if (major === 1 && minor === 1) {
    const salted = Buffer.concat([digest('md5', secret).subarray(0, 5), header.subarray(4, 20)]);
    const base = digest('md5', ...Array.from({ length: 16 }, () => salted)).subarray(0, 5);
    return proven((block) => digest('md5', base, number(block)), header.subarray(20, 36), header.subarray(36, 52), 'md5');
  }
  if (minor !== 2 || major < 2 || major > 4) throw new AppError('password-needed');
  const headerBytes = header.readUInt32LE(8);
  const keyBytes = (header.readUInt32LE(12 + 16) || 40) / 8;
  const verifier = header.subarray(12 + headerBytes);
  const base = digest('sha1', verifier.subarray(4, 20), secret);
  const keyOf = (block: number) => {
    const key = digest('sha1', base, number(block)).subarray(0, Math.min(16, keyBytes));
    // Forty bits are used as a longer key that ends in zeros.
    return keyBytes === 5 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
  };
  return proven(keyOf, verifier.subarray(20, 36), verifier.subarray(40, 60), 'sha1');
}

/** A random text and its digest are locked with the first key, one behind the other. */
function proven(keyOf: BlockKeys, text: Buffer, hash: Buffer, algorithm: string): BlockKeys | null {
  if (text.length < 16 || hash.length < 16) throw new AppError('file-damaged');
  const locked = Buffer.concat([text, hash]);
  const stream = rc4Stream(keyOf(0), locked.length);
  const open = Buffer.from(locked.map((byte, index) => byte ^ (stream[index] ?? 0)));
  return digest(algorithm, open.subarray(0, 16)).equals(open.subarray(16)) ? keyOf : null;
}

function digest(algorithm: string, ...parts: readonly Buffer[]): Buffer {
  const made = createHash(algorithm);
  for (const part of parts) made.update(part);
  return made.digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
