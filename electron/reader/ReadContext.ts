import type { ReadEvent } from '../shared/readerContract.ts';
import type { Input } from './Input.ts';
import type { ReadLimits } from './limits.ts';
import type { ZipArchive } from './unzip.ts';

/** What every format's reader is given beside its input. */
export type ReadContext = {
  readonly limits: ReadLimits;
  readonly signal: AbortSignal;
  /** To open what is locked; null where none was given. */
  readonly password: string | null;
  /** How many documents lie around this one: 0 for a file, 1 for its attachment. */
  readonly depth: number;
  /** Which part this is: the how many-th part of what is around it, from 1, outermost first; empty for a file. */
  readonly place: readonly number[];
  /** Set where one part alone is wanted, by its place: what does not lead there is passed over. */
  readonly only?: readonly number[];
  /** Reads a part (attachment, archive member) as any file of that name would be read. Ends with exactly one `outcome`. */
  readonly readPart: (part: Input, context: ReadContext) => AsyncIterable<ReadEvent>;
};

/** Reads one format. Ends with one `outcome` or an error. */
export type FormatReader = (input: Input, context: ReadContext) => AsyncIterable<ReadEvent> | Iterable<ReadEvent>;

/** Reads one format that is a zip archive; `path` is the archive's. */
export type ArchiveReader = (archive: ZipArchive, path: string, context: ReadContext) => AsyncIterable<ReadEvent> | Iterable<ReadEvent>;
