import { AppError } from '../../shared/AppError.ts';
import { archiveLimits } from '../unzip.ts';
import type { Member } from './readMembers.ts';

const blockBytes = 512;

/** Whether bytes begin as a tar archive does: with a header whose sum is right. */
export function isTar(bytes: Buffer): boolean {
  return bytes.length >= blockBytes && bytes.toString('latin1', 257, 262) === 'ustar' && sumIsRight(bytes.subarray(0, blockBytes));
}

/**
 * The files in a tar archive; of twins the last one, as unpacking would leave it. Links, folders and devices are left out. What breaks off or goes on as
 * something else ends there, and `isWhole` is false. Long names in the ways of GNU and of pax. Errors: file-damaged, limit-exceeded.
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html
 */
export function untar(bytes: Buffer): { readonly members: readonly Member[]; readonly isWhole: boolean } {
  if (!isTar(bytes)) throw new AppError('file-damaged');
  const members = new Map<string, Buffer>();
  let [longName, longSize]: [string | null, number | null] = [null, null];
  for (let at = 0; ;) {
    const header = bytes.subarray(at, at + blockBytes);
    // Two blank blocks end an archive, or one where the second was cut off; some programs leave out both.
    if (header.length === 0 || header.every((byte) => byte === 0)) return { members: listed(members), isWhole: true };
    if (header.length < blockBytes || !sumIsRight(header)) return { members: listed(members), isWhole: false };
    const size = longSize ?? numberIn(header.subarray(124, 136));
    const content = bytes.subarray(at + blockBytes, at + blockBytes + size);
    if (content.length < size) return { members: listed(members), isWhole: false };
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = textIn(content);
    else if (type === 'x') [longName, longSize] = [paxField(content, 'path') ?? longName, sizeField(content) ?? longSize];
    else if (type !== 'g' && type !== 'K') {
      if (type === '0' || type === '\0' || type === '7') members.set(longName ?? nameIn(header), content);
      [longName, longSize] = [null, null];
    }
    if (members.size > archiveLimits.entries) throw new AppError('limit-exceeded', { entries: members.size });
    at += blockBytes + Math.ceil(size / blockBytes) * blockBytes;
  }
}

function listed(members: ReadonlyMap<string, Buffer>): Member[] {
  return [...members].map(([name, content]) => ({ name, bytes: () => content }));
}

/** The sum of the header's bytes, its own field taken for blanks. */
function sumIsRight(header: Buffer): boolean {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 0x20 : byte;
  return sum === numberIn(header.subarray(148, 156));
}

/** Octal digits; for large ones the bytes themselves behind a first bit. */
function numberIn(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) !== 0) return Number(field.readBigUInt64BE(field.length - 8));
  const digits = /^[\s\0]*([0-7]+)/.exec(field.toString('latin1'))?.[1];
  return digits === undefined ? 0 : Number.parseInt(digits, 8);
}

function nameIn(header: Buffer): string {
  const [name, folder] = [textIn(header.subarray(0, 100)), textIn(header.subarray(345, 500))];
  // GNU keeps times where the standard has the folder.
  return folder === '' || header.toString('latin1', 257, 265) === 'ustar  \0' ? name : `${folder}/${name}`;
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

/** A field of records `length key=value\n`. */
function paxField(content: Buffer, key: string): string | null {
  for (let at = 0; at < content.length;) {
    const length = Number.parseInt(content.toString('latin1', at, at + 20), 10);
    if (!(length > 0)) return null;
    const record = content.toString('utf8', at, at + length - 1).replace(/^\d+ /, '');
    if (record.startsWith(`${key}=`)) return record.slice(key.length + 1);
    at += length;
  }
  return null;
}

function sizeField(content: Buffer): number | null {
  const text = paxField(content, 'size');
  return text === null || !/^\d+$/.test(text) ? null : Number(text);
}
