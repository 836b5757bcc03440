import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isCancelled, toPlainError } from '../shared/AppError.ts';
import type { EmbedderSpec } from '../shared/modelsContract.ts';
import type { Activity, Folder, FolderWatching } from '../shared/schemas.ts';
import { Changes } from './Changes.ts';
import { Bell } from './ingest/Bell.ts';
import { delayedSignal } from './ingest/delayedSignal.ts';
import { Figures } from './ingest/Figures.ts';
import { Findable } from './ingest/Findable.ts';
import type { IngestOptions, IngestPhase } from './ingest/IngestOptions.ts';
import { dropVectors, Meaning } from './ingest/Meaning.ts';
import { ReadAgain } from './ingest/ReadAgain.ts';
import { Reading } from './ingest/Reading.ts';
import { Passwords } from './ingest/Passwords.ts';
import { Recognising } from './ingest/Recognising.ts';
import { recover } from './ingest/recover.ts';
import { Removals } from './ingest/Removals.ts';
import { Scanning } from './ingest/Scanning.ts';
import { Tidying } from './ingest/Tidying.ts';
import { Trouble } from './ingest/Trouble.ts';
import { Turns } from './ingest/Turns.ts';
import { isWithin } from './library/isWithin.ts';
import { absolutePath } from './scan/absolutePath.ts';
import { Store } from './store.ts';
import { Watching } from './watch/Watching.ts';

/** While reading goes on for longer than this, meaning search is built beside it. */
const readingAloneMs = 120_000;
/** How long after trouble with the disk work is tried again, at first and at most. */
const [firstRetryMs, lastRetryMs] = [5_000, 60_000];
/** How long what was removed can be had back. */
const defaultUndoMs = 30_000;
/** How long stopping waits for texts being embedded. */
const stopGraceMs = 2_000;

/**
 * Keeps the library in step with the folders: scan → read → chunk → store (searchable) → recognise pictures, embed. All of it goes on in the background
 * from `start` to `stop`, survives the process ending anywhere, and leaves every document in one of indexed, indexed-partly,
 * skipped, failed, or searchable where there is no embedder.
 */
