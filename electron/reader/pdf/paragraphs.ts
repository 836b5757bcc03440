import { startsWithMarker, type Row } from './rows.ts';

/** How the lines of a block are set: where full lines end, and the usual step from line to line (0 when unknown). */
export type Edges = { readonly left: number; readonly right: number; readonly step: number };

export function edgeOf(rows: readonly Row[]): Edges {
  const rights = rows.map((row) => row.right).sort((a, b) => a - b);
  const lefts = rows.map((row) => row.left).sort((a, b) => a - b);
  const steps = rows.slice(1).map((row, index) => row.base - (rows[index]?.base ?? 0)).filter((step) => step > 0).sort((a, b) => a - b);
  return { left: lefts[0] ?? 0, right: rights[Math.floor(rights.length * 0.9)] ?? 0, step: steps[Math.floor(steps.length * 0.35)] ?? 0 };
}

/**
 * True when `row` goes on with the paragraph of `before`: set alike, at the usual distance, and its first word would not have
 * fitted at the end of the line before. `start` is the paragraph's first line.
 */
export function continuesParagraph(before: Row, row: Row, start: Row, edges: Edges): boolean {
  const size = Math.max(before.size, row.size);
  const step = row.base - before.base;
  if (Math.abs(before.size - row.size) > 0.08 * size || before.bold !== row.bold) return false;
  if (step <= 0 || step > Math.max(1.3 * edges.step, 1.25 * size) || step > 2.1 * size) return false;
  if (startsWithMarker(row)) return false;
  if (isSpread(before) || isSpread(row)) return false;
  const isFirst = before === start;
  if (!isFirst && row.left > before.left + 0.8 * size && row.left < before.left + 6 * size) return false;
  if (row.left > before.left + 6 * size && !startsWithMarker(start)) return false;
  if (/\p{Ll}[-\u00ad\u2010]$/u.test(before.segments.at(-1)?.text ?? '') && /^\p{Ll}/u.test(row.segments[0]?.text ?? '')) return true;
  const words = row.segments[0]?.text.trimStart() ?? '';
  const firstWord = words.search(/\s/) === -1 ? words.length : words.search(/\s/);
  const width = ((row.right - row.left) / Math.max(row.segments.reduce((sum, { text }) => sum + text.length, 0), 1)) * (firstWord + 1);
  const right = Math.max(edges.right, before.right);
  return right - before.right <= Math.max(width, size);
}

function isSpread(row: Row): boolean {
  return row.segments.some((segment, index) => index > 0 && segment.left - (row.segments[index - 1]?.right ?? 0) > 2 * row.size);
}
