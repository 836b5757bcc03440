import type { Library } from '../library/Library.ts';
import type { CatalogEntry } from './catalog.ts';
import { agreement, endOf, periodsOfName, periodsOfText, type Period } from './periods.ts';
import type { ReadQuery, Span } from './readQuery.ts';

/** Documents by how well they are of a period asked for, 0..1; which periods of the question some document is of. */
export type DatedDocuments = { readonly scores: ReadonlyMap<number, number>; readonly spans: readonly Span[]; readonly periods: readonly Period[] };

const maxFirstPages = 64;
const firstPageLength = 3_000;
/** Less than this is a coarser period or none: "2023" for a quarter of 2023. */
const leastAgreement = 0.6;

/** Tells which of some documents are of a period: by their names, where those say nothing by their first pages. */
export class PeriodMatcher {
  readonly #pages: Pick<Library['pages'], 'first'>;
  readonly #firstPages = new Map<number, readonly Period[]>();
  readonly #names = new WeakMap<CatalogEntry, readonly Period[]>();
  readonly #dates = new WeakMap<CatalogEntry, readonly Period[]>();
  readonly #ends = new WeakMap<CatalogEntry, number>();

  constructor(pages: Pick<Library['pages'], 'first'>) {
    this.#pages = pages;
  }

  match(asked: ReadQuery['periods'], candidates: readonly CatalogEntry[]): DatedDocuments {
    const scores = new Map<number, number>();
    const spans: Span[] = [];
    const periods: Period[] = [];
    for (const { period, start, end } of asked) {
      const agreeing = candidates.map((entry) => ({ entry, score: this.#agreement(period, entry, candidates.length) })).filter(({ score }) => score > 0);
      const best = Math.max(0, ...agreeing.map(({ score }) => score));
      if (best < leastAgreement) continue;
      periods.push(period);
      if (agreeing.length === candidates.length && agreeing.every(({ score }) => score === best)) continue;
      spans.push({ start, end });
      for (const { entry, score } of agreeing) scores.set(entry.contentId, Math.max(score, scores.get(entry.contentId) ?? 0));
    }
    return { scores, spans, periods };
  }

  /** The latest of each series whose members are of different times; where no series is, the latest dated document of all. */
  latestOf(candidates: readonly CatalogEntry[]): Set<number> {
    const ends = new Map(candidates.map((entry) => [entry, this.#endOf(entry)]));
    const endsOf = (entries: readonly CatalogEntry[]): number[] => entries.map((entry) => ends.get(entry) ?? 0);
    const isSpread = (entries: readonly CatalogEntry[]): boolean => new Set(endsOf(entries).filter((end) => end > 0)).size > 1;
    const series = [...Map.groupBy(candidates, ({ series: name }) => name).values()].filter(isSpread);
    const latest = new Set<number>();
    for (const entries of series.length > 0 ? series : [candidates].filter(isSpread)) {
      const best = Math.max(...endsOf(entries));
      for (const entry of entries) if (ends.get(entry) === best) latest.add(entry.contentId);
    }
    return latest;
  }

  /** Forgets first pages; for when the library changed. */
  clear(): void {
    this.#firstPages.clear();
  }

  /** The end of the document's period as yyyymmdd: by its name, else by its own date; 0 when nothing tells. */
  #endOf(entry: CatalogEntry): number {
    const known = this.#ends.get(entry);
    if (known !== undefined) return known;
    const own = Math.max(0, ...this.#named(entry).map((period) => endOf(period) ?? 0));
    const end = own > 0 ? own : Math.max(0, ...this.#dated(entry).map((period) => endOf(period) ?? 0));
    this.#ends.set(entry, end);
    return end;
  }

  #agreement(asked: Period, entry: CatalogEntry, candidates: number): number {
    const named = this.#named(entry);
    const byName = bestOf(asked, named);
    // A name that states a period is believed; a first page holds dates of many kinds.
    if (named.length > 0 && (byName > 0 || asked.quarter !== null)) return byName;
    if (candidates > maxFirstPages) return Math.max(byName, 0.8 * bestOf(asked, this.#dated(entry)));
    return Math.max(byName, 0.9 * bestOf(asked, this.#firstPage(entry.contentId)));
  }

  /** What the file's name says counts; its title's date may be that of filing or printing, so it counts only where the name says nothing. */
  #named(entry: CatalogEntry): readonly Period[] {
    const known = this.#names.get(entry);
    if (known !== undefined) return known;
    const own = entry.stems.flatMap(periodsOfName);
    const periods = own.length > 0 ? own : entry.titles.flatMap(periodsOfName);
    this.#names.set(entry, periods);
    return periods;
  }

  /** The document's own date, none where it has none. */
  #dated(entry: CatalogEntry): readonly Period[] {
    const known = this.#dates.get(entry);
    if (known !== undefined) return known;
    const periods = entry.date === null ? [] : periodsOfText(entry.date);
    this.#dates.set(entry, periods);
    return periods;
  }

  #firstPage(contentId: number): readonly Period[] {
    const known = this.#firstPages.get(contentId);
    if (known !== undefined) return known;
    const periods = periodsOfText(this.#pages.first(contentId, 1)[0]?.text.slice(0, firstPageLength) ?? '');
    this.#firstPages.set(contentId, periods);
    return periods;
  }
}

/** Documents of series with several members: only there does a period alone tell one document from another. */
export function seriesMembers(candidates: readonly CatalogEntry[]): CatalogEntry[] {
  return [...Map.groupBy(candidates, ({ series }) => series).values()].filter((entries) => entries.length > 1).flat();
}

function bestOf(asked: Period, found: readonly Period[]): number {
  return Math.max(0, ...found.map((period) => agreement(asked, period)));
}
