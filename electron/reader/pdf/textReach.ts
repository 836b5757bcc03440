import { identity, placeOf, times, type Box, type Matrix } from './geometry.ts';

const token = /%[^\r\n]*|\((?:[^()\\]|\\[^]|\((?:[^()\\]|\\[^])*\))*\)|<[\da-fA-F\s]*>|[-+]?\d*\.?\d+|\/[^\s()<>[\]{}/%]*|[A-Za-z'"*][A-Za-z\d'"*]*|\(/g;
/** What a token begins with: strings, names and comments, numbers. */
const [bracket, angle, percent, slash] = ['(', '<', '%', '/'].map((sign) => sign.charCodeAt(0));
const isNumber = /^[-+.\d]/;
/** Width of a usual letter, as a share of its size. */
const letterWidth = 0.5;

/**
 * How far the text of a drawing reaches: where its lines begin, and where they end by the usual width of letters. Null where that cannot be told from this drawing alone: it has strings this does
 * not make sense of, pictures written into it, or coordinates that go on in another.
 */
export function textReach(drawing: string): Box | null {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  let around: Matrix = identity;
  const kept: Matrix[] = [];
  let [matrix, line, leading, size, units, isText]: [Matrix, Matrix, number, number, number, boolean] = [identity, identity, 0, 0, 0, false];
  const numbers: number[] = [];
  const down = (x: number, y: number): void => { matrix = line = times(line, [1, 0, 0, 1, x, y]); };
  const show = (): void => {
    const whole = times(around, matrix);
    const width = units * size;
    for (const [x, y] of [placeOf(0, 0, whole), placeOf(width, 0, whole)]) [left, bottom, right, top] = [Math.min(left, x), Math.min(bottom, y), Math.max(right, x), Math.max(top, y)];
    matrix = times(matrix, [1, 0, 0, 1, width, 0]);
  };
  token.lastIndex = 0;
  for (let found = token.exec(drawing); found !== null; found = token.exec(drawing)) {
    const [word] = found;
    const code = word.charCodeAt(0);
    if (code === bracket) {
      if (word.length === 1) return null;
      units += (word.length - 2) * letterWidth;
      continue;
    }
    // Letters of two bytes are written so, and of one: the fewer there may be.
    if (code === angle) {
      units += (word.length - 2) / 4 * letterWidth;
      continue;
    }
    if (isNumber.test(word)) {
      numbers.push(Number(word));
      if (numbers.length > 6) numbers.shift();
      continue;
    }
    if (code === percent || code === slash) continue;
    const [f = 0, e = 0, d = 0, c = 0, b = 0, a = 0] = numbers.toReversed();
    switch (word) {
      case 'q': kept.push(around); break;
      case 'Q': around = kept.pop() ?? identity; break;
      case 'cm': around = times(around, [a, b, c, d, e, f]); break;
      case 'BT': matrix = line = identity; isText = true; break;
      case 'ET': isText = false; break;
      case 'Tm': matrix = line = [a, b, c, d, e, f]; break;
      case 'Td': down(e, f); break;
      case 'TD': leading = -f; down(e, f); break;
      case 'TL': leading = f; break;
      case 'T*': down(0, -leading); break;
      case 'Tf': size = f; break;
      case '\'': case '"': down(0, -leading); show(); break;
      case 'Tj': case 'TJ': show(); break;
      case 'BI': return null;
    }
    units = 0;
    numbers.length = 0;
  }
  return isText || kept.length > 0 || around !== identity ? null : { left, bottom, right, top };
}
