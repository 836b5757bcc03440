import type { Document } from '../../../electron/shared/schemas.ts';
import { fileName } from '../../components/names.ts';
import { wordsThatMatter } from '../../components/wordsThatMatter.ts';

/** What was typed, taken apart: the words to look for and the filters `folder:` and `type:` (several of a kind widen). */
export type ReadSearch = { readonly words: string; readonly filters: readonly Filter[] };
export type Filter = { readonly kind: 'folder' | 'type'; readonly value: string; readonly typed: string };

const filterPattern = /(?:^|(?<=\s))(folder|ordner|type|typ):(?:"([^"]+)"|(\S+))/giu;

export function readSearch(text: string): ReadSearch {
  const filters = [...text.matchAll(filterPattern)].map((match): Filter => ({
    kind: /^(?:folder|ordner)$/i.test(match[1] ?? '') ? 'folder' : 'type', value: (match[2] ?? match[3] ?? '').toLowerCase(), typed: match[0],
  }));
  return { words: text.replace(filterPattern, ' ').replace(/\s+/g, ' ').trim(), filters };
}

/** True for a document in one of the folders and of one of the types asked for. */
export function passes(path: string, filters: readonly Filter[]): boolean {
  const lower = path.toLowerCase();
  const folders = lower.split(/[\\/]/).slice(0, -1);
  const of = (kind: Filter['kind']): readonly Filter[] => filters.filter((filter) => filter.kind === kind);
  return (of('folder').length === 0 || of('folder').some(({ value }) => folders.some((name) => name.includes(value))))
    && (of('type').length === 0 || of('type').some(({ value }) => lower.endsWith(`.${value.replace(/^\./, '')}`)));
}

/** Documents whose name holds every word, best (shortest name) first. */
export function documentsNamed(documents: readonly Document[], search: ReadSearch, limit: number): readonly Document[] {
  const words = search.words.toLowerCase().split(' ').filter((word) => word !== '');
  if (words.length === 0 && search.filters.length === 0) return [];
  return documents
    .filter((document) => passes(document.path, search.filters) && words.every((word) => fileName(document.path).toLowerCase().includes(word)))
    .sort((a, b) => fileName(a.path).length - fileName(b.path).length).slice(0, limit);
}

/** The part of a passage to show in a list: from a little before the first word looked for. */
export function snippetOf(text: string, words: string, lengthAround = 48): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const at = wordsThatMatter(flat, words)[0]?.start ?? 0;
  if (at <= lengthAround) return flat.slice(0, 400);
  const from = flat.indexOf(' ', at - lengthAround);
  return `… ${flat.slice(from < 0 || from > at ? at : from + 1).slice(0, 400)}`;
}