export class Ingest {
  readonly #options: IngestOptions;
  readonly #changes = new Changes();
  readonly #bell = new Bell();
  readonly #turns = new Turns();
  readonly #watching: Watching | null;
  readonly #scanning: Scanning;
  /** Of protected documents, while the library is open. */
  readonly passwords = new Passwords();
  /** Reading again what ended without being read. */
  readonly readAgain: ReadAgain;
  /** Whether a search can miss something. */
  readonly findable: Findable;
  readonly #reading: Reading;
  readonly #recognising: Recognising;
  readonly #meaning: Meaning;
  readonly #tidying: Tidying;
  /** Taking folders and documents out of the library. */
  readonly removals: Removals;
  readonly #figures = new Figures();
  readonly #stopping = new AbortController();
  #store: Store | null = null;
  #isRecovered = false;
  #isPaused: boolean;
  readonly #trouble = new Trouble(() => { this.#changes.tell(); });
  #running: Promise<void> | null = null;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#isPaused = options.settings.get('paused');
    const { library, index, readers } = options;
    const shared = { library, index, bell: this.#bell, turns: this.#turns };
    const onPhase = (phase: IngestPhase): void => { options.onPhase?.(phase); };
    const onIdle = (): void => { this.#changes.tell(); };
    const leaveOut = options.leaveOut ?? [];
    this.#watching = options.watch !== true ? null : new Watching({ library, leaveOut, walk: (folderId, only) => { this.#scan(folderId, only); }, onChange: onIdle });
    this.#scanning = new Scanning({
      library, bell: this.#bell, leaveOut, keeping: options.keeping, holding: options.holding, watching: this.#watching,
      onFound: (documents) => { this.#found(documents); },
      onScanned: (folderId) => { this.#tidying.folderScanned(folderId); },
      onIdle,
    });
    this.#reading = new Reading({
      library, readers, bell: this.#bell, maxFileBytes: options.maxFileBytes ?? 2 * 1024 ** 3, passwords: this.passwords, isPaused: () => this.#isPaused,
      onReading: () => {
        onPhase('reading');
        this.#changes.tell();
      },
      onRead: ({ sizeBytes }) => { this.#figures.documentRead(sizeBytes); },
      onPages: (pages) => {
        this.#figures.read(pages);
        this.#changes.tell();
      },
      onIdle,
    });
    const hasLeave = (): boolean => !this.#isPaused && (this.#reading.isDry || this.#figures.busyMs > readingAloneMs);
    this.#recognising = new Recognising({
      library, bell: this.#bell, passwords: this.passwords, pool: options.ocr ?? null, hasLeave, onIdle, onRecognised: onIdle,
      onPutBack: (documents) => { this.#found(documents); },
    });
    this.readAgain = new ReadAgain({ library, readers, passwords: this.passwords, onPassword: () => { this.#recognising.wake(); }, onWaiting: (documents) => { this.#found(documents); }, until: (isSo, signal) => this.#until(isSo, signal) });
    this.findable = new Findable({ library, index, isRecovered: () => this.#isRecovered, until: (isSo, signal) => this.#until(isSo, signal) });
    this.#meaning = new Meaning({
      ...shared, client: options.models?.client ?? null, embedder: options.embedder, onPhase, onIdle,
      hasLeave, isOnTrial: () => options.settings.get('embedderOnTrial'),
      onEmbedded: (passages) => {
        this.#figures.embedded(passages);
        this.#tidying.wake();
        this.#changes.tell();
      },
    });
    this.removals = new Removals({
      library, undoMs: options.undoMs ?? defaultUndoMs,
      onGone: ({ folderId, whole }) => {
        if (whole) this.#scanning.drop(folderId);
        this.#reading.dropGone();
        this.#changes.tell();
      },
      onBack: ({ folderId, whole, path }) => {
        this.#reading.wake();
        this.#scan(folderId, whole ? undefined : [path]);
      },
      onDue: () => {
        this.#tidying.wake();
        this.#changes.tell();
      },
    });
    this.#tidying = new Tidying({ ...shared, removals: this.removals, onPhase, onIdle });
  }

  /** Takes up what was left over, and looks for what changed in the folders meanwhile. Returns at once. */
  async start(): Promise<void> {
    const { library, settings, embedder, specOf } = this.#options;
    const inUse = embedder();
    if (inUse !== null) {
      this.#setRotation(inUse);
      if (settings.get('embedder') !== inUse.id) library.embedding.use(inUse.id);
    }
    const nextId = settings.get('nextEmbedder');
    const next = nextId === null ? null : specOf?.(nextId) ?? null;
    if (next !== null) await this.#meaning.follow(next);
    for (const { id } of library.folders.list()) this.#scan(id);
    this.#running = sleep(this.#options.restMs ?? 0, undefined, { signal: this.#stopping.signal }).then(() => this.#run(), () => undefined);
  }

  /** Ends work in a state it can be taken up from: what was read whole is made searchable, what was embedded is kept. */
  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('engine-stopped'));
    await this.#running;
    this.#scanning.close();
    this.removals.close();
    this.#trouble.close();
    this.passwords.clear();
    this.#changes.tell();
  }

  /** Adds a folder, or one file, and returns at once; `ignore` as in `setIgnore`. A path taken out of a folder before comes back into it. Errors: folder-not-found, folder-overlaps. */
  async addFolder(path: string, ignore?: readonly string[]): Promise<Folder> {
    const { library } = this.#options;
    const absolute = absolutePath(path);
    await stat(absolute).catch((cause: unknown) => { throw new AppError('folder-not-found', { path: absolute }, { cause }); });
    const backIn = await this.removals.makeRoom(absolute);
    const around = backIn !== null ? library.folders.byId(backIn) : library.documents.include(absolute) ? library.folders.list().find((folder) => isWithin(absolute, folder.path)) : null;
    const folder = around ?? library.folders.add(absolute);
    if (ignore === undefined) this.#scan(folder.id);
    else this.setIgnore(folder.id, ignore);
    return folder;
  }

  /** Leaves out of a folder what these globs say, in the words of `.gitignore`, and walks it again. */
  setIgnore(folderId: number, ignore: readonly string[]): void {
    const { settings } = this.#options;
    settings.set('folderIgnore', { ...settings.get('folderIgnore'), [folderId]: [...ignore] });
    this.#scan(folderId);
  }

