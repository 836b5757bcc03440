import { join } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import type { EmbedderSpec } from '../shared/modelsContract.ts';
import type { LibrarySummary } from '../shared/schemas.ts';
import type { ModelFiles } from '../models/ModelFiles.ts';
import { Changes } from './Changes.ts';
import { heldNow, keepingNow } from './erase/mayErase.ts';
import { SearchIndex } from './index/SearchIndex.ts';
import { Ingest } from './ingest.ts';
import type { Audit } from './library/audit.ts';
import { BackupClock } from './library/BackupClock.ts';
import { Library } from './library/Library.ts';
import type { ModelsInUse } from './ModelsInUse.ts';
import type { OcrPool } from './OcrPool.ts';
import type { PolicyInForce } from './policy/PolicyInForce.ts';
import type { ReaderPool } from './ReaderPool.ts';
import { Running } from './Running.ts';
import type { Vault } from './vault/Vault.ts';

/** What all libraries of an engine share. */
export type SharedParts = { readonly profileFolder: string; readonly models: ModelsInUse; readonly modelFiles: ModelFiles; readonly readers: ReaderPool; readonly ocr?: OcrPool; readonly watch?: boolean; readonly policy: PolicyInForce };
export type OpenOptions = SharedParts & { readonly folder: string; readonly vault: Vault };

/** A window that opens a library wants to show it: looking through folders, which loads the store, waits until it has, ms. */
const restMs = 1_000;

/** One library with everything that works on it. */
export class OpenLibrary {
  /** As it was when opened, until a change of passphrase. */
  summary: LibrarySummary;
  readonly library: Library;
  readonly index: SearchIndex;
  readonly ingest: Ingest;
  readonly readers: ReaderPool;
  readonly ocr: OcrPool | null;
  readonly models: ModelsInUse;
  readonly modelFiles: ModelFiles;
  readonly policy: PolicyInForce;
  /** Secret from which prompts mark off what documents say. */
  readonly delimiterKey: Buffer;
  readonly audit: Audit;
  /** What is being done with it by request. */
  readonly running = new Running();
  /** Makes backups now and then; null where folders are not watched either. */
  readonly backups: BackupClock | null;
  /** Told after every change that shows in `status`. */
  readonly changes = new Changes();
  readonly #stopListening: readonly (() => void)[];
  readonly #auditKey: Buffer;

  private constructor({ vault, models, modelFiles, readers, ocr, policy, watch = false }: OpenOptions, library: Library, index: SearchIndex, ingest: Ingest, delimiterKey: Buffer) {
    this.summary = { ...vault.summary, open: true };
    this.library = library;
    this.index = index;
    this.ingest = ingest;
    this.readers = readers;
    this.ocr = ocr ?? null;
    this.models = models;
    this.modelFiles = modelFiles;
    this.policy = policy;
    this.delimiterKey = delimiterKey;
    this.#auditKey = vault.deriveKey('audit');
    this.audit = library.security.audit(this.#auditKey);
    this.backups = watch ? new BackupClock({
      library, isIdle: () => ingest.activity().phase === 'idle', onMade: ({ madeMs, sizeBytes }) => { this.audit.append('backed-up', { madeMs, bytes: sizeBytes }); },
    }) : null;
    const tell = (): void => { this.changes.tell(); };
    this.#stopListening = [ingest.onChange(tell), models.changes.listen(tell)];
  }

  /** Opens and goes on with the work left over. Errors: those of `Library.open`. The index opens with its first use; a damaged one is made anew and filled from the library. */
  static async open(options: OpenOptions): Promise<OpenLibrary> {
    const { folder, vault, modelFiles, models, readers, ocr, policy, profileFolder, watch = false } = options;
    const key = vault.deriveKey('sqlite');
    const library = await Library.open({ folder, key }).finally(() => key.fill(0));
    try {
      const index = SearchIndex.openLater({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
      // A command ends soon: work left over for the index begins at once, and the next command finds what it made.
      if (!watch) await index.whenOpen();
      chooseEmbedder(library, modelFiles);
      const ingest = new Ingest({
        library, index, readers, models: { client: models.client }, settings: library.settings, leaveOut: [profileFolder], watch, ...(watch ? { restMs } : {}), ...(ocr === undefined ? {} : { ocr }),
        embedder: () => embedderInUse(library, modelFiles), specOf: (id) => modelFiles.embedderSpec(id), keeping: () => keepingNow({ library, policy }), holding: () => heldNow({ library }),
      });
      const opened = new OpenLibrary(options, library, index, ingest, vault.deriveKey('delimiter'));
      await ingest.start();
      return opened;
    } catch (error) {
      await library.close();
      throw error;
    }
  }

  /** The embedder whose vectors are searched, where it is chosen and its files are here. */
  get embedder(): EmbedderSpec | null {
    return embedderInUse(this.library, this.modelFiles);
  }

  /** The vector of a question, of the embedder in use or another; null without one. */
  readonly embedQuery = async (text: string, signal: AbortSignal, spec = this.embedder): Promise<Float32Array | null> => spec === null ? null : (await this.embedTexts(spec, [text], 'query', signal))[0] ?? null;

  /** Embeds ahead of background work. The models process may die at any time: the second try has a new one. */
  async embedTexts(spec: EmbedderSpec, texts: readonly string[], kind: 'query' | 'passage', signal: AbortSignal): Promise<Float32Array[]> {
    try {
      return await this.models.embed(spec, texts, kind, { signal });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'helper-stopped') throw error;
      return await this.models.embed(spec, texts, kind, { signal });
    }
  }

  /** Ends what was asked for with `reason`, finishes the group in hand and closes. */
  async close(reason = new AppError('engine-stopped')): Promise<void> {
    await this.running.close(reason);
    await this.backups?.close();
    for (const stop of this.#stopListening) stop();
    await this.ingest.stop();
    await this.index.close();
    await this.library.close();
    for (const key of [this.delimiterKey, this.#auditKey]) key.fill(0);
  }
}

function embedderInUse(library: Library, modelFiles: ModelFiles): EmbedderSpec | null {
  const id = library.settings.get('embedder');
  return id === null ? null : modelFiles.embedderSpec(id);
}

/** A library without an embedder takes the usual one as soon as its files are here: without them documents need not wait for vectors. */
function chooseEmbedder(library: Library, modelFiles: ModelFiles): void {
  if (library.settings.get('embedder') !== null) return;
  const usual = modelFiles.defaultEmbedder();
  if (modelFiles.embedderSpec(usual) !== null) library.embedding.use(usual);
}
