import type { SearchIndex } from './index/SearchIndex.ts';
import type { Library } from './library/Library.ts';
import type { ScopeFilter } from './library/records.ts';
import { buildCatalog, emptyCatalog, type Catalog, type CatalogEntry } from './search/catalog.ts';
import { NameMatcher, type NamedDocuments, type NameSource } from './search/NameMatcher.ts';
import { PeriodMatcher, seriesMembers, type DatedDocuments } from './search/PeriodMatcher.ts';
import type { Period } from './search/periods.ts';
import type { ReadQuery, Span } from './search/readQuery.ts';

/** The parts of a library that tell which documents a question means. */
export type DocumentSource = NameSource & {
  readonly documents: Pick<Library['documents'], 'all' | 'byState'>;
  readonly passages: Pick<Library['passages'], 'contentsOf' | 'count'>;
};

/** Which documents a question means, by their names, titles, first pages and dates. */
export type DocumentMatch = {
  /** 0..1 by content; a content that is not in it scores 0. */
  readonly scores: ReadonlyMap<number, number>;
  /** The contents the question clearly means, inside its scope, at most 1,000; empty when it means none in particular. */
  readonly meant: readonly number[];
  /** Stretches of the question that said so: names, periods and "latest". */
  readonly resolved: readonly Span[];
  /** Names of the question that some document is called by, as written. */
  readonly names: readonly string[];
  /** Periods of the question that some document is of. */
  readonly periods: readonly Period[];
  /** True when the latest of a series was asked for and there is one. */
  readonly latest: boolean;
};

const maxMeant = 1_000;
/** A document is meant when it scores this share of the best; over time the whole series is. */
const meantShare = 0.75;
const meantShareOverTime = 0.45;
const staleMs = 30_000;
/** From this many documents on, names are read again at most once in `restMs`. */
const large = 2_000;
const restMs = 2_000;
const nothing: DocumentMatch = { scores: new Map(), meant: [], resolved: [], names: [], periods: [], latest: false };

/** Reads which documents a question means. Keeps what it learnt of a library's names until the library changes. */
export class DocumentMatcher {
  readonly #library: DocumentSource;
  readonly #names: NameMatcher;
  readonly #periods: PeriodMatcher;
  #catalog: Catalog = emptyCatalog;
  #seen = '';
  #readAtMs = -Infinity;

  constructor(library: DocumentSource, index: Pick<SearchIndex, 'searchTerms'>) {
    this.#library = library;
    this.#names = new NameMatcher(library, index);
    this.#periods = new PeriodMatcher(library.pages);
  }

  async match(query: ReadQuery, filter: ScopeFilter): Promise<DocumentMatch> {
    if (query.names.length === 0 && query.periods.length === 0 && query.latest === null) return nothing;
    const catalog = this.#currentCatalog();
    if (catalog.entries.size < 2) return nothing;
    const named = await this.#names.match(query.names, catalog);
    const hasNames = named.scores.size > 0;
    const inScope = [...(hasNames ? named.scores.keys() : catalog.entries.keys())].flatMap((id) => catalog.entries.get(id) ?? []).filter(scopeTest(filter));
    const candidates = hasNames ? inScope : seriesMembers(inScope);
    const dated = this.#periods.match(query.periods, candidates);
    const asksLatest = query.latest !== null && (hasNames || query.latest.isOfDocuments) && !query.overTime && dated.scores.size === 0;
    const latest = asksLatest ? this.#periods.latestOf(candidates) : new Set<number>();
    return combine({ query, named, dated, latest, candidates });
  }

  /**
   * The names as they are, or, in a large library, as they were a moment ago: while documents come in, questions do not wait for every
   * name to be looked at again. A mere rename shows half a minute late.
   */
  #currentCatalog(): Catalog {
    const seen = `${String(this.#library.passages.count())} ${JSON.stringify(this.#library.documents.byState())}`;
    const ageMs = performance.now() - this.#readAtMs;
    const isDue = seen === this.#seen ? ageMs > staleMs : this.#catalog.entries.size < large || ageMs > restMs;
    if (!isDue) return this.#catalog;
    this.#names.clear();
    this.#periods.clear();
    this.#catalog = buildCatalog(this.#library.documents.all(), this.#catalog);
    this.#seen = seen;
    this.#readAtMs = performance.now();
    return this.#catalog;
  }
}

function combine({ query, named, dated, latest, candidates }: {
  readonly query: ReadQuery; readonly named: NamedDocuments; readonly dated: DatedDocuments; readonly latest: ReadonlySet<number>; readonly candidates: readonly CatalogEntry[];
}): DocumentMatch {
  const scores = new Map<number, number>();
  for (const { contentId } of candidates) {
    const parts: number[] = [];
    if (named.scores.size > 0) parts.push(named.scores.get(contentId) ?? 0);
    if (dated.scores.size > 0) parts.push(dated.scores.get(contentId) ?? 0);
    if (latest.size > 0) parts.push(latest.has(contentId) ? 1 : 0);
    const score = parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length;
    if (score > 0) scores.set(contentId, score);
  }
  const bar = Math.max(0, ...scores.values()) * (query.overTime ? meantShareOverTime : meantShare);
  const meant = [...scores].filter(([, score]) => score >= bar).map(([contentId]) => contentId);
  const facts = { scores, names: named.names, periods: dated.periods, latest: latest.size > 0 };
  if (meant.length === 0 || meant.length > maxMeant) return { ...facts, meant: [], resolved: [] };
  return { ...facts, meant, resolved: [...named.spans, ...dated.spans, ...(latest.size > 0 && query.latest !== null ? [query.latest] : [])] };
}

function scopeTest(filter: ScopeFilter): (entry: CatalogEntry) => boolean {
  if (filter === null) return () => true;
  const folders = new Set(filter.folderIds);
  const contents = new Set(filter.contentIds);
  return (entry) => contents.has(entry.contentId) || entry.folderIds.some((id) => folders.has(id));
}
