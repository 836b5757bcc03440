import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { AppError } from '../shared/AppError.ts';

/** How an entry is locked: the old cipher of the format, with the byte that shows the right password, or AES (WinZip AE-1 and AE-2). */
export type ZipLock = { readonly kind: 'old'; readonly check: number } | { readonly kind: 'aes'; readonly strength: number };

const aesMark = 0x9901;
const rounds = 1_000;
const macBytes = 10;

/** The lock that an extra field names and the method of packing behind it, or null when it names none. */
export function aesLock(extra: Buffer): { readonly strength: number; readonly method: number } | null {
  for (let at = 0; at + 11 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) if (extra.readUInt16LE(at) === aesMark) return { strength: extra[at + 8] ?? 0, method: extra.readUInt16LE(at + 9) };
  return null;
}

/** Packed bytes with the lock taken off. Errors: password-needed (none given, or a wrong one), file-damaged. */
export function unlockEntry(locked: Buffer, lock: ZipLock, password: string | null): Buffer {
  if (password === null) throw new AppError('password-needed');
  return lock.kind === 'old' ? unlockOld(locked, Buffer.from(password, 'utf8'), lock.check) : unlockAes(locked, password, lock.strength);
}

/** APPNOTE 6.1: three running keys, twelve bytes in front of the content. */
function unlockOld(locked: Buffer, password: Buffer, check: number): Buffer {
  let [first, second, third] = [0x12345678, 0x23456789, 0x34567890];
  const feed = (byte: number) => {
    first = crcStep(first, byte);
    second = (Math.imul((second + (first & 0xff)) | 0, 134_775_813) + 1) | 0;
    third = crcStep(third, second >>> 24);
  };
  for (const byte of password) feed(byte);
  const out = Buffer.alloc(locked.length);
  for (let at = 0; at < locked.length; at += 1) {
    const mixed = (third & 0xffff) | 2;
    const byte = (locked[at] ?? 0) ^ (Math.imul(mixed, mixed ^ 1) >>> 8 & 0xff);
    feed(byte);
    out[at] = byte;
    if (at === 11 && byte !== check) throw new AppError('password-needed', { why: 'wrong password' });
  }
  return out.subarray(12);
}

/** One step of the usual CRC-32 for each value of a byte. */
const table = Int32Array.from({ length: 256 }, (_value, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
  return crc;
});
function crcStep(crc: number, byte: number): number {
  return (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
}

function unlockAes(locked: Buffer, password: string, strength: number): Buffer {
  const keyBytes = { 1: 16, 2: 24, 3: 32 }[strength];
  if (keyBytes === undefined) throw new AppError('format-unsupported', { format: 'zip encryption' });
  const saltBytes = keyBytes / 2;
  if (locked.length < saltBytes + 2 + macBytes) throw new AppError('file-damaged');
  const keys = pbkdf2Sync(password, locked.subarray(0, saltBytes), rounds, keyBytes * 2 + 2, 'sha1');
  if (!keys.subarray(keyBytes * 2).equals(locked.subarray(saltBytes, saltBytes + 2))) throw new AppError('password-needed', { why: 'wrong password' });
  const content = locked.subarray(saltBytes + 2, locked.length - macBytes);
  const mac = createHmac('sha1', keys.subarray(keyBytes, keyBytes * 2)).update(content).digest().subarray(0, macBytes);
  if (!timingSafeEqual(mac, locked.subarray(locked.length - macBytes))) throw new AppError('file-damaged');
  return addKeyStream(content, keys.subarray(0, keyBytes));
}

/** Counter mode with a counter that begins at 1 and has its lowest byte first, unlike the usual one. */
function addKeyStream(content: Buffer, key: Buffer): Buffer {
  const blocks = Math.ceil(content.length / 16);
  const counters = Buffer.alloc(blocks * 16);
  for (let block = 0; block < blocks; block += 1) counters.writeUInt32LE(block + 1, block * 16);
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  const stream = Buffer.concat([cipher.update(counters), cipher.final()]);
  for (let at = 0; at < content.length; at += 1) stream[at] = (stream[at] ?? 0) ^ (content[at] ?? 0);
  return stream.subarray(0, content.length);
}
