import { describePlace } from './describePlace.ts';
import { printable } from './printable.ts';
import type { FoundPassage } from './schemas.ts';

/** The names of the columns of a list of every hit. */
export const csvHead = csvRow(['path', 'page', 'place', 'start', 'end', 'found', 'passage', 'also in']);

/** A row for each place in a passage of a list of every hit. */
export function csvRows(passage: FoundPassage): readonly string[] {
  const { path, page, start, text, alsoIn } = passage;
  const others = alsoIn.map((other) => other.path).join('; ');
  return passage.ranges.map((range) => csvRow([path, String(page), describePlace(passage), String(range.start), String(range.end), text.slice(range.start - start, range.end - start), text, others]));
}

/** @see RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvRow(cells: readonly string[]): string {
  return cells.map((cell) => {
    const plain = printable(cell);
    const safe = /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
    return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }).join(',');
}
