/** An upright area in the space of a PDF page: points, y upwards. */
export type Box = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number };
/** As PDF writes it: `[a b c d e f]` takes x to a·x + c·y + e and y to b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The second, then the first. */
export function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function placeOf(x: number, y: number, [a, b, c, d, e, f]: Matrix): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The upright area around one that was moved. */
export function moved({ left, bottom, right, top }: Box, matrix: Matrix): Box {
  const corners = [[left, bottom], [left, top], [right, bottom], [right, top]].map(([x = 0, y = 0]) => placeOf(x, y, matrix));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

export function holds(area: Box, x: number, y: number): boolean {
  return area.left <= x && x <= area.right && area.bottom <= y && y <= area.top;
}
