import { AppError } from '../shared/AppError.ts';

/**
 * An OLE compound file (MS-CFB): the container of the Office formats of before 2007, of Outlook messages and of encrypted Office files.
 * A path joins storages and stream by `/`: `ObjectPool/_1/Contents`.
 */
export type Compound = {
  /** Paths of all streams, storages before what they hold, in the order of the tree. */
  readonly streams: readonly string[];
  /** The bytes of a stream, or null where there is none of that path (letter case counts for nothing). Errors: file-damaged. */
  read(path: string): Buffer | null;
};

type Entry = { readonly path: string; readonly start: number; readonly sizeBytes: number };

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Sector numbers from here on are marks (end of chain, free, sector of the table itself). */
const firstMark = 0xfffffffa;
const headSectors = 109;
const miniCutoffBytes = 4_096;
const miniSectorBytes = 64;
const entryBytes = 128;
const kind = { storage: 1, stream: 2, root: 5 } as const;
const none = 0xffffffff;

/** Errors: file-damaged. No chain is followed twice and none is longer than the file. */
export function openCompound(bytes: Buffer): Compound {
  if (bytes.length < 512 || !bytes.subarray(0, 8).equals(signature)) throw new AppError('file-damaged');
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw new AppError('file-damaged', { sectorShift: shift });
  const file = new Sectors(bytes, 1 << shift);
  const directory = file.chain(bytes.readUInt32LE(48));
  const { root, entries } = readTree(directory, shift === 9);
  const byPath = new Map(entries.map((entry) => [entry.path.toLowerCase(), entry]));
  let mini: MiniSectors | null = null;
  return {
    streams: entries.map(({ path }) => path),
    read(path) {
      const entry = byPath.get(path.toLowerCase());
      if (entry === undefined) return null;
      if (entry.sizeBytes >= miniCutoffBytes) return file.chain(entry.start, entry.sizeBytes);
      mini ??= new MiniSectors(root === null ? Buffer.alloc(0) : file.chain(root.start, root.sizeBytes), file.chain(bytes.readUInt32LE(60)));
      return mini.chain(entry.start, entry.sizeBytes);
    },
  };
}

/** The sectors of the file and the table that says which one follows which. */
class Sectors {
  readonly #bytes: Buffer;
  readonly #size: number;
  readonly #table: Buffer;

  constructor(bytes: Buffer, size: number) {
    this.#bytes = bytes;
    this.#size = size;
    this.#table = this.#readTable();
  }

  /** The content of a chain of sectors, up to `sizeBytes` where that is known. */
  chain(start: number, sizeBytes?: number): Buffer {
    const most = Math.ceil(this.#bytes.length / this.#size);
    const wanted = sizeBytes === undefined ? Infinity : Math.ceil(sizeBytes / this.#size);
    const parts: Buffer[] = [];
    for (let sector = start; sector < firstMark && parts.length < wanted; sector = this.#next(sector)) {
      // More sectors than the file has: the chain runs in a circle.
      if (parts.length >= most) throw new AppError('file-damaged', { sector });
      parts.push(this.#sector(sector));
    }
    return exact(Buffer.concat(parts), sizeBytes);
  }

  #sector(number: number): Buffer {
    const at = (number + 1) * this.#size;
    if (at >= this.#bytes.length) throw new AppError('file-damaged', { sector: number });
    return this.#bytes.subarray(at, at + this.#size);
  }

  #next(sector: number): number {
    if (sector * 4 + 4 > this.#table.length) throw new AppError('file-damaged', { sector });
    return this.#table.readUInt32LE(sector * 4);
  }

  /** Where the parts of the table lie stands in the header and, beyond 109 of them, in a list of sectors of its own. */
  #readTable(): Buffer {
    const most = Math.ceil(this.#bytes.length / this.#size);
    const parts: Buffer[] = [];
    const add = (from: Buffer, count: number) => {
      for (let index = 0; index < count; index += 1) {
        const sector = from.readUInt32LE(index * 4);
        if (sector < firstMark && parts.length < most) parts.push(this.#sector(sector));
      }
    };
    add(this.#bytes.subarray(76), headSectors);
    let list = this.#bytes.readUInt32LE(68);
    for (let seen = 0; list < firstMark && seen < most; seen += 1) {
      const sector = this.#sector(list);
      if (sector.length < this.#size) throw new AppError('file-damaged', { sector: list });
      add(sector, this.#size / 4 - 1);
      list = sector.readUInt32LE(this.#size - 4);
    }
    return Buffer.concat(parts);
  }
}

/** Small streams lie in 64-byte pieces inside one large stream. */
class MiniSectors {
  readonly #content: Buffer;
  readonly #table: Buffer;

  constructor(content: Buffer, table: Buffer) {
    this.#content = content;
    this.#table = table;
  }

  chain(start: number, sizeBytes: number): Buffer {
    const wanted = Math.ceil(sizeBytes / miniSectorBytes);
    const parts: Buffer[] = [];
    for (let sector = start; sector < firstMark && parts.length < wanted; sector = this.#table.readUInt32LE(sector * 4)) {
      const at = sector * miniSectorBytes;
      if (at >= this.#content.length || sector * 4 + 4 > this.#table.length) throw new AppError('file-damaged', { sector });
      parts.push(this.#content.subarray(at, at + miniSectorBytes));
    }
    return exact(Buffer.concat(parts), sizeBytes);
  }
}

function exact(content: Buffer, sizeBytes: number | undefined): Buffer {
  if (sizeBytes === undefined) return content;
  if (content.length < sizeBytes) throw new AppError('file-damaged', { bytes: content.length });
  return content.subarray(0, sizeBytes);
}

/** The storages form a tree, the members of each a binary tree of siblings: both are walked once over, whatever the links say. */
function readTree(directory: Buffer, sizesIn32Bits: boolean): { root: Entry | null; entries: Entry[] } {
  const entries: Entry[] = [];
  let root: Entry | null = null;
  const seen = new Set<number>();
  const waiting: { readonly id: number; readonly above: string }[] = [{ id: 0, above: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const at = next.id * entryBytes;
    if (next.id === none || seen.has(next.id) || at + entryBytes > directory.length) continue;
    seen.add(next.id);
    const raw = directory.subarray(at, at + entryBytes);
    const name = raw.toString('utf16le', 0, Math.max(0, Math.min(64, raw.readUInt16LE(64)) - 2));
    const path = next.above === '' ? name : `${next.above}/${name}`;
    const entry = { path, start: raw.readUInt32LE(116), sizeBytes: sizesIn32Bits ? raw.readUInt32LE(120) : Number(raw.readBigUInt64LE(120)) };
    const type = raw[66];
    if (type === kind.root) root = entry;
    if (type === kind.stream) entries.push(entry);
    // A chain of storages this deep is a bomb: paths would grow with the square of their number.
    const below = type === kind.root ? '' : path;
    if (type !== kind.root) waiting.push({ id: raw.readUInt32LE(72), above: next.above }, { id: raw.readUInt32LE(68), above: next.above });
    if (type !== kind.stream && below.length < 2_048) waiting.push({ id: raw.readUInt32LE(76), above: below });
  }
  return { root, entries };
}
