/** Where something lies on a slide, in any one unit; y downwards. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Boxes as they are read: row by row from the top, each row from the left. What begins above the middle of a row's first box belongs to that row.
 * What has no place keeps its position among the others.
 */
export function inReadingOrder<T extends { readonly box: Box | null }>(items: readonly T[]): T[] {
  const placed = items.filter(({ box }) => box !== null).map((item) => ({ item, box: item.box ?? { x: 0, y: 0, width: 0, height: 0 } })).toSorted((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  const rows: (typeof placed)[] = [];
  let middle = -Infinity;
  for (const one of placed) {
    if (one.box.y >= middle) {
      rows.push([]);
      middle = one.box.y + Math.max(1, one.box.height / 2);
    }
    rows.at(-1)?.push(one);
  }
  const ordered = rows.flatMap((row) => row.toSorted((a, b) => a.box.x - b.box.x).map(({ item }) => item));
  const loose = items.filter(({ box }) => box === null);
  return [...ordered, ...loose];
}
