import { basename } from 'node:path';
import type { DocumentList, DocumentOrder } from '../../shared/listContract.ts';
import { listKeptMs } from '../../shared/listKeptMs.ts';
import { DocumentState, type DocumentFormat } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import { pathRange } from './isWithin.ts';

type Light = { readonly id: number; readonly path: string; readonly state: DocumentState; readonly format: DocumentFormat; readonly day: string };
type Sorted = { readonly ids: readonly number[]; readonly formats: readonly DocumentFormat[] };
export type FolderContents = { readonly folders: readonly { readonly path: string; readonly name: string; readonly documents: number }[]; readonly documentIds: readonly number[] };

/** Of so many folders it is known what lies in them. */
const mostFolders = 16;
const stateOrder = new Map(DocumentState.options.toReversed().map((state, index) => [state, index]));

/** Which documents stand where in lists, without what is known of each: for lists of any length. */
export function createDocumentLists(connection: Connection) {
  const light = connection.prepare<[string | null, string | null, string | null, string | null], Light>(`
    SELECT l.id, l.path, l.state, coalesce(r.format, l.format) AS format, coalesce(r.document_date, date(l.modified_ms / 1000, 'unixepoch')) AS day
    FROM locations l LEFT JOIN contents c ON c.id = l.content_id LEFT JOIN revisions r ON r.id = c.live_revision
    WHERE l.missing = 0 AND (? IS NULL OR l.path = ? OR (l.path > ? AND l.path < ?))`);
  const changes = connection.prepare<[], { total: number }>('SELECT total_changes() AS total');
  const keeping = <T>(most: number): (key: string, make: () => T) => T => {
    const kept = new Map<string, { readonly changes: number; readonly atMs: number; readonly value: T }>();
    return (key, make) => {
      const changed = changes.get()?.total ?? 0;
      const known = kept.get(key);
      if (known !== undefined && (known.changes === changed || Date.now() - known.atMs < listKeptMs)) return known.value;
      const value = make();
      kept.delete(key);
      kept.set(key, { changes: changed, atMs: Date.now(), value });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return value;
    };
  };
  const [keepSorted, keepContents] = [keeping<Sorted>(1), keeping<FolderContents>(mostFolders)];

  const below = (path: string | undefined): Light[] => {
    if (path === undefined) return light.all(null, null, null, null);
    const { from, to } = pathRange(path);
    return light.all(path, path, from, to);
  };

  const sort = (list: DocumentList): Sorted => {
    const all = below(list.within);
    const words = folded(list.words).split(/\s+/).filter((word) => word !== '');
    const fits = all.map((document) => ({ ...document, key: folded(document.path.slice(list.within?.length ?? 0)) }))
      .filter(({ key: path, state, format }) => words.every((word) => path.includes(word)) && (list.states.length === 0 || list.states.includes(state)) && (list.formats.length === 0 || list.formats.includes(format)))
      .map((document) => ({ id: document.id, first: firstKey(document, list.by), name: nameKey(document.path) }));
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
  };
}

/** Without marks and case. */
function folded(name: string): string {
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

function firstKey({ day, state, format }: Light, by: DocumentOrder): string | number {
  switch (by) {
    case 'name': return '';
    case 'date': return day;
    // What wants looking after comes first.
    case 'state': return stateOrder.get(state) ?? 0;
    case 'format': return format;
  }
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
