import type { Library } from './library/Library.ts';
import type { ScopeFilter } from './library/records.ts';
import { buildCatalog, type Catalog, type CatalogEntry } from './search/catalog.ts';
import { agreement, endOf, periodsOfText, type Period } from './search/periods.ts';
import type { ReadQuery, Span } from './search/readQuery.ts';

/** The parts of a library that tell which documents a question means. */
export type DocumentSource = {
  readonly documents: Pick<Library['documents'], 'all' | 'byState'>;
  readonly documentText: Pick<Library['documentText'], 'match'>;
  readonly pages: Pick<Library['pages'], 'first'>;
  readonly passages: Pick<Library['passages'], 'count'>;
};

/** Which documents a question means, by their names, titles, first pages and dates. */
export type DocumentMatch = {
  /** 0..1 by content; a content that is not in it scores 0. */
  readonly scores: ReadonlyMap<number, number>;
  /** The contents the question clearly means, inside its scope; empty when it means none in particular, or too many to tell. */
  readonly meant: readonly number[];
  /** Stretches of the question that said so: names and periods that documents bear out, and "latest". */
  readonly resolved: readonly Span[];
  /** Names of the question that some document is called by, as written. */
  readonly names: readonly string[];
  /** Periods of the question that some document is of. */
  readonly periods: readonly Period[];
  /** True when the latest of a series was asked for and there is one. */
  readonly latest: boolean;
};

const maxMeant = 1_000;
const maxFirstPages = 64;
const firstPageLength = 3_000;
/** A first page says what a document is only where the document goes on after it. */
const fewestPages = 4;
const nothing: DocumentMatch = { scores: new Map(), meant: [], resolved: [], names: [], periods: [], latest: false };

/** Reads which documents a question means. Keeps what it learnt of a library's names until the library changes. */
export class DocumentMatcher {
  readonly #library: DocumentSource;
  #catalog: Catalog | null = null;
  #seen = '';
  #readAtMs = 0;
  readonly #firstPages = new Map<number, readonly Period[]>();

  constructor(library: DocumentSource) {
    this.#library = library;
  }

  match(query: ReadQuery, filter: ScopeFilter): DocumentMatch {
    const catalog = this.#currentCatalog();
    if (catalog.entries.size < 2) return nothing;
    const inScope = scopeTest(filter);
    const named = this.#matchNames(query, catalog);
    const candidates = [...(named.scores.size > 0 ? named.scores.keys() : catalog.entries.keys())]
      .flatMap((contentId) => catalog.entries.get(contentId) ?? []).filter(inScope);
    const dated = this.#matchPeriods(query, candidates);
    const latest = query.latest !== null && !query.overTime && dated.scores.size === 0 ? this.#latestOf(candidates) : new Set<number>();
    return combine({ query, named, dated, latest, candidates });
  }

