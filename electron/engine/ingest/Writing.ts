import type { DocumentFacts, Outcome } from '../../shared/readerContract.ts';
import type { ChunkedPassage } from '../chunk.ts';
import type { RevisionDraft } from '../library/writeRecords.ts';
import type { PageToStore } from './mergeRecognised.ts';
import { contextTerms } from './passageTerms.ts';

/** What is known of a file before it is read. `contextName`: its name without the ending. */
export type WritingStart = {
  readonly documentId: number; readonly sha256: string; readonly sizeBytes: number; readonly contextName: string; readonly folderId: number;
};
export type ReadPassage = ChunkedPassage & { readonly textTerms: readonly string[] };
export type ReadPage = { readonly page: PageToStore; readonly passages: readonly ReadPassage[] };

/** One content on its way into the library: what was read and not yet stored, and how far storing it has got. */
export class Writing {
  readonly start: WritingStart;
  /** Every document that is to hold this content; the same file may lie in several places. */
  readonly documentIds: number[];
  draft: RevisionDraft | null = null;
  /** How many of `documentIds` the library has been told of. */
  attached = 0;
  #title = '';
  #isTitleUsed = false;
  ended: { readonly facts: DocumentFacts; readonly outcome: Outcome } | null = null;
  isGivenUp = false;
  #pages: ReadPage[] = [];
  #passages = 0;
  readonly #contextTerms = new Map<string, readonly string[]>();

  constructor(start: WritingStart) {
    this.start = start;
    this.documentIds = [start.documentId];
  }

  get title(): string {
    return this.#title;
  }

  /** Later titles count until the first passages are stored. */
  set title(title: string) {
    if (title === this.#title || this.#isTitleUsed) return;
    this.#title = title;
    this.#contextTerms.clear();
  }

  get bufferedPassages(): number {
    return this.#passages;
  }

  add(page: ReadPage): void {
    this.#pages.push(page);
    this.#passages += page.passages.length;
  }

  /** What was read since the last call. From then on the title stays as it is: all passages of a content are indexed under the same. */
  takePages(): ReadPage[] {
    const pages = this.#pages;
    this.#isTitleUsed ||= pages.length > 0;
    this.#pages = [];
    this.#passages = 0;
    return pages;
  }

  giveUp(): void {
    this.isGivenUp = true;
    this.takePages();
  }

  /** Terms of what stands in front of a passage; they are indexed before its own. */
  contextTerms(headingPath: readonly string[]): readonly string[] {
    const key = headingPath.join('\n');
    const known = this.#contextTerms.get(key);
    if (known !== undefined) return known;
    const terms = contextTerms({ contextName: this.start.contextName, title: this.#title, headingPath });
    // Rows of a large table share their path; headings of a large book do not: nothing is gained by keeping them all.
    if (this.#contextTerms.size > 100) this.#contextTerms.clear();
    this.#contextTerms.set(key, terms);
    return terms;
  }
}