  /** How changes in a folder come to notice. */
  watching(folderId: number): FolderWatching {
    return this.#watching?.kindOf(folderId) ?? 'none';
  }

  /** Looks through a folder again; resolves when it has, while what was found is still to be read. Errors: folder-not-found. */
  async rescan(folderId: number): Promise<void> {
    this.#meaning.unblock();
    await this.#scanning.add(folderId);
  }

  /** The same, for nobody who waits for it: what keeps a folder from being looked through stands in `activity`. */
  lookAgain(folderId: number): void {
    this.#meaning.unblock();
    this.#scan(folderId);
  }

  /** Reads what waits at or beneath a path before all else; gives how many documents. */
  readFirst(path: string): number {
    return this.#reading.readFirst(absolutePath(path));
  }

  /** Holds reading and embedding where they are, over restarts too. */
  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
    this.#meaning.unblock();
  }

  /**
   * Builds the vectors of another embedder beside those in use; it takes over when it has them all, or `onTrial` when it is switched to once more.
   * The one in use gives up a change under way.
   */
  async switchEmbedder(spec: EmbedderSpec, { onTrial = false } = {}): Promise<void> {
    const { library, index, settings } = this.#options;
    const inUse = settings.get('embedder');
    const given = settings.get('nextEmbedder');
    await this.#meaning.follow(null);
    if (given !== null && given !== spec.id) await this.#turns.take(() => dropVectors(given, library, index));
    this.#setRotation(spec);
    settings.set('embedderOnTrial', onTrial && inUse !== null && inUse !== spec.id);
    if (inUse === null || inUse === spec.id) {
      if (inUse === null) library.embedding.use(spec.id);
      settings.set('nextEmbedder', null);
      this.#meaning.unblock();
    } else {
      settings.set('nextEmbedder', spec.id);
      await this.#meaning.follow(spec);
    }
    this.#changes.tell();
  }

  /**
   * Resolves when all that was found is searchable; for `indexed`, when nothing is left to do: vectors made where there is an embedder,
   * what was removed gone. Errors: cancelled, engine-stopped, and whatever holds up the work (disk-full, index-damaged, …).
   */
  async settled(kind: 'searchable' | 'indexed', signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#isSearchable && (kind === 'searchable' || this.#isOver), signal);
  }

  async #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    await new Promise<void>((done, reject) => {
      const look = (): void => {
        const error = signal.aborted ? new AppError('cancelled') : this.#trouble.now ?? (this.#stopping.signal.aborted ? new AppError('engine-stopped') : null);
        if (error === null && !isSo()) return;
        stopListening();
        signal.removeEventListener('abort', look);
        if (error === null) done();
        else reject(error);
      };
      const stopListening = this.#changes.listen(look);
      signal.addEventListener('abort', look, { once: true });
      look();
    });
  }

  /** What keeps an embedder from working until `resume`, a rescan or a change of embedder; null when nothing does. */
  embeddingBlockedBy(embedderId: string): AppError | null {
    return this.#meaning.blockedBy(embedderId);
  }

  /** Called after every change that shows in `activity` or in the library. */
  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  activity(): Activity {
    const { library, settings } = this.#options;
    const embedderId = this.#meaning.working ?? settings.get('nextEmbedder') ?? settings.get('embedder');
    const passagesTotal = library.passages.count();
    const passagesEmbedded = Math.round(library.vectorsShare(embedderId) * passagesTotal);
    return this.#figures.activity({ phase: this.#phase(), current: this.#reading.current, passagesTotal, passagesEmbedded, recognition: this.#recognising.progress, unread: library.documents.unreadWork(), trouble: this.#trouble.told });
  }

  get #isSearchable(): boolean {
    return this.#isRecovered && this.#scanning.isIdle && this.#reading.isIdle && (this.#store?.isEmpty ?? false);
  }

  get #isOver(): boolean {
    return this.#recognising.isIdle && this.#meaning.isIdle && this.#tidying.isIdle;
  }

  #phase(): Activity['phase'] {
    if (this.#isPaused) return 'paused';
    if (this.#recognising.isWorking && this.#reading.isDry) return 'recognising';
    if (!this.#reading.isIdle || !(this.#store?.isEmpty ?? true)) return 'reading';
    if (!this.#scanning.isIdle) return 'scanning';
    if (this.#meaning.working !== null) return 'meaning';
    return this.#tidying.isOptimizing || !this.#isRecovered ? 'optimizing' : 'idle';
  }

  #scan(folderId: number, only?: readonly string[]): void {
    // Whoever waits for the walk is told of its end; here nobody does.
    this.#scanning.add(folderId, only).catch(() => undefined);
    this.#changes.tell();
  }

  #found(documents: number): void {
    this.#figures.found(documents, this.#reading.isIdle && (this.#store?.isEmpty ?? true));
    this.#reading.wake();
    this.#changes.tell();
  }

  #setPaused(isPaused: boolean): void {
    this.#options.settings.set('paused', isPaused);
    this.#isPaused = isPaused;
    this.#bell.ring();
    this.#changes.tell();
  }

  #setRotation({ id, dimensions }: EmbedderSpec): void {
    const { library, index } = this.#options;
    index.setRotation(id, library.rotations.get(id, dimensions), dimensions);
  }

  /** Works until stopped. Trouble that may pass, such as a full disk, is waited out: nothing is lost, and the next try begins like a start. */
  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    for (let waitMs = firstRetryMs; !signal.aborted; waitMs = Math.min(waitMs * 2, lastRetryMs)) {
      try {
        await this.#work();
        waitMs = firstRetryMs;
      } catch (error) {
        if (signal.aborted || isCancelled(error)) continue;
        const code = this.#tellTrouble(error);
        // A damaged index is built anew when the library is next opened; until then what can be searched stays so.
        await sleep(code === 'index-damaged' || code === 'library-damaged' ? 2 ** 31 - 1 : waitMs, undefined, { signal, ref: false }).catch(() => undefined);
        this.#trouble.tryAgain();
      }
    }
  }

  #tellTrouble(error: unknown): AppError['code'] {
    if (!this.#stopping.signal.aborted && !isCancelled(error)) this.#trouble.begin(error);
    return toPlainError(error).code;
  }

  /** One life of everything that works at the same time; the first that fails ends the others. */
  async #work(): Promise<void> {
    const { library, index, limits, settings, onPhase } = this.#options;
    const isOver = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, isOver.signal]);
    const deadline = delayedSignal(signal, stopGraceMs);
    this.#isRecovered = false;
    library.revisions.discardAbandoned();
    library.documents.requeueOutdated();
    this.#figures.leftOver(library.documents.byState().waiting ?? 0);
    await this.#tidying.collectGarbage(signal);
    const embedders = [settings.get('embedder'), settings.get('nextEmbedder')].filter((id) => id !== null);
    await recover(embedders, { library, index, ...(onPhase === undefined ? {} : { onPhase }) }, signal);
    this.#isRecovered = true;
    this.#changes.tell();

    const store = new Store({
      library, index, turns: this.#turns, ...(limits === undefined ? {} : { limits }), ...(onPhase === undefined ? {} : { onPhase }),
      onStored: ({ documents }) => {
        this.#figures.ended(documents);
        for (const part of [this.#recognising, this.#meaning, this.#tidying]) part.wake();
        this.#changes.tell();
      },
      onWaiting: () => { this.#reading.wake(); },
    });
    this.#store = store;
    for (const part of [this.#meaning, this.#tidying]) part.wake();
    const parts = [
      this.#scanning.run(signal), this.#reading.run(store, signal), this.#recognising.run(signal), this.#meaning.run(signal, deadline.signal), this.#tidying.run(() => this.#isSearchable, signal),
      // Told as it happens: while the others wind down nothing must look as if it were done.
    ].map(async (part) => await part.catch((error: unknown) => { this.#tellTrouble(error); throw error; }));
    try {
      await Promise.race([store.failed, Promise.all(parts)]);
      await store.flush();
    } finally {
      isOver.abort();
      await Promise.allSettled(parts);
      deadline.release();
      store.close();
      this.#store = null;
    }
  }
}
