import type { Area } from '../MergedAreas.ts';

/** The last row and column a sheet can have. */
export const lastRow = 1_048_576;
export const lastColumn = 16_384;

/** `B7` as row 7 and column 2; null where it is none. */
export function cellPlace(reference: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (match === null) return null;
  let column = 0;
  for (const letter of (match[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return row >= 1 && row <= lastRow && column <= lastColumn ? { row, column } : null;
}

/** `A1:C3`, or a single cell; null where it is none. */
export function areaOf(reference: string): Area | null {
  const [first = '', last = first] = reference.split(':');
  const from = cellPlace(first);
  const to = cellPlace(last);
  return from === null || to === null ? null : { top: Math.min(from.row, to.row), left: Math.min(from.column, to.column), bottom: Math.max(from.row, to.row), right: Math.max(from.column, to.column) };
}
