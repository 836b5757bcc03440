import type { Library } from '../library/Library.ts';
import type { CatalogEntry } from './catalog.ts';
import { agreement, endOf, periodsOfText, type Period } from './periods.ts';
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

  clear(): void {
    this.#firstPages.clear();
  }

  #agreement(asked: Period, entry: CatalogEntry, candidates: number): number {
    const byName = bestOf(asked, entry.periods);
    // A name that states a period is believed; a first page holds dates of many kinds.
    if (entry.periods.length > 0 && (byName > 0 || asked.quarter !== null)) return byName;
    if (candidates > maxFirstPages) return Math.max(byName, entry.date === null ? 0 : 0.8 * bestOf(asked, periodsOfText(entry.date)));
    return Math.max(byName, 0.9 * bestOf(asked, this.#firstPage(entry.contentId)));
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

/** The latest of each series whose members are of different times; where no series is, the latest dated document of all. */
export function latestOf(candidates: readonly CatalogEntry[]): Set<number> {
  const isSpread = (entries: readonly CatalogEntry[]): boolean => new Set(entries.map(endOfEntry).filter((end) => end > 0)).size > 1;
  const series = [...Map.groupBy(candidates, ({ series: name }) => name).values()].filter(isSpread);
  const latest = new Set<number>();
  for (const entries of series.length > 0 ? series : [candidates].filter(isSpread)) {
    const best = Math.max(...entries.map(endOfEntry));
    for (const entry of entries) if (endOfEntry(entry) === best) latest.add(entry.contentId);
  }
  return latest;
}

/** The end of the document's period as yyyymmdd: by its name, else by its own date; 0 when nothing tells. */
function endOfEntry({ periods, date }: CatalogEntry): number {
  const own = Math.max(0, ...periods.map((period) => endOf(period) ?? 0));
  if (own > 0 || date === null) return own;
  return Math.max(0, ...periodsOfText(date).map((period) => endOf(period) ?? 0));
}

function bestOf(asked: Period, found: readonly Period[]): number {
  return Math.max(0, ...found.map((period) => agreement(asked, period)));
}
