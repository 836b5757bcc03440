import { AppError } from '../../../shared/AppError.ts';
import { decodeCodePage } from '../../codePages.ts';
import type { BiffRecord } from './records.ts';

/** Reads numbers and texts of a record that may go on in others. Errors: file-damaged past the end. */
export class BiffText {
  readonly #parts: readonly Buffer[];
  #part = 0;
  #at: number;

  constructor({ data, more }: Pick<BiffRecord, 'data' | 'more'>, at = 0) {
    this.#parts = [data, ...more];
    this.#at = at;
  }

  get isAtEnd(): boolean {
    this.#settle();
    return this.#part >= this.#parts.length;
  }

  byte(): number {
    this.#settle();
    const value = this.#parts[this.#part]?.[this.#at];
    if (value === undefined) throw new AppError('file-damaged');
    this.#at += 1;
    return value;
  }

  u16(): number {
    return this.byte() | (this.byte() << 8);
  }

  u32(): number {
    return (this.u16() | (this.u16() << 16)) >>> 0;
  }

  skip(count: number): void {
    let left = count;
    while (left > 0) {
      this.#settle();
      const part = this.#parts[this.#part];
      if (part === undefined) throw new AppError('file-damaged');
      const step = Math.min(left, part.length - this.#at);
      this.#at += step;
      left -= step;
    }
  }

  /** `count` characters of a Unicode string whose flags were read: where a record ends between them, the next begins with its own width. */
  characters(count: number, wide: boolean): string {
    let text = '';
    let isWide = wide;
    for (let left = count; left > 0; ) {
      const part = this.#parts[this.#part];
      if (part === undefined) throw new AppError('file-damaged');
      const size = isWide ? 2 : 1;
      const take = Math.min(left, Math.floor((part.length - this.#at) / size));
      text += part.toString(isWide ? 'utf16le' : 'latin1', this.#at, this.#at + take * size);
      this.#at += take * size;
      left -= take;
      if (left === 0) break;
      this.#part += 1;
      this.#at = 1;
      isWide = ((this.#parts[this.#part]?.[0] ?? 0) & 1) === 1;
    }
    return text;
  }

  /** A string of BIFF8 with its length in two bytes (or one), flags, formatting runs and pronunciation. */
  unicode(lengthBytes: 1 | 2 = 2): string {
    const count = lengthBytes === 1 ? this.byte() : this.u16();
    const flags = this.byte();
    const runs = (flags & 8) === 0 ? 0 : this.u16();
    const extra = (flags & 4) === 0 ? 0 : this.u32();
    const text = this.characters(count, (flags & 1) === 1);
    if (runs > 0 || extra > 0) this.skip(runs * 4 + extra);
    return text;
  }

  /** A string of BIFF5 in the workbook's code page. */
  bytes(lengthBytes: 1 | 2, codePage: number): string {
    const count = lengthBytes === 1 ? this.byte() : this.u16();
    const part = this.#parts[this.#part] ?? Buffer.alloc(0);
    const text = decodeCodePage(part.subarray(this.#at, this.#at + count), codePage);
    this.skip(count);
    return text;
  }

  #settle(): void {
    while (this.#part < this.#parts.length && this.#at >= (this.#parts[this.#part]?.length ?? 0)) {
      this.#part += 1;
      this.#at = 0;
    }
  }
}
