import { basename, dirname, extname } from 'node:path';
import { analyseTerms } from '../analyse.ts';
import type { DocumentRecord } from '../library/records.ts';

/** What the names of one content tell: file names, the folder each lies in, the title. */
export type CatalogEntry = {
  /** Everything the entry was made from. */
  readonly key: string;
  readonly contentId: number; readonly folderIds: readonly number[];
  /** Terms of file names and titles, and of the folders' names. */
  readonly terms: ReadonlySet<string>;
  readonly stems: readonly string[];
  readonly titles: readonly string[];
  /** The document's own date, ISO, or null. */
  readonly date: string | null;
  readonly pages: number;
  /** Equal for documents of one series: the same name but for numbers, months and quarters. */
  readonly series: string;
};

/** All live contents by what their names tell. */
export type Catalog = { readonly entries: ReadonlyMap<number, CatalogEntry>; readonly byTerm: ReadonlyMap<string, readonly number[]> };

export const emptyCatalog: Catalog = { entries: new Map(), byTerm: new Map() };

const monthWord = /(?<!\p{L})(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)\p{L}*(?!\p{L})/giu;

/** Reads the names of documents. Entries of `before` whose documents are as they were are taken over: reading 10,000 names takes 0.3 s. */
export function buildCatalog(documents: readonly DocumentRecord[], before: Catalog = emptyCatalog): Catalog {
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
    const known = before.entries.get(contentId);
    const key = keyOf(copies);
    const entry = known?.key === key ? known : entryOf(contentId, copies, key);
    entries.set(contentId, entry);
    for (const term of entry.terms) {
      const ids = byTerm.get(term);
      if (ids === undefined) byTerm.set(term, [contentId]);
      else ids.push(contentId);
    }
  }
  return { entries, byTerm };
}

function keyOf(copies: readonly DocumentRecord[]): string {
  return copies.map(({ path, title, folderId, documentDate, pages }) => [path, title, folderId, documentDate, pages].join('\0')).join('\0');
}

function entryOf(contentId: number, copies: readonly DocumentRecord[], key: string): CatalogEntry {
  const stems = copies.map(({ path }) => basename(path, extname(path)));
  const titles = [...new Set(copies.map(({ title }) => title))].filter((title) => !stems.includes(title));
  const folders = copies.map(({ path }) => basename(dirname(path)));
  return {
    key, contentId, folderIds: copies.map(({ folderId }) => folderId), stems, titles,
    terms: new Set(nameTerms([...stems, ...titles, ...folders].join(' '))),
    date: copies.find(({ documentDate }) => documentDate !== null)?.documentDate ?? null,
    pages: copies[0]?.pages ?? 0,
    series: `${folders[0] ?? ''}/${seriesOf(stems[0] ?? '')}`,
  };
}

/** Terms of names, their joined words taken apart as well: "LeaseAgreement2021" is also "lease", "agreement" and "2021". */
function nameTerms(names: string): string[] {
  const apart = names.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/(\p{L})(\p{Nd})|(\p{Nd})(\p{L})/gu, '$1$3 $2$4').replace(/[_\-.]+/g, ' ');
  return analyseTerms(`${names} ${apart}`);
}

function seriesOf(stem: string): string {
  return stem.toLowerCase().replace(monthWord, '#').replace(/\p{Nd}+/gu, '#').replace(/(?<!\p{L})(?:q#|#q|h#|fy#)(?!\p{L})/gu, '#').replace(/[#_\-.\s]+/g, ' ').trim();
}
