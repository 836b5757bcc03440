import type { EmbedderSpec } from '../../shared/modelsContract.ts';
import type { EmbedderClient, EmbedPhase } from '../embed.ts';
import type { SearchIndex } from '../index/SearchIndex.ts';
import type { IsHeld, IsKept } from '../library/folderScans.ts';
import type { Library } from '../library/Library.ts';
import type { Settings } from '../library/settings.ts';
import type { OcrPool } from '../OcrPool.ts';
import type { ReaderPool } from '../ReaderPool.ts';
import type { GroupLimits, StorePhase } from '../store.ts';
import type { TidyPhase } from './Tidying.ts';

/** The steps of the write path an observer is told of as they begin or, for those named in the past, have just ended. */
export type IngestPhase = 'reading' | StorePhase | EmbedPhase | TidyPhase | 'rebuilding';

export type IngestOptions = {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly readers: ReaderPool;
  /** Recognises text in pictures; without it documents of pictures stay searchable by name. */
  readonly ocr?: Pick<OcrPool, 'size' | 'recognise'>;
  /** The models process; null without one: documents then stay searchable by words. */
  readonly models: { readonly client: EmbedderClient } | null;
  /** The embedder whose vectors are searched; null where none is chosen or its files are missing. */
  readonly embedder: () => EmbedderSpec | null;
  readonly settings: Settings;
  /** An embedder by its id, to go on building one after a restart; null where its files are missing. */
  readonly specOf?: (embedderId: string) => EmbedderSpec | null;
  /** Absolute paths never indexed: the profile itself. */
  readonly leaveOut?: readonly string[];
  /** Which documents may not leave the library although their file is gone, as of now. Default: none. */
  readonly keeping?: (() => IsKept) | undefined;
  /** Which files are under a legal hold: what was read of them stays although they change. Default: none. */
  readonly holding?: (() => IsHeld) | undefined;
  /** Whether folders are watched: what changes in them is then indexed without anybody asking. Default false. */
  readonly watch?: boolean;
  /** So long what was removed can be taken back, ms. Default 30,000. */
  readonly undoMs?: number;
  /** Work begins so long after `start`, for whoever opened the library to be answered first, ms. Default 0. */
  readonly restMs?: number;
  /** Larger files are skipped. Default 2 GB. */
  readonly maxFileBytes?: number;
  readonly limits?: GroupLimits;
  /**
   * Told of every step, in the middle of the work: for tests that end the process there. It must not throw and must not touch the
   * library.
   */
  readonly onPhase?: (phase: IngestPhase) => void;
};
