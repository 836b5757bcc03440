import type { ExtractedPage } from '../shared/readerContract.ts';

/** A place where a passage may end. `strength`: how natural it is there, from 1 (a sentence ends) to 4 (a section begins). */
export type Break = { readonly at: number; readonly strength: BreakStrength };
export type BreakStrength = 1 | 2 | 3 | 4;

// The look-behinds keep both searches linear on endless dots or blanks.
// What ends a sentence, with the quotes and brackets that close it; in scripts without blanks nothing need follow.
const sentenceEnd = /(?<![.!?…])[.!?…]+["'”’»)\]]*(?=\s+["'“‘«([]?[\p{Lu}\p{Nd}\p{Lo}•])|[。！？｡]+[」』”’）]*|[।؟۔]+(?=\s)/gu;
const lineEnd = /(?<![^\S\n])[^\S\n]*\n\s*/g;
const abbreviation = /(?:^|[\s(])(?:\p{Lu}|[A-Za-z]\.[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Nr|Inc|Ltd|Co|Corp|vs|cf|ca|Fig|Art|Sec|Abs|bzw|etc|e\.g|i\.e|z\.B|d\.h|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$/u;

/**
 * Places in reading order where the page's text may be cut into passages, each a position after which text goes on.
 * Lines are breaks, since the reader joins the lines of a paragraph, unless a plain text has come with its lines broken.
 */
export function breaksOf(page: ExtractedPage): Break[] {
  const { text } = page;
  const strengths = new Map<number, BreakStrength>();
  const add = (at: number, strength: BreakStrength) => {
    if (at > 0 && at < text.length && (strengths.get(at) ?? 0) < strength) strengths.set(at, strength);
  };
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith('.') && abbreviation.test(text.slice(Math.max(0, end - 8), end))) continue;
    add(skipBlanks(text, end), 1);
  }
  const wrapped = isWrapped(text);
  for (const match of text.matchAll(lineEnd)) {
    const isSingle = match[0].indexOf('\n') === match[0].lastIndexOf('\n');
    if (!isSingle || !wrapped) add(match.index + match[0].length, isSingle ? 2 : 3);
  }
  for (const table of page.tables) {
    add(table.start, 3);
    add(skipBlanks(text, table.end), 3);
    for (const row of table.rows) add(row.start, 2);
  }
  for (const heading of page.headings) add(heading.start, 4);
  const kept = keptTogether(page);
  let next = 0;
  return [...strengths]
    .map(([at, strength]) => ({ at, strength }))
    .sort((a, b) => a.at - b.at)
    .filter(({ at, strength }) => {
      while ((kept[next]?.end ?? Infinity) < at) next += 1;
      return strength === 4 || at <= (kept[next]?.start ?? Infinity);
    });
}

/** Plain text may come with its lines broken at a fixed width: then many a line goes on in lower case. */
function isWrapped(text: string): boolean {
  const lines = text.match(/[^\s\n][^\S\n]*\n(?=\S)/g)?.length ?? 0;
  const goingOn = text.match(/[\p{L},;\d][^\S\n]*\n(?=\p{Ll})/gu)?.length ?? 0;
  return goingOn >= 3 && goingOn > lines * 0.3;
}

/** Ranges no break may lie in: a heading stays with what it is the heading of, a table's header row with its first row. */
function keptTogether({ text, headings, tables }: ExtractedPage): { start: number; end: number }[] {
  const ofHeadings = headings.map(({ start, end }) => ({ start, end: skipBlanks(text, end) }));
  const ofTables = tables.flatMap(({ start, rows: [first] }) => (first === undefined || text.slice(start, first.start).trim() === '' ? [] : [{ start, end: first.start }]));
  const ranges = [...ofHeadings, ...ofTables].sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.start < last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

/** The first position from `at` on that is not a blank, or the text's length. */
export function skipBlanks(text: string, at: number): number {
  let position = at;
  while (position < text.length && /\s/.test(text.charAt(position))) position += 1;
  return position;
}
