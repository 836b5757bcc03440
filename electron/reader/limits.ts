import { AppError } from '../shared/AppError.ts';

/** What one file may cost at most. Text counts in UTF-16 units. */
export type ReadLimits = {
  readonly maxTextUnits: number;
  readonly maxPages: number;
  /** What is left to the parts of the file being read; absent outside of parts. */
  readonly parts?: PartBudget;
};

export const defaultLimits: ReadLimits = { maxTextUnits: 100_000_000, maxPages: 50_000 };

/** Largest file read, bytes; archives are read whole and have their own; of a text without pages at most `maxTextBytes` are read. */
export const maxFileBytes = 2 * 1024 ** 3;
export const maxArchiveBytes = 256 * 1024 ** 2;
export const maxTextBytes = 128 * 1024 ** 2;
/** Most of a web page that is taken apart, UTF-16 units: its tree takes about twenty times as much memory. */
export const maxHtmlUnits = 32 * 1024 ** 2;

/** Attachments and archive members of one file: how deep one in the other, how many, and the bytes they unpack to, all levels taken together. */
export const partLimits = { depth: 5, parts: 10_000, unpackedBytes: 512 * 1024 ** 2 } as const;

/** Counts parts and unpacked bytes, shared by all levels of nesting. */
export class PartBudget {
  #parts: number = partLimits.parts;
  #bytes: number = partLimits.unpackedBytes;

  get bytesLeft(): number {
    return this.#bytes;
  }

  /** Errors: limit-exceeded once there were too many parts. */
  takePart(): void {
    this.#parts -= 1;
    if (this.#parts < 0) throw new AppError('limit-exceeded', { parts: partLimits.parts });
  }

  /** Errors: limit-exceeded. */
  takeBytes(count: number): void {
    this.#bytes -= count;
    if (this.#bytes < 0) throw new AppError('limit-exceeded', { unpacked: partLimits.unpackedBytes });
  }
}

/** Counts text against the limit; a document that goes over it is kept up to there and marked. */
export class TextBudget {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  /** True while there is room for `units` more, which then are taken. */
  take(units: number): boolean {
    this.#left -= units;
    return this.#left >= 0;
  }
}

/** Errors: cancelled. */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled');
}
