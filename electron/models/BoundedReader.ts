import type { FileHandle } from 'node:fs/promises';

const usualWindowBytes = 1 << 20;

/** Thrown when a file ends, or a limit is reached, before what its header promises. */
export class HeaderProblem extends Error {}

/** Reads a file in order through one window, of 1 MB unless said otherwise; never beyond `limit` bytes. */
export class BoundedReader {
  readonly #file: FileHandle;
  readonly #end: number;
  readonly #windowBytes: number;
  #window = Buffer.alloc(0);
  #windowStart = 0;
  #at = 0;

  constructor(file: FileHandle, { size, limit, windowBytes = usualWindowBytes }: { readonly size: number; readonly limit: number; readonly windowBytes?: number }) {
    this.#file = file;
    this.#windowBytes = windowBytes;
    this.#end = Math.min(size, limit);
  }

  get position(): number {
    return this.#windowStart + this.#at;
  }

  /** Bytes left before the end of the file or the limit. */
  get left(): number {
    return this.#end - this.position;
  }

  /** True when `bytes` more are in the window: `take` then needs no waiting. */
  has(bytes: number): boolean {
    return this.#at + bytes <= this.#window.length;
  }

  /** Makes `bytes` ready for `take`, at most a window. */
  async need(bytes: number): Promise<void> {
    if (this.has(bytes)) return;
    if (bytes > this.left) throw new HeaderProblem('it ends before its header does');
    const start = this.position;
    const window = Buffer.alloc(Math.min(this.#windowBytes, this.#end - start));
    const { bytesRead } = await this.#file.read(window, 0, window.length, start);
    this.#window = window.subarray(0, bytesRead);
    this.#windowStart = start;
    this.#at = 0;
    if (bytesRead < bytes) throw new HeaderProblem('it ends before its header does');
  }

  /** The next bytes, valid until the next `need`. Call only after `need` or `has`. */
  take(bytes: number): Buffer {
    const taken = this.#window.subarray(this.#at, this.#at + bytes);
    this.#at += bytes;
    return taken;
  }

  /** Passes over any number of bytes without reading them. */
  skip(bytes: number): void {
    if (bytes > this.left) throw new HeaderProblem('it ends before its header does');
    if (this.has(bytes)) {
      this.#at += bytes;
      return;
    }
    this.#windowStart = this.position + bytes;
    this.#window = Buffer.alloc(0);
    this.#at = 0;
  }

  async uint32(): Promise<number> {
    await this.need(4);
    return this.take(4).readUInt32LE();
  }

  /** A count or offset of 64 bits; refused above 2^53. */
  async size(): Promise<number> {
    await this.need(8);
    const value = this.take(8).readBigUInt64LE();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new HeaderProblem(`a count of ${value} is absurd`);
    return Number(value);
  }
}
