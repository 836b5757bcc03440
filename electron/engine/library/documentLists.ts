import { basename, dirname } from 'node:path';
import type { DocumentFilter, DocumentList, DocumentOrder } from '../../shared/listContract.ts';
import { listKeptMs } from '../../shared/listKeptMs.ts';
import { DocumentState, type DocumentFormat } from '../../shared/schemas.ts';
import { isInPeriod } from '../question/filters.ts';
import type { Connection } from './Connection.ts';
import { isInScope } from './documentsInScope.ts';
import { pathRange } from './isWithin.ts';
import type { ScopeFilter } from './records.ts';

type Row = { readonly id: number; readonly contentId: number | null; readonly folderId: number; readonly path: string; readonly state: DocumentState; readonly format: DocumentFormat; readonly day: string };
/** `key`: what the path says below the place that is listed, without marks and case. */
type Light = Row & { readonly key: string };
type Sorted = { readonly ids: readonly number[]; readonly formats: readonly DocumentFormat[] };
export type FolderContents = { readonly folders: readonly { readonly path: string; readonly name: string; readonly documents: number }[]; readonly documentIds: readonly number[] };

/** Of so many folders it is known what lies in them. */
const mostFolders = 16;
/** What nobody looks at is not kept for longer, ms. */
const forgottenAfterMs = 60_000;
const stateOrder = new Map(DocumentState.options.toReversed().map((state, index) => [state, index]));