  /** A name bears on the documents it names, unless those are most of them. */
  #matchNames({ names }: ReadQuery, catalog: Catalog): Matched<string> {
    const total = catalog.entries.size;
    const sums = new Map<number, number>();
    const spans: Span[] = [];
    const found: string[] = [];
    let weights = 0;
    for (const name of names) {
      const ids = this.#documentsOf(name.terms, name.isCertain, name.text, catalog);
      if (ids.size === 0) continue;
      found.push(name.text);
      spans.push(name);
      if (ids.size > Math.max(1, total * 0.6)) continue;
      const weight = Math.log(1 + total / ids.size);
      weights += weight;
      for (const id of ids) sums.set(id, (sums.get(id) ?? 0) + weight);
    }
    return { scores: new Map([...sums].map(([id, sum]) => [id, sum / weights])), spans, found };
  }

  #documentsOf(terms: readonly string[], isCertain: boolean, text: string, catalog: Catalog): Set<number> {
    const ids = new Set<number>();
    const lists = terms.map((term) => catalog.byTerm.get(term) ?? []);
    const shortest = lists.toSorted((a, b) => a.length - b.length)[0] ?? [];
    for (const id of shortest) if (lists.every((list) => list === shortest || list.includes(id))) ids.add(id);
    if (!isCertain) return ids;
    for (const { contentId } of this.#library.documentText.match(text, maxMeant)) {
      const entry = catalog.entries.get(contentId);
      if (entry !== undefined && entry.pages >= fewestPages && (terms.length === 1 || this.#firstPageHas(contentId, text))) ids.add(contentId);
    }
    return ids;
  }

  #firstPageHas(contentId: number, name: string): boolean {
    const text = this.#library.pages.first(contentId, 1)[0]?.text.slice(0, 8_000) ?? '';
    return text.toLowerCase().includes(name.toLowerCase());
  }

  #matchPeriods({ periods }: ReadQuery, candidates: readonly CatalogEntry[]): Matched<Period> {
    const scores = new Map<number, number>();
    const spans: Span[] = [];
    const found: Period[] = [];
    for (const asked of periods) {
      const agreeing = candidates.map((entry) => ({ entry, score: this.#agreementWith(asked.period, entry, candidates.length) })).filter(({ score }) => score > 0);
      const best = Math.max(0, ...agreeing.map(({ score }) => score));
      if (best < 0.6) continue;
      found.push(asked.period);
      if (agreeing.length === candidates.length && agreeing.every(({ score }) => score === best)) continue;
      spans.push(asked);
      for (const { entry, score } of agreeing) scores.set(entry.contentId, Math.max(score, scores.get(entry.contentId) ?? 0));
    }
    return { scores, spans, found };
  }

  #agreementWith(asked: Period, entry: CatalogEntry, candidates: number): number {
    const own = Math.max(0, ...entry.periods.map((period) => agreement(asked, period)));
    // A name that states a period is believed; a first page holds dates of many kinds.
    if (entry.periods.length > 0 && (own > 0 || asked.quarter !== null)) return own;
    if (candidates > maxFirstPages) return Math.max(own, entry.date === null ? 0 : 0.8 * Math.max(0, ...periodsOfText(entry.date).map((date) => agreement(asked, date))));
    return Math.max(own, 0.9 * Math.max(0, ...this.#firstPagePeriods(entry.contentId).map((period) => agreement(asked, period))));
  }

  #firstPagePeriods(contentId: number): readonly Period[] {
    const known = this.#firstPages.get(contentId);
    if (known !== undefined) return known;
    const text = this.#library.pages.first(contentId, 1)[0]?.text.slice(0, firstPageLength) ?? '';
    const periods = periodsOfText(text);
    this.#firstPages.set(contentId, periods);
    return periods;
  }

  /** Of each series with several documents the one with the latest period; of the rest together the latest dated one. */
  #latestOf(candidates: readonly CatalogEntry[]): Set<number> {
    const series = Map.groupBy(candidates, ({ series: name }) => name);
    const latest = new Set<number>();
    for (const entries of series.values()) {
      if (entries.length < 2) continue;
      const ends = entries.map((entry) => ({ entry, end: endOfEntry(entry) }));
      const best = Math.max(...ends.map(({ end }) => end));
      if (best > 0) for (const { entry, end } of ends) if (end === best) latest.add(entry.contentId);
    }
    if (latest.size > 0) return latest;
    const best = Math.max(0, ...candidates.map(endOfEntry));
    if (best > 0) for (const entry of candidates) if (endOfEntry(entry) === best) latest.add(entry.contentId);
    return latest;
  }

  /** While the library stands still the names are not read again; a rename alone shows after half a minute. */
  #currentCatalog(): Catalog {
    const seen = `${this.#library.passages.count()} ${JSON.stringify(this.#library.documents.byState())}`;
    const nowMs = performance.now();
    if (this.#catalog !== null && seen === this.#seen && nowMs - this.#readAtMs < 30_000) return this.#catalog;
    if (seen !== this.#seen) this.#firstPages.clear();
    this.#catalog = buildCatalog(this.#library.documents.all());
    this.#seen = seen;
    this.#readAtMs = nowMs;
    return this.#catalog;
  }
}

type Matched<T> = { readonly scores: ReadonlyMap<number, number>; readonly spans: readonly Span[]; readonly found: readonly T[] };

function combine({ query, named, dated, latest, candidates }: {
  readonly query: ReadQuery; readonly named: Matched<string>; readonly dated: Matched<Period>; readonly latest: ReadonlySet<number>; readonly candidates: readonly CatalogEntry[];
}): DocumentMatch {
  const scores = new Map<number, number>();
  const hasNames = named.scores.size > 0;
  const hasPeriods = dated.scores.size > 0;
  for (const { contentId } of candidates) {
    const parts: number[] = [];
    if (hasNames) parts.push(named.scores.get(contentId) ?? 0);
    if (hasPeriods) parts.push(dated.scores.get(contentId) ?? 0);
    if (latest.size > 0) parts.push(latest.has(contentId) ? 1 : 0);
    if (parts.length === 0) continue;
    const score = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    if (score > 0) scores.set(contentId, score);
  }
  const best = Math.max(0, ...scores.values());
  const meant = [...scores].filter(([, score]) => score >= best * (query.overTime ? 0.45 : 0.75)).map(([contentId]) => contentId);
  const spans = [...named.spans, ...dated.spans, ...(latest.size > 0 && query.latest !== null ? [query.latest] : [])];
  const tellsApart = meant.length > 0 && meant.length <= maxMeant;
  return { scores, meant: tellsApart ? meant : [], resolved: tellsApart ? spans : [], names: named.found, periods: dated.found, latest: latest.size > 0 };
}

/** The end of the document's period as yyyymmdd: by its name, else by its own date; 0 when nothing tells. */
function endOfEntry({ periods, date }: CatalogEntry): number {
  const own = Math.max(0, ...periods.map((period) => endOf(period) ?? 0));
  if (own > 0 || date === null) return own;
  return Math.max(0, ...periodsOfText(date).map((period) => endOf(period) ?? 0));
}

function scopeTest(filter: ScopeFilter): (entry: CatalogEntry) => boolean {
  if (filter === null) return () => true;
  const folders = new Set(filter.folderIds);
  const contents = new Set(filter.contentIds);
  return (entry) => contents.has(entry.contentId) || entry.folderIds.some((id) => folders.has(id));
}
