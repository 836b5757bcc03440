import { hash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Library } from '../../../electron/engine/library/Library.ts';
import type { ScannedEntry } from '../../../electron/engine/library/folderScans.ts';
import type { FoundFile, RevisionDraft, StagedPassage, StoredPassage } from '../../../electron/engine/library/writeRecords.ts';
import type { Outcome } from '../../../electron/shared/readerContract.ts';

/** A temporary folder, gone when the test ends. Its name holds what breaks badly quoted paths. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `carrel it's 100% 日本語 `));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real library in a temporary folder, closed when the test ends. */
export async function makeLibrary(): Promise<{ library: Library; folder: string; key: Buffer }> {
  const folder = await makeFolder();
  const key = randomBytes(32);
  const library = await Library.open({ folder, key });
  onTestFinished(() => library.close());
  return { library, folder, key };
}

export function file(path: string, text: string, more: Partial<FoundFile> = {}): FoundFile {
  return { path, sizeBytes: text.length, modifiedMs: 1_000, inode: '', ...more };
}

/** Terms as simple as can be: lower-case words of the passage and its title. */
export function termsOf({ text, title }: { readonly text: string; readonly title: string }): string[] {
  return `${title} ${text}`.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** One passage a sentence, a sentence ending with a full stop. */
export function passagesOf(pageTexts: readonly string[], title: string): StagedPassage[] {
  return pageTexts.flatMap((text, index) => [...text.matchAll(/[^.]+\.?/g)].map((match) => ({
    page: index + 1, start: match.index, end: match.index + match[0].length, headingPath: [`Part ${index + 1}`], terms: termsOf({ text: match[0], title }),
  })));
}

type Reading = { readonly title?: string; readonly outcome?: Outcome; readonly language?: string | null };

/** Writes a content up to, but without, `makeLive`. */
export function stage(library: Library, folderId: number, pageTexts: readonly string[], { title = '', outcome = { state: 'indexed', reason: null }, language = null }: Reading = {}): { draft: RevisionDraft; passages: StoredPassage[] } {
  const draft = library.revisions.begin({ sha256: shaOf(pageTexts), sizeBytes: pageTexts.join('').length, contextName: 'name of the file', folderId });
  const pages = pageTexts.map((text, index) => ({ number: index + 1, text, locator: { kind: 'pdf-page' as const, page: index + 1 }, headings: [], tables: [] }));
  const passages = library.revisions.addPages(draft, pages, passagesOf(pageTexts, title));
  library.revisions.finish(draft, { format: 'pdf', title, language, pageCount: pageTexts.length, documentDate: null }, outcome);
  return { draft, passages };
}

/** Reads a waiting document as the engine does: known bytes are attached, others written and made live. Gives the document's id. */
export function read(library: Library, documentId: number, pageTexts: readonly string[], reading: Reading = {}): number {
  const document = library.documents.byId(documentId);
  if (document === null) throw new Error(`no document ${documentId}`);
  library.documents.setState(documentId, 'reading');
  const known = library.contents.bySha256(shaOf(pageTexts));
  if (known !== null) return library.documents.attach(documentId, known.contentId);
  const { draft } = stage(library, document.folderId, pageTexts, reading);
  const id = library.documents.attach(documentId, draft.contentId);
  library.revisions.makeLive([draft]);
  return id;
}

/** Records files as found, as if a walk had met them: those new or changed wait. Gives their ids in the same order. */
export function find(library: Library, folderId: number, files: readonly FoundFile[]): number[] {
  library.folderScans.begin(folderId).found(files);
  return files.map(({ path }) => {
    const document = library.documents.byPath(path);
    if (document === null) throw new Error(`${path} was not recorded`);
    return document.documentId;
  });
}

/** A whole walk through a folder that finds just these files. */
export async function scan(library: Library, folderId: number, files: readonly ScannedEntry[]) {
  const walk = library.folderScans.begin(folderId);
  return { ...walk.found(files), ...await walk.end({ unlisted: [] }) };
}

/** Adds one file to a folder and reads it. */
export function addDocument(library: Library, folderId: number, path: string, pageTexts: readonly string[], reading: Reading = {}): number {
  const [documentId = 0] = find(library, folderId, [file(path, pageTexts.join(''))]);
  return read(library, documentId, pageTexts, reading);
}

export function contentOf(library: Library, documentId: number): number {
  const contentId = library.documents.byId(documentId)?.contentId ?? null;
  if (contentId === null) throw new Error(`document ${documentId} holds nothing`);
  return contentId;
}

/** Every live passage of a document, in reading order. */
export function passageTexts(library: Library, documentId: number): string[] {
  const contentId = contentOf(library, documentId);
  return Array.from({ length: library.pages.count(contentId) }, (_, index) => library.passages.ofPage(contentId, index + 1)).flat().map((passage) => passage.text);
}

/** Takes away all garbage as the engine does, with no index to clean. Gives the passage ids that went. */
export function sweep(library: Library): number[] {
  const gone: number[] = [];
  for (let garbage = library.garbage.next(10); garbage.length > 0; garbage = library.garbage.next(10)) {
    gone.push(...garbage.flatMap(({ passageIds }) => passageIds));
    library.garbage.delete(garbage.map(({ revision }) => revision), termsOf);
  }
  return gone;
}

export function shaOf(pageTexts: readonly string[]): string {
  return hash('sha256', JSON.stringify(pageTexts));
}
