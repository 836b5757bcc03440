import type { DocumentFacts, ExtractedPage, Outcome } from '../../shared/readerContract.ts';
import type { Recognised } from '../library/recognised.ts';

/** A page as it is stored; `recognised`: what its picture holds is part of its text, or known to be nothing. */
export type PageToStore = ExtractedPage & { readonly recognised?: boolean };

const languageCodes: Readonly<Record<string, string>> = { eng: 'en', deu: 'de', fra: 'fr', spa: 'es', ita: 'it', por: 'pt', nld: 'nl' };

/** Recognising gets a few words of a hundred wrong. */
const knownShare = 0.8;

/** Puts recognised text into the pages of one reading of a document, and ends the reading as text and pictures allow. */
export class RecognisedMerge {
  readonly #recognised: Pick<Recognised, 'get'>;
  readonly #sha256: string;
  readonly #failed: number[] = [];
  readonly #languages = new Map<string, number>();
  #pending = 0;
  #hasText = false;

  constructor(recognised: Pick<Recognised, 'get'>, sha256: string) {
    this.#recognised = recognised;
    this.#sha256 = sha256;
  }

  /** Recognised text stands behind what the page itself says: its headings and tables keep their places. */
  page(page: ExtractedPage): PageToStore {
    const found = page.picture === undefined ? null : this.#recognised.get(this.#sha256, page.number);
    if (page.picture !== undefined && found === null) this.#pending += 1;
    const text = found === null || isKnown(found.text, page.text) ? page.text : page.text.trim() === '' ? found.text : `${page.text}\n\n${found.text}`;
    this.#hasText ||= page.hidden === undefined && text.trim() !== '';
    if (found === null) return page;
    if (found.failure !== null) this.#failed.push(page.number);
    this.#languages.set(found.language, (this.#languages.get(found.language) ?? 0) + found.text.length);
    return { ...page, text, recognised: true };
  }

  /** The language most of the recognised text is in, where the reader could tell none. */
  facts(facts: DocumentFacts): DocumentFacts {
    const [most] = [...this.#languages].sort((a, b) => b[1] - a[1]);
    return facts.language === null && most !== undefined && most[1] > 0 ? { ...facts, language: languageCodes[most[0]] ?? null } : facts;
  }

  outcome(outcome: Outcome): Outcome {
    if (outcome.reason?.code !== 'recognition-pending' || this.#pending > 0) return outcome;
    const failed = { code: 'recognition-failed', detail: this.#failed.join(', ') };
    if (!this.#hasText) return this.#failed.length > 0 ? { state: 'failed', reason: failed } : { state: 'skipped', reason: { code: 'no-text' } };
    return this.#failed.length > 0 ? { state: 'indexed-partly', reason: failed } : { state: 'indexed', reason: null };
  }
}

/** Whether recognised text says nothing that the page does not say itself: a scan may have been recognised before, and what is typed on a page is in its picture too. */
function isKnown(recognised: string, pageText: string): boolean {
  const said = new Set(wordsOf(pageText));
  const words = wordsOf(recognised);
  return words.filter((word) => said.has(word)).length >= words.length * knownShare;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
