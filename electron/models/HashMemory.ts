import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { AppError } from '../shared/AppError.ts';

const Memory = z.record(z.string(), z.object({ seen: z.string(), sha256: z.string(), readMs: z.number() }));
const weekMs = 7 * 24 * 3_600_000;
const chunkBytes = 1 << 20;

/** Hashes of files, remembered by path, size, time and inode, so that gigabytes are read once a week and not at every start. */
export class HashMemory {
  readonly #file: string;
  readonly #known: z.infer<typeof Memory>;

  /** `file`: where it is kept. An unreadable one only costs reading again. */
  constructor(file: string) {
    this.#file = file;
    this.#known = readMemory(file);
  }

  /** The remembered hash, however old, if the file looks as it did; null otherwise. */
  recall(path: string): string | null {
    const known = this.#known[path];
    return known !== undefined && known.seen === lookOf(path) ? known.sha256 : null;
  }

  /** The hash, read anew when it is not remembered, is older than a week, or `fresh` asks for it. */
  async hash(path: string, { signal, fresh = false }: { readonly signal?: AbortSignal; readonly fresh?: boolean } = {}): Promise<string> {
    const known = this.#known[path];
    if (!fresh && known !== undefined && Date.now() - known.readMs < weekMs && known.seen === lookOf(path)) return known.sha256;
    const seen = lookOf(path);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      if (signal?.aborted === true) throw new AppError('cancelled');
      hash.update(chunk as Buffer);
    }
    return this.#keep(path, seen, hash.digest('hex'));
  }

  /** As `hash`, at once; for small files only. */
  hashNow(path: string): string {
    const known = this.recall(path);
    if (known !== null) return known;
    const seen = lookOf(path);
    const hash = createHash('sha256');
    const file = openSync(path, 'r');
    try {
      const chunk = Buffer.alloc(chunkBytes);
      for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
    } finally {
      closeSync(file);
    }
    return this.#keep(path, seen, hash.digest('hex'));
  }

  /** Notes a hash that was computed while the file was written. */
  learn(path: string, sha256: string): void {
    this.#keep(path, lookOf(path), sha256);
  }

  #keep(path: string, seen: string, sha256: string): string {
    this.#known[path] = { seen, sha256, readMs: Date.now() };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#known), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
    return sha256;
  }
}

function lookOf(path: string): string {
  const { size, mtimeMs, ino } = statSync(path);
  return `${size} ${mtimeMs} ${ino}`;
}

function readMemory(file: string): z.infer<typeof Memory> {
  try {
    const parsed = Memory.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
