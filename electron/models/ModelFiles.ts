import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import type { ChatSpec, CrossEncoderSpec, EmbedderSpec } from '../shared/modelsContract.ts';
import type { ModelInfo } from '../shared/schemas.ts';
import { findByHash, findByName, listCatalogue, type CatalogueEntry, type CatalogueFile } from './catalogue.ts';
import { copyModelFile, sniffModelFile, type Copied } from './copyModelFile.ts';
import { describeImported, listImported, rememberImported, type ImportedModel } from './importedModels.ts';
import { HashMemory } from './HashMemory.ts';
import { ModelFolder, sizeOf } from './ModelFolder.ts';
import { validateGguf } from './validateGguf.ts';

/** `writable` takes imports; `readOnly` folders are looked at before it, in order. */
export type ModelFolders = { readonly writable: string; readonly readOnly: readonly string[] };
/** Which models may be used, by the SHA-256 of their file, and the error for one that may not. */
export type ModelRules = { readonly allows: (sha256: string | null) => boolean; readonly refusal: () => AppError };
export type ImportProgress = { readonly done: number; readonly total: number; readonly model: ModelInfo | null };

/** Where a file is and whether its bytes are right; `unread`: too large to hash in passing, `list` will. */
type Found = { readonly state: 'right' | 'wrong' | 'unread'; readonly path: string } | { readonly state: 'missing' };

const notAllowed = 'The policy of this machine does not allow it.';
/** Files up to this size are hashed the first time they are needed; larger ones only where it may take time. */
const hashNowBytes = 256e6;
/** Longer contexts cost memory that answers from a few passages do not need. */
const usualContextTokens = 8_192;
const starterContextTokens = 4_096;
const defaultEmbedderId = 'bge-small-en-v1.5-q8';
const defaultChatId = 'smollm2-135m-instruct-q4_1';

/** The model files of this machine: what is here, whether its bytes are right, and what is needed to load it. */
export class ModelFiles {
  /** Where files are looked for, in this order. */
  readonly folders: readonly string[];
  readonly #folders: readonly ModelFolder[];
  readonly #writable: string;
  readonly #memory: HashMemory;
  readonly #catalogue: readonly CatalogueEntry[];
  readonly #rules: ModelRules | null;

  /** `catalogue` is given by tests only. */
  constructor({ folders, catalogue = listCatalogue(), rules = null }: { readonly folders: ModelFolders; readonly catalogue?: readonly CatalogueEntry[]; readonly rules?: ModelRules | null }) {
    this.#rules = rules;
    this.#catalogue = catalogue;
    this.#writable = folders.writable;
    this.folders = [...folders.readOnly, folders.writable];
    this.#folders = this.folders.map((path) => new ModelFolder(path));
    this.#memory = new HashMemory(join(folders.writable, 'verified.json'));
  }

  defaultEmbedder(): string {
    return defaultEmbedderId;
  }

  defaultChat(): string {
    return defaultChatId;
  }

