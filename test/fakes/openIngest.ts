import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { Ingest } from '../../electron/engine/ingest.ts';
import type { IngestOptions } from '../../electron/engine/ingest/IngestOptions.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { ReaderPool } from '../../electron/engine/ReaderPool.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { readerContract } from '../../electron/shared/readerContract.ts';
import { blindOcr } from './ocr.ts';
import { FakeEmbedder, fakeSpec, type EmbedderClient } from './embedder.ts';

export const realReader = new URL('../../electron/reader/main.ts', import.meta.url);
export const fakeReader = new URL('./reader.ts', import.meta.url);

export type OpenIngestOptions = Pick<IngestOptions, 'onPhase' | 'limits' | 'maxFileBytes' | 'leaveOut' | 'undoMs'> & {
  /** Holds the library and its index. */
  readonly folder: string;
  /** The reader's program. Default: the real one. */
  readonly reader?: URL;
  readonly readers?: number;
  readonly silenceMs?: number;
  /** Default: one that finds no text in any picture; null for none. */
  readonly ocr?: IngestOptions['ocr'] | null;
  /** Default: a `FakeEmbedder`; null for none. */
  readonly client?: EmbedderClient | null;
  readonly spec?: EmbedderSpec;
  /** Keys by purpose. Default: `testKey`. */
  readonly keyOf?: (purpose: 'sqlite' | 'terms') => Buffer;
  /** False leaves starting to the caller. Default true. */
  readonly start?: boolean;
};

export type OpenedIngest = {
  readonly library: Library; readonly index: SearchIndex; readonly ingest: Ingest; readonly readers: ReaderPool;
  /** Waits until nothing is left to do. */
  settle(kind?: 'searchable' | 'indexed'): Promise<void>;
  close(): Promise<void>;
};

/** The keys of every test library. */
export const testKey = (purpose: string): Buffer => createHash('sha256').update(`test ${purpose}`).digest();

/** The write path as the engine composes it, without vault, profile and models process: the keys are always the same unless others are given. */
export async function openIngest({ folder, reader = realReader, readers: size = 2, silenceMs, ocr = blindOcr, client = new FakeEmbedder().client, spec = fakeSpec(), keyOf = testKey, start = true, ...rest }: OpenIngestOptions): Promise<OpenedIngest> {
  mkdirSync(folder, { recursive: true });
  const library = await Library.open({ folder, key: keyOf('sqlite') });
  const index = await openIndex(join(folder, 'index'), keyOf('terms')).catch(async (error: unknown) => {
    await library.close();
    throw error;
  });
  const readers = new ReaderPool({
    create: () => new HelperProcess({ contract: readerContract, entry: reader, name: 'reader', memoryLimitBytes: 1.5e9 }),
    size, ...(silenceMs === undefined ? {} : { silenceMs }),
  });
  const specs = new Map([[spec.id, spec]]);
  const specOf = (id: string): EmbedderSpec | null => specs.get(id) ?? (id.startsWith('fake-') ? fakeSpec(id) : null);
  if (client !== null && library.settings.get('embedder') === null) library.embedding.use(spec.id);
  const ingest = new Ingest({
    library, index, readers, models: client === null ? null : { client }, settings: library.settings, specOf,
    embedder: () => {
      const id = library.settings.get('embedder');
      return client === null || id === null ? null : specOf(id);
    },
    ...(ocr === null ? {} : { ocr }), ...rest,
  });
  if (start) await ingest.start();
  return {
    library, index, ingest, readers,
    settle: (kind = 'indexed') => ingest.settled(kind, AbortSignal.timeout(120_000)),
    async close() {
      await ingest.stop();
      await readers.close();
      await index.close();
      await library.close();
    },
  };
}

async function openIndex(folder: string, termKey: Buffer): Promise<SearchIndex> {
  const open = (): Promise<SearchIndex> => SearchIndex.open({ folder, termKey });
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'index-damaged') throw error;
    await SearchIndex.remove(folder);
    return await open();
  }
}