/** Which documents stand where in lists, without what is known of each: for lists of any length. */
export function createDocumentLists(connection: Connection) {
  const light = connection.prepare<[string | null, string | null, string | null, string | null], Row>(`
    SELECT l.id, l.content_id AS contentId, l.folder_id AS folderId, l.path, l.state, coalesce(r.format, l.format) AS format, coalesce(r.document_date, date(l.modified_ms / 1000, 'unixepoch')) AS day
    FROM locations l LEFT JOIN contents c ON c.id = l.content_id LEFT JOIN revisions r ON r.id = c.live_revision
    WHERE l.missing = 0 AND (? IS NULL OR l.path = ? OR (l.path > ? AND l.path < ?))`);
  const roots = connection.prepare<[], { id: number; path: string }>('SELECT id, path FROM folders');
  const changes = connection.prepare<[], { total: number }>('SELECT total_changes() AS total');
  const keeping = <T>(most: number, keptMs = listKeptMs): (key: string, make: () => T) => T => {
    const kept = new Map<string, { readonly changes: number; readonly atMs: number; readonly value: T }>();
    let forgetting: NodeJS.Timeout | null = null;
    return (key, make) => {
      forgetting ??= setTimeout(() => { kept.clear(); }, forgottenAfterMs).unref();
      forgetting.refresh();
      const changed = changes.get()?.total ?? 0;
      const known = kept.get(key);
      if (known !== undefined && (known.changes === changed || Date.now() - known.atMs < keptMs)) return known.value;
      const value = make();
      kept.delete(key);
      kept.set(key, { changes: changed, atMs: Date.now(), value });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return value;
    };
  };
  const [keepLight, keepSorted, keepContents] = [keeping<readonly Light[]>(1, 0), keeping<Sorted>(2), keeping<FolderContents>(mostFolders)];

  const below = (path: string | undefined): Row[] => {
    if (path === undefined) return light.all(null, null, null, null);
    const { from, to } = pathRange(path);
    return light.all(path, path, from, to);
  };

  const lightBelow = (path: string | undefined): readonly Light[] => keepLight(path ?? '', () => below(path).map((row) => ({ ...row, key: folded(row.path.slice(path?.length ?? 0)) })));

  /** Whether a document is one that a filter means. */
  const passes = ({ folders, types, after, before }: DocumentFilter): (row: Row) => boolean => {
    const [parts, endings] = [folders.map(folded), types.map((type) => type.toLowerCase().replace(/^\./, ''))];
    // Folders above the one that was added are none of the person's concern.
    const above = new Map(parts.length === 0 ? [] : roots.all().map(({ id, path }) => [id, dirname(path).length]));
    const isInFolder = ({ path, folderId }: Row): boolean => folded(path.slice(above.get(folderId) ?? 0)).split(/[\\/]/).slice(0, -1).some((name) => parts.some((part) => name.includes(part)));
    const isOfType = ({ path, format }: Row): boolean => endings.some((ending) => format === ending || path.toLowerCase().endsWith(`.${ending}`));
    return (row) => (parts.length === 0 || isInFolder(row)) && (endings.length === 0 || isOfType(row)) && isInPeriod(row.day, { after, before });
  };

  const sort = (list: DocumentList): Sorted => {
    const all = lightBelow(list.within);
    const [words, name] = [wordsOf(list.words), wordsOf(list.name)];
    const isMeant = passes(list);
    const fits = all.filter((row) => words.every((word) => row.key.includes(word)) && (list.states.length === 0 || list.states.includes(row.state)) && (list.formats.length === 0 || list.formats.includes(row.format))
      && (name.length === 0 || isNamed(row, name)) && isMeant(row))
      .map((row) => ({ id: row.id, first: firstKey(row, list.by), name: list.by === 'fit' ? row.key : nameKey(row.path) }));
    const way = list.descending ? -1 : 1;
    fits.sort((one, other) => way * compare(one.first, other.first) || (list.by === 'name' ? way : 1) * compare(one.name, other.name) || one.id - other.id);
    return { ids: fits.map(({ id }) => id), formats: [...new Set(all.map(({ format }) => format))].sort() };
  };
  const lookInto = (path: string): FolderContents => {
    const { from } = pathRange(path);
    const folders = new Map<string, number>();
    const files: { readonly id: number; readonly key: string }[] = [];
    for (const document of below(path)) {
      const rest = document.path.slice(from.length);
      const at = rest.search(/[\\/]/);
      if (at > 0) folders.set(rest.slice(0, at), (folders.get(rest.slice(0, at)) ?? 0) + 1);
      else files.push({ id: document.id, key: sortKey(basename(document.path)) });
    }
    const byKey = (one: { readonly key: string }, other: { readonly key: string }): number => compare(one.key, other.key);
    return {
      folders: [...folders].map(([name, documents]) => ({ path: `${from}${name}`, name, documents, key: sortKey(name) })).sort(byKey).map(({ key: _key, ...folder }) => folder),
      documentIds: files.sort(byKey).map(({ id }) => id),
    };
  };
  return {
    /** The ids of a list in its order, and the formats of all documents within. `toldOf`: as in `listContract`. */
    sorted: (list: DocumentList, toldOf = ''): Sorted => keepSorted(JSON.stringify([list, toldOf]), () => sort(list)),
    /** What lies directly in a folder on disk; a path that is a document holds itself. */
    contents: (path: string, toldOf = ''): FolderContents => keepContents(JSON.stringify([path, toldOf]), () => lookInto(path)),
    /** Where the documents at or beneath a place lie, in no order. */
    paths: (within: string): readonly string[] => lightBelow(within).map(({ path }) => path),
    /** What a filter means of what is in a scope already, as a scope; null where it means all of it. */
    narrowed(scope: ScopeFilter, filter: DocumentFilter): ScopeFilter {
      const isAll = filter.folders.length + filter.types.length === 0 && filter.after === null && filter.before === null;
      if (isAll) return scope;
      const meant = lightBelow(undefined).filter(passes(filter)).filter(({ id, folderId, contentId }) => isInScope(scope, { documentId: id, folderId, contentId }));
      return { folderIds: [], contentIds: [...new Set(meant.flatMap(({ contentId }) => contentId ?? []))], documentIds: meant.map(({ id }) => id) };
    },
  };
}

function wordsOf(text: string): string[] {
  return folded(text).split(/\s+/).filter((word) => word !== '');
}

/** Whether all words stand in the name of the file. */
function isNamed({ key }: Light, words: readonly string[]): boolean {
  const name = key.slice(Math.max(key.lastIndexOf('/'), key.lastIndexOf('\\')) + 1);
  return words.every((word) => name.includes(word));
}

/** Without marks and case. */
function folded(name: string): string {
  // Most names need no more.
  if (/^[\0-\x7f]*$/.test(name)) return name.toLowerCase();
  return name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
}

/** Sorts as people do, at the price of a plain comparison: numbers by their value. */
function sortKey(name: string): string {
  return folded(name).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

/** The name of the file first, then where it lies. */
function nameKey(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return `${sortKey(path.slice(at + 1))}\0${path}`;
}

function firstKey({ day, state, format, path }: Row, by: DocumentOrder): string | number {
  switch (by) {
    case 'name': return '';
    case 'date': return day;
    // What wants looking after comes first.
    case 'state': return stateOrder.get(state) ?? 0;
    case 'format': return format;
    case 'fit': return basename(path).replace(/\.[^.]*$/, '').length;
  }
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