  /** All models that can be used, here or not, imported ones last. Hashes what was not hashed before. `inUse` is for the caller to say. */
  async list(): Promise<ModelInfo[]> {
    const models: ModelInfo[] = [];
    for (const entry of this.#usable) models.push(await this.#describe(entry));
    for (const model of listImported(this.#writable)) models.push(await this.#describeImported(model));
    return models;
  }

  /** Hashes every file of every model that has one here, anew. Errors: `cancelled`. */
  async *verify(signal: AbortSignal): AsyncGenerator<ModelInfo, void, void> {
    const read = { fresh: true, signal };
    for (const entry of this.#usable) {
      const model = await this.#describe(entry, read);
      if (model.state !== 'missing') yield model;
    }
    for (const model of listImported(this.#writable)) yield await this.#describeImported(model, read);
  }

  /**
   * Copies a model file into the model folder after checking its header, hashing what it copies. Chat models the catalogue does
   * not know are taken with a warning; other files only if it knows them.
   * Errors: `file-not-found`, `model-damaged`, `model-unsupported`, `model-wrong-kind`, `model-not-listed`, `disk-full`, `cancelled`, those of the rules.
   */
  async *importFile(path: string, signal: AbortSignal): AsyncGenerator<ImportProgress, void, void> {
    const isGguf = await sniffModelFile(path) === 'gguf';
    if (isGguf) await validateGguf(path);
    const total = sizeOf(path) ?? 0;
    let toldMs = -Infinity;
    for await (const step of copyModelFile(path, this.#writable, signal)) {
      if (typeof step !== 'number') {
        yield { done: step.bytes, total: step.bytes, model: await this.#keep(step, basename(path), isGguf) };
      } else if (performance.now() - toldMs > 100) {
        toldMs = performance.now();
        yield { done: step, total, model: null };
      }
    }
  }

  /** What is needed to load an embedder; null when a file is missing, damaged, or large and not yet hashed by `list`. */
  embedderSpec(id: string): EmbedderSpec | null {
    const entry = this.#usable.find((known) => known.id === id);
    if (entry?.embedding === undefined || !this.#isAllowed(entry.files[0]?.sha256)) return null;
    const paths = this.#readingPaths(entry);
    return paths === null ? null : { id, ...paths, ...entry.embedding };
  }

  /** What is needed to load a model that orders passages or checks sentences; null as for an embedder. */
  crossEncoderSpec(id: string): CrossEncoderSpec | null {
    const entry = this.#usable.find((known) => known.id === id);
    if (entry?.pairs === undefined || !this.#isAllowed(entry.files[0]?.sha256)) return null;
    const paths = this.#readingPaths(entry);
    return paths === null ? null : { id, ...paths, ...entry.pairs };
  }

  /** Folders that cannot be looked into: what seems missing may be in them. */
  get unreadable(): readonly string[] {
    return this.#folders.flatMap((folder) => folder.unreadable);
  }

  /** The languages an embedder was made for (ISO 639-1); null where they are about a hundred, or it is not known. */
  languagesOf(embedderId: string): readonly string[] | null {
    return this.#usable.find(({ id }) => id === embedderId)?.languages ?? null;
  }

  /** An embedder for about a hundred languages, whether it is on this machine or not; null where the catalogue has none. */
  multilingualEmbedder(): string | null {
    return this.#usable.find(({ embedding, languages }) => embedding !== undefined && languages === undefined)?.id ?? null;
  }

  /** What is needed to load a chat model; null when its file is missing, damaged, or large and not yet hashed by `list`. */
  chatSpec(id: string): ChatSpec | null {
    const entry = this.#usable.find((known) => known.id === id);
    if (entry?.chat !== undefined) {
      if (!this.#isAllowed(entry.files[0]?.sha256)) return null;
      const modelPath = this.#usablePath(entry.files[0]);
      const { wrapper, skipThoughts } = entry.chat;
      const most = id === defaultChatId ? starterContextTokens : usualContextTokens;
      return modelPath === null ? null : { id, modelPath, wrapper, skipThoughts, contextTokens: Math.min(entry.contextTokens ?? most, most) };
    }
    const imported = listImported(this.#writable).find((known) => known.id === id);
    if (imported === undefined || !this.#isAllowed(imported.sha256)) return null;
    const modelPath = this.#usablePath(fileOf(imported));
    const { wrapper, skipThoughts, contextTokens } = imported;
    return modelPath === null ? null : { id, modelPath, wrapper, skipThoughts, contextTokens: Math.min(contextTokens, usualContextTokens) };
  }

  /** Errors: those of the rules for a model that may not be used. */
  checkAllowed({ sha256 }: Pick<ModelInfo, 'sha256'>): void {
    if (this.#rules !== null && !this.#rules.allows(sha256)) throw this.#rules.refusal();
  }

  #isAllowed(sha256: string | null | undefined): boolean {
    return this.#rules === null || this.#rules.allows(sha256 ?? null);
  }

  get #usable(): readonly CatalogueEntry[] {
    return this.#catalogue.filter(isUsable);
  }

  async #keep({ path, sha256, bytes }: Copied, fileName: string, isGguf: boolean): Promise<ModelInfo> {
    try {
      this.checkAllowed({ sha256 });
      const listed = findByHash(this.#catalogue, sha256);
      if (listed === null && !isGguf) throw new AppError('model-not-listed', { path: fileName });
      if (listed !== null && !isUsable(listed.entry)) throw new AppError('model-unsupported', { id: listed.entry.id, detail: 'models of this kind are not used yet' });
      const facts = isGguf ? await validateGguf(path) : null;
      const name = listed?.file.name ?? fileName;
      mkdirSync(join(this.#writable, sha256), { recursive: true });
      const target = join(this.#writable, sha256, name);
      renameSync(path, target);
      this.#memory.learn(target, sha256);
      if (listed !== null) return await this.#describe(listed.entry);
      if (facts === null) throw new AppError('model-not-listed', { path: fileName });
      const model = describeImported({ sha256, fileName, bytes, facts, resembles: findByName(this.#catalogue, fileName)?.id ?? null });
      rememberImported(this.#writable, model);
      return await this.#describeImported(model);
    } finally {
      rmSync(path, { force: true });
    }
  }

  #readingPaths({ files }: CatalogueEntry): { readonly modelPath: string; readonly tokenizerPath: string } | null {
    const [modelPath, tokenizerPath] = (['model', 'tokenizer'] as const).map((role) => this.#usablePath(files.find((file) => file.role === role)));
    return modelPath && tokenizerPath ? { modelPath, tokenizerPath } : null;
  }

  #usablePath(file: CatalogueFile | undefined): string | null {
    if (file === undefined) return null;
    const found = this.#find(file);
    return found.state === 'right' ? found.path : null;
  }

  /** Looks for a file in all folders without reading large ones. */
  #find({ sha256, name, bytes }: Pick<CatalogueFile, 'sha256' | 'name' | 'bytes'>): Found {
    if (sha256 === null) return { state: 'missing' };
    let second: Found = { state: 'missing' };
    for (const folder of this.#folders) {
      const placed = folder.placed(sha256, name);
      const loose = bytes === null ? [] : folder.ofSize(bytes).filter((path) => path !== placed);
      for (const path of placed === null ? loose : [placed, ...loose]) {
        const size = sizeOf(path);
        if (size === null) continue;
        const isRightSize = bytes === null || size === bytes;
        const hash = isRightSize ? (this.#memory.recall(path) ?? (size <= hashNowBytes ? this.#memory.hashNow(path) : null)) : '';
        if (hash === sha256) return { state: 'right', path };
        // A loose file with other bytes is another file; one in its own place is damaged.
        if (hash === null) second = { state: 'unread', path };
        else if (path === placed && second.state === 'missing') second = { state: 'wrong', path };
      }
    }
    return second;
  }

  async #findAndRead(file: CatalogueFile, read: { readonly signal?: AbortSignal; readonly fresh?: boolean }): Promise<Found> {
    const first = this.#find(file);
    if (first.state === 'missing' || (first.state !== 'unread' && read.fresh !== true)) return first;
    await this.#memory.hash(first.path, read);
    const again = this.#find(file);
    return again.state === 'unread' && again.path !== first.path ? this.#findAndRead(file, read) : again;
  }

  async #describe(entry: CatalogueEntry, read: { readonly signal?: AbortSignal; readonly fresh?: boolean } = {}): Promise<ModelInfo> {
    const states: Found['state'][] = [];
    for (const file of entry.files) states.push((await this.#findAndRead(file, read)).state);
    return {
      id: entry.id, name: entry.name, role: entry.role, inUse: false, listed: true,
      state: states.every((state) => state === 'right') ? 'ready' : states.includes('wrong') ? 'damaged' : 'missing',
      licence: entry.licence, licenceNote: entry.licenceNote, sizeBytes: entry.files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
      sha256: entry.files[0]?.sha256 ?? null, answerMode: entry.chat?.answerMode ?? null, warning: this.#isAllowed(entry.files[0]?.sha256) ? warningOf(entry) : notAllowed,
    };
  }

  async #describeImported(model: ImportedModel, read: { readonly signal?: AbortSignal; readonly fresh?: boolean } = {}): Promise<ModelInfo> {
    const { state } = await this.#findAndRead(fileOf(model), read);
    const twin = this.#catalogue.find(({ id }) => id === model.resembles);
    // Of some files the catalogue knows the licence but no hash.
    const isLikely = twin?.files[0]?.sha256 === null;
    const origin = twin === undefined ? '' : isLikely ? ` By its name it is ${twin.name}, of which no checksum is known.` : ` It bears the name of ${twin.name} but is not that file.`;
    return {
      id: model.id, name: model.name, role: 'chat', inUse: false, listed: false, state: state === 'right' ? 'ready' : state === 'missing' ? 'missing' : 'damaged',
      licence: isLikely ? twin.licence : 'unknown', licenceNote: isLikely ? twin.licenceNote : 'Carrel does not know this file; look up its licence where you got it.',
      sizeBytes: model.bytes, sha256: model.sha256, answerMode: 'written',
      warning: !this.#isAllowed(model.sha256) ? notAllowed : `Not in the catalogue: quality, licence and origin are yours to judge.${origin}${memoryWarning(model.bytes)}`,
    };
  }
}



function fileOf({ sha256, fileName, bytes }: ImportedModel): CatalogueFile {
  return { role: 'model', name: fileName, repo: null, revision: null, path: fileName, bytes, sha256, grade: 'C' };
}

function warningOf({ files, licence }: CatalogueEntry): string | null {
  const [file] = files;
  const unknown = file?.sha256 === null ? 'No checksum is known for it: an imported file is taken with a warning.' : '';
  const limited = licence.startsWith('LFM') ? 'Its licence limits commercial use.' : '';
  const text = [unknown, limited, memoryWarning(file?.bytes ?? 0).trim()].filter((part) => part !== '').join(' ');
  return text === '' ? null : text;
}

/** Weights and context must fit beside everything else. */
function memoryWarning(bytes: number): string {
  return bytes * 1.2 + 1e9 > totalmem() ? ` It needs about ${((bytes * 1.2) / 1e9 + 1).toFixed(0)} GB of memory, which this machine does not have.` : '';
}

function isUsable({ chat, embedding, pairs }: CatalogueEntry): boolean {
  return chat !== undefined || embedding !== undefined || pairs !== undefined;
}
