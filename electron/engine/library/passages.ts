import { basename } from 'node:path';
import type { Connection } from './Connection.ts';
import type { LiveTotals } from './liveTotals.ts';
import { locatorWithin } from './locatorWithin.ts';
import { parseLocator } from './pages.ts';
import type { PassageRecord, ScopeFilter } from './records.ts';

export type Passages = ReturnType<typeof createPassages>;

type PassageRow = { id: number; revision: number; contentId: number; page: number; start: number; finish: number; headingPath: string; title: string };
type PageRow = { locator: string; text: string };
type PlaceRow = { documentId: number; path: string; folderId: number };

/** Passages of what is live. Ids are never used twice, so an id that is not found belongs to something gone. */
export function createPassages(connection: Connection, live: { get(): LiveTotals }) {
  const select = `
    SELECT p.id, p.revision_id AS revision, r.content_id AS contentId, p.page, p.start, p.finish, p.heading_path AS headingPath, r.title
    FROM passages p JOIN revisions r ON r.id = p.revision_id`;
  const one = connection.prepare<[number], PassageRow>(`${select} WHERE p.id = ? AND r.state = 'live'`);
  const page = connection.prepare<[number, number], PageRow>('SELECT locator, text FROM pages WHERE revision_id = ? AND number = ?');
  const places = connection.prepare<[number], PlaceRow>(
    'SELECT id AS documentId, path, folder_id AS folderId FROM locations WHERE content_id = ? AND missing = 0 ORDER BY id');
  const ofPage = connection.prepare<[number, number], PassageRow>(`
    ${select} WHERE p.revision_id = (SELECT live_revision FROM contents WHERE id = ?) AND p.page = ? ORDER BY p.id`);
  const before = connection.prepare<[number, number, number], PassageRow>(`
    ${select} WHERE p.revision_id = ? AND (p.page, p.id) < (?, ?) ORDER BY p.page DESC, p.id DESC LIMIT 1`);
  const after = connection.prepare<[number, number, number], PassageRow>(`
    ${select} WHERE p.revision_id = ? AND (p.page, p.id) > (?, ?) ORDER BY p.page, p.id LIMIT 1`);

  const pagesOf = connection.prepare<[string], { contentId: number; page: number }>(`
    SELECT DISTINCT r.content_id AS contentId, p.page FROM json_each(?) j JOIN passages p ON p.id = j.value
    JOIN revisions r ON r.id = p.revision_id WHERE r.state = 'live'`);

  const contents = connection.prepare<[string], { id: number; contentId: number }>(`
    SELECT p.id, r.content_id AS contentId FROM json_each(?) j JOIN passages p ON p.id = j.value JOIN revisions r ON r.id = p.revision_id WHERE r.state = 'live'`);

  /** Rows with their text and places; rows of contents no place in the filter holds are left out. Each page and content is looked up once. */
  const complete = (rows: readonly PassageRow[], filter: ScopeFilter): PassageRecord[] => {
    const pages = new Map<string, PageRow>();
    const contents = new Map<number, readonly PlaceRow[]>();
    const isInScope = placeTest(filter);
    return rows.flatMap((row) => {
      const key = `${row.revision} ${row.page}`;
      const itsPage = pages.get(key) ?? page.get(row.revision, row.page);
      if (itsPage === undefined) return [];
      pages.set(key, itsPage);
      const everyPlace = contents.get(row.contentId) ?? places.all(row.contentId);
      contents.set(row.contentId, everyPlace);
      const place = everyPlace.find((candidate) => isInScope(candidate, row.contentId));
      return place === undefined ? [] : [toRecord(row, itsPage, place, everyPlace)];
    });
  };
  const completeOne = (row: PassageRow | undefined): PassageRecord | null => (row === undefined ? null : complete([row], null)[0] ?? null);

  return {
    /**
     * Live passages in the order of the ids; unknown ids are left out, and with a filter those that no place inside it holds.
     * The document named is the oldest place inside the filter, the others are under `alsoIn`.
     */
    byIds(ids: readonly number[], filter: ScopeFilter = null): PassageRecord[] {
      return complete(ids.flatMap((id) => one.get(id) ?? []), filter);
    },
    /** In reading order. */
    ofPage(contentId: number, pageNumber: number): PassageRecord[] {
      return complete(ofPage.all(contentId, pageNumber), null);
    },
    /** Which content each of these passages is of, by its id; unknown ids are left out. */
    contentsOf(ids: readonly number[]): ReadonlyMap<number, number> {
      return new Map(ids.length === 0 ? [] : contents.all(JSON.stringify(ids)).map(({ id, contentId }) => [id, contentId]));
    },
    /** The pages these passages are on, each once; unknown ids are left out. */
    pagesOf(ids: readonly number[]): { readonly contentId: number; readonly page: number }[] {
      return pagesOf.all(JSON.stringify(ids));
    },
    /** The passages before and after one in its document, across pages. */
    neighbours(id: number): { readonly before: PassageRecord | null; readonly after: PassageRecord | null } {
      const row = one.get(id);
      if (row === undefined) return { before: null, after: null };
      return {
        before: completeOne(before.get(row.revision, row.page, row.id)),
        after: completeOne(after.get(row.revision, row.page, row.id)),
      };
    },
    /** Those of these ids that are live: what a sweep of the index keeps. */
    living(ids: readonly number[]): Set<number> {
      return new Set(ids.filter((id) => one.get(id) !== undefined));
    },
    /** Live passages in the library. */
    count(): number {
      return live.get().passages;
    },
  };
}

function placeTest(filter: ScopeFilter): (place: PlaceRow, contentId: number) => boolean {
  if (filter === null) return () => true;
  const folders = new Set(filter.folderIds);
  const contents = new Set(filter.contentIds);
  const documents = filter.documentIds === undefined ? null : new Set(filter.documentIds);
  return (place, contentId) => folders.has(place.folderId) || (documents === null ? contents.has(contentId) : documents.has(place.documentId));
}

function toRecord(row: PassageRow, page: PageRow, place: PlaceRow, places: readonly PlaceRow[]): PassageRecord {
  return {
    id: row.id, contentId: row.contentId, documentId: place.documentId, path: place.path,
    title: row.title === '' ? basename(place.path) : row.title, page: row.page, locator: locatorWithin(parseLocator(page.locator), page.text, { start: row.start, end: row.finish }),
    start: row.start, end: row.finish, text: page.text.slice(row.start, row.finish), headingPath: JSON.parse(row.headingPath) as string[],
    alsoIn: places.filter((other) => other !== place).map(({ documentId, path }) => ({ documentId, path })),
  };
}
