import type { SearchIndex } from '../index/SearchIndex.ts';
import type { Library } from '../library/Library.ts';
import type { Catalog } from './catalog.ts';
import type { QueryName, Span } from './readQuery.ts';

export type NameSource = {
  readonly documentText: Pick<Library['documentText'], 'matchAll'>;
  readonly pages: Pick<Library['pages'], 'first'>;
  readonly passages: Pick<Library['passages'], 'contentsOf'>;
  readonly vocabulary: Pick<Library['vocabulary'], 'frequencies' | 'total'>;
};

/** Documents by how well the names of a question name them, 0..1, and which names did. */
export type NamedDocuments = { readonly scores: ReadonlyMap<number, number>; readonly spans: readonly Span[]; readonly names: readonly string[] };

const maxNames = 5;
const maxDocuments = 1_000;
/** A first page says what a document is only where the document goes on after it. */
const fewestPages = 4;
const firstPageLength = 8_000;
/** Passages looked at to see where a name stands. */
const sample = 200;
/** A name is a document's own when this share of the passages that hold it are in the documents it names. */
const ownShare = 0.8;
/** A name most documents are called by, or most passages hold, tells nothing apart. */
const most = 0.6;

/**
 * Tells which documents a name means: those whose file name, title or first page has it, if it hardly stands anywhere else. "Harbour
 * Street" on the cover of one lease means that lease; a product that every manual speaks of means none of them.
 */
export class NameMatcher {
  readonly #library: NameSource;
  readonly #index: Pick<SearchIndex, 'searchTerms'>;
  /** Contents of the passages that hold a term, one entry a passage. */
  readonly #places = new Map<string, readonly number[]>();
  /** Contents whose first page has the words of a name. */
  readonly #covers = new Map<string, readonly number[]>();
  /** Whether a first page has a name as a whole, by content and name. */
  readonly #read = new Map<string, boolean>();

  constructor(library: NameSource, index: Pick<SearchIndex, 'searchTerms'>) {
    this.#library = library;
    this.#index = index;
  }

  async match(names: readonly QueryName[], catalog: Catalog): Promise<NamedDocuments> {
    const sums = new Map<number, number>();
    const spans: Span[] = [];
    const found: string[] = [];
    let weights = 0;
    for (const { name, rarest, isEverywhere } of this.#rarestFirst(names)) {
      const ids = isEverywhere ? null : await this.#documentsOf(name, rarest, catalog);
      if (ids?.size === 0) continue;
      found.push(name.text);
      const tellsApart = ids !== null && ids.size <= mostApart(catalog);
      if (tellsApart && !await this.#isOwn(rarest, ids, catalog)) continue;
      spans.push(name);
      if (!tellsApart) continue;
      const weight = Math.log(1 + catalog.entries.size / ids.size);
      weights += weight;
      for (const id of ids) sums.set(id, (sums.get(id) ?? 0) + weight);
    }
    return { scores: new Map([...sums].map(([id, sum]) => [id, sum / weights])), spans, names: found };
  }

  /** Forgets where names stand; for when the library changed. */
  clear(): void {
    this.#places.clear();
    this.#covers.clear();
    this.#read.clear();
  }

  #rarestFirst(names: readonly QueryName[]): { readonly name: QueryName; readonly rarest: string; readonly isEverywhere: boolean }[] {
    const frequencies = this.#library.vocabulary.frequencies(names.flatMap(({ terms }) => terms));
    const frequency = (term: string): number => frequencies.get(term) ?? 0;
    const bar = Math.max(1, this.#library.vocabulary.total() * most);
    return names.flatMap((name) => {
      const rarest = name.terms.toSorted((a, b) => frequency(a) - frequency(b))[0];
      return rarest === undefined || frequency(rarest) === 0 ? [] : [{ name, rarest, isEverywhere: frequency(rarest) > bar }];
    }).sort((a, b) => frequency(a.rarest) - frequency(b.rarest)).slice(0, maxNames);
  }

  /** The documents a name may mean; only one of them where it cannot be their own, for reading a thousand first pages takes longer than the search. */
  async #documentsOf(name: QueryName, rarest: string, catalog: Catalog): Promise<ReadonlySet<number>> {
    const [rarestIds = [], ...others] = name.terms.map((term) => catalog.byTerm.get(term) ?? []).sort((a, b) => a.length - b.length);
    const sets = others.map((ids) => new Set(ids));
    const called = rarestIds.filter((id) => sets.every((set) => set.has(id)));
    const covers = this.#coversLike(name.text).filter((id) => (catalog.entries.get(id)?.pages ?? 0) >= fewestPages);
    const atMost = new Set([...called, ...covers]);
    if (atMost.size > mostApart(catalog) || await this.#isOwn(rarest, atMost, catalog)) return new Set([...called, ...covers.filter((id) => this.#coverHas(id, name.text))]);
    const first = called[0] ?? covers.find((id) => this.#coverHas(id, name.text));
    return new Set(first === undefined ? [] : [first]);
  }

  /** Contents whose name, title or first page has all words of a name; whether it stands there as a whole is then read. */
  #coversLike(name: string): readonly number[] {
    const known = this.#covers.get(name);
    if (known !== undefined) return known;
    const found = this.#library.documentText.matchAll(name, maxDocuments);
    this.#covers.set(name, found);
    return found;
  }

  #coverHas(contentId: number, name: string): boolean {
    if (wordsOf(name).length === 1) return true;
    const key = `${String(contentId)} ${name}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const text = this.#library.pages.first(contentId, 1)[0]?.text.slice(0, firstPageLength) ?? '';
    const has = text.toLowerCase().includes(name.toLowerCase());
    this.#read.set(key, has);
    return has;
  }

  async #isOwn(term: string, ids: ReadonlySet<number>, catalog: Catalog): Promise<boolean> {
    let places = this.#places.get(term);
    if (places === undefined) {
      const hits = await this.#index.searchTerms([term], { limit: sample, filter: null });
      // Rows of what was replaced stay in the index for a while.
      places = [...this.#library.passages.contentsOf(hits.map(({ id }) => id)).values()].filter((contentId) => catalog.entries.has(contentId));
      this.#places.set(term, places);
    }
    return places.length > 0 && places.filter((id) => ids.has(id)).length >= places.length * ownShare;
  }
}

/** A name of more documents than this tells none of them apart. */
function mostApart(catalog: Catalog): number {
  return Math.max(1, catalog.entries.size * most);
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}
