import { basename, dirname, extname } from 'node:path';
import { analyseTerms } from '../analyse.ts';
import type { DocumentRecord } from '../library/records.ts';
import { periodsOfName, type Period } from './periods.ts';

/** What the names of one content tell: file names, the folder each lies in, the title. */
export type CatalogEntry = {
  readonly contentId: number; readonly folderIds: readonly number[];
  /** Terms of file names and title, and of the folder's name. */
  readonly terms: ReadonlySet<string>;
  readonly periods: readonly Period[];
  /** The document's own date, ISO, or null. */
  readonly date: string | null;
  readonly pages: number;
  /** Equal for documents of one series: the same name but for numbers, months and quarters. */
  readonly series: string;
};

/** All live contents by what their names tell. */
export type Catalog = { readonly entries: ReadonlyMap<number, CatalogEntry>; readonly byTerm: ReadonlyMap<string, readonly number[]> };

const monthWord = /(?<!\p{L})(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)\p{L}*(?!\p{L})/giu;

export function buildCatalog(documents: readonly DocumentRecord[]): Catalog {
  const places = new Map<number, DocumentRecord[]>();
  for (const document of documents) {
    if (document.contentId === null) continue;
    const known = places.get(document.contentId);
    if (known === undefined) places.set(document.contentId, [document]);
    else known.push(document);
  }
  const entries = new Map<number, CatalogEntry>();
  const byTerm = new Map<string, number[]>();
  for (const [contentId, copies] of places) {
    const entry = entryOf(contentId, copies);
    entries.set(contentId, entry);
    for (const term of entry.terms) {
      const ids = byTerm.get(term);
      if (ids === undefined) byTerm.set(term, [contentId]);
      else ids.push(contentId);
    }
  }
  return { entries, byTerm };
}

function entryOf(contentId: number, copies: readonly DocumentRecord[]): CatalogEntry {
  const stems = copies.map(({ path }) => basename(path, extname(path)));
  const titles = [...new Set(copies.map(({ title }) => title))].filter((title) => !stems.includes(title));
  const folders = copies.map(({ path }) => basename(dirname(path)));
  const own = stems.flatMap(periodsOfName);
  return {
    contentId, folderIds: copies.map(({ folderId }) => folderId),
    terms: new Set([...stems, ...titles, ...folders].flatMap(nameTerms)),
    // A name says what a document is about; its title's date may be that of filing or printing, so it counts only where the name says nothing.
    periods: own.length > 0 ? own : titles.flatMap(periodsOfName),
    date: copies.find(({ documentDate }) => documentDate !== null)?.documentDate ?? null,
    pages: copies[0]?.pages ?? 0,
    series: `${folders[0] ?? ''}/${seriesOf(stems[0] ?? '')}`,
  };
}

/** Terms of a name, its joined words taken apart as well: "LeaseAgreement2021" is also "lease", "agreement" and "2021". */
function nameTerms(name: string): string[] {
  const apart = name.replace(/[_\-.]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/(\p{L})(\p{Nd})|(\p{Nd})(\p{L})/gu, '$1$3 $2$4');
  return [...analyseTerms(name), ...analyseTerms(name.replace(/[_\-.]+/g, ' ')), ...analyseTerms(apart)];
}

function seriesOf(stem: string): string {
  return stem.toLowerCase().replace(monthWord, '#').replace(/\p{Nd}+/gu, '#').replace(/(?<!\p{L})(?:q#|#q|h#|fy#)(?!\p{L})/gu, '#').replace(/[#_\-.\s]+/g, ' ').trim();
}
