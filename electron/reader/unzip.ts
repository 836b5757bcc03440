import { inflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { AppError } from '../shared/AppError.ts';
import type { PartBudget } from './limits.ts';
import { aesLock, unlockEntry, type ZipLock } from './zipCipher.ts';

/** Limits of an archive: entries, inflated bytes of one entry and of all, and growth where an entry inflates to more than 10 MB. */
export const archiveLimits = { entries: 10_000, entryBytes: 200 * 1024 ** 2, totalBytes: 1024 ** 3, ratio: 200, ratioFromBytes: 10 * 1024 ** 2 } as const;

export type ZipEntry = { readonly name: string; readonly method: number; readonly encrypted: boolean; /** Set for what is locked in a way that a password opens. */ readonly lock: ZipLock | null; readonly packedBytes: number; readonly unpackedBytes: number; readonly headerAt: number };

/** Stands for the method where AES locks the entry; the real one is in an extra field. */
const aesMethod = 99;
const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/** A zip archive in memory: entries are inflated on request, each within its limit, whatever its header claims. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly #bytes: Buffer;
  readonly #byName: ReadonlyMap<string, ZipEntry>;
  readonly #budget: PartBudget | null;
  readonly #password: string | null;
  #inflated = 0;

  /** `budget`: what archives one in the other may unpack to together. Errors: file-damaged, limit-exceeded. */
  constructor(bytes: Buffer, budget: PartBudget | null = null, password: string | null = null) {
    this.#password = password;
    this.#bytes = bytes;
    this.#budget = budget;
    this.entries = guarded(() => readDirectory(bytes));
    // Of twins the last one counts, as for every reader that goes by the central directory.
    this.#byName = new Map(this.entries.map((entry) => [entry.name, entry]));
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The content of an entry, or null when there is none of that name. Errors: file-damaged, limit-exceeded, password-needed. */
  read(name: string): Buffer | null {
    const entry = this.#byName.get(name);
    if (entry === undefined) return null;
    if (entry.encrypted && (entry.lock === null || this.#password === null)) throw new AppError('password-needed');
    const most = Math.min(archiveLimits.entryBytes, archiveLimits.totalBytes - this.#inflated, this.#budget?.bytesLeft ?? Infinity, Math.max(archiveLimits.ratioFromBytes, entry.packedBytes * archiveLimits.ratio));
    if (entry.unpackedBytes > most) throw new AppError('limit-exceeded', { entry: name });
    const stored = guarded(() => this.#packed(entry));
    const packed = entry.lock === null ? stored : unlockEntry(stored, entry.lock, this.#password);
    const content = entry.method === 0 ? packed : inflate(packed, most, name);
    this.#inflated += content.length;
    this.#budget?.takeBytes(content.length);
    return content;
  }

  #packed(entry: ZipEntry): Buffer {
    if (this.#bytes.readUInt32LE(entry.headerAt) !== localMark) throw new AppError('file-damaged');
    const start = entry.headerAt + 30 + this.#bytes.readUInt16LE(entry.headerAt + 26) + this.#bytes.readUInt16LE(entry.headerAt + 28);
    if (start + entry.packedBytes > this.#bytes.length) throw new AppError('file-damaged');
    return this.#bytes.subarray(start, start + entry.packedBytes);
  }
}

function inflate(packed: Buffer, most: number, name: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(tooLarge ? 'limit-exceeded' : 'file-damaged', { entry: name }, { cause: error });
  }
}

function readDirectory(bytes: Buffer): ZipEntry[] {
  const end = endOf(bytes);
  let count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) {
    const end64 = Number(bytes.readBigUInt64LE(end - 20 + 8));
    if (bytes.readUInt32LE(end64) !== end64Mark) throw new AppError('file-damaged');
    count = Number(bytes.readBigUInt64LE(end64 + 32));
    at = Number(bytes.readBigUInt64LE(end64 + 48));
  }
  if (count > archiveLimits.entries) throw new AppError('limit-exceeded', { entries: count });
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new AppError('file-damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const aes = method === aesMethod ? aesLock(extra) : null;
    // The byte that shows the right password is the highest of the checksum, or of the time where the checksum comes behind.
    const old: ZipLock = { kind: 'old', check: bytes[(flags & 8) === 0 ? at + 19 : at + 13] ?? 0 };
    const lock = (flags & 1) === 0 || (flags & 0x40) !== 0 || (method === aesMethod && aes === null) ? null : aes === null ? old : { kind: 'aes' as const, strength: aes.strength };
    entries.push(withZip64(extra, {
      name: entryName(bytes.subarray(at + 46, at + 46 + nameLength)), method: aes?.method ?? method, encrypted: (flags & 1) === 1, lock,
      packedBytes: bytes.readUInt32LE(at + 20), unpackedBytes: bytes.readUInt32LE(at + 24), headerAt: bytes.readUInt32LE(at + 42),
    }));
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Names are UTF-8, whether marked so or not, or else in the characters of DOS, as the format was begun. */
function entryName(bytes: Buffer): string {
  const name = bytes.toString('utf8');
  return (name.includes('\ufffd') ? iconv.decode(bytes, 'cp437') : name).replaceAll('\\', '/');
}

/** Sizes and places that do not fit 32 bits stand in an extra field, in this order, each only where its own field is full. */
function withZip64(extra: Buffer, entry: ZipEntry): ZipEntry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    const next = (value: number) => {
      if (value !== 0xffffffff) return value;
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    };
    const unpackedBytes = next(entry.unpackedBytes);
    const packedBytes = next(entry.packedBytes);
    return { ...entry, unpackedBytes, packedBytes, headerAt: next(entry.headerAt) };
  }
  return entry;
}

function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at -= 1) if (bytes.readUInt32LE(at) === endMark) return at;
  throw new AppError('file-damaged');
}

/** Reading past the end of the bytes means that the archive is cut off or lies. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('file-damaged', {}, { cause: error });
  }
}
