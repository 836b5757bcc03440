import { lowConfidence, type RecognisedWord } from '../../shared/ocrContract.ts';
import type { Location, Rectangle, TextRange } from '../../shared/schemas.ts';
import type { RecognisedBoxes } from './recognised.ts';

/**
 * Where ranges of a page's text are drawn, from the word boxes kept of its picture; the recognised text is the end of the page's text. Null
 * where there are none, or a range begins in what the page says without its picture.
 */
export function locateRecognised(boxes: RecognisedBoxes | null, pageText: string, ranges: readonly TextRange[]): Location | null {
  if (boxes === null || !pageText.endsWith(boxes.text)) return null;
  const offset = pageText.length - boxes.text.length;
  if (ranges.some(({ start }) => start < offset)) return null;
  // Of words of several letters a side tells how lines run; a page that lay on its side keeps its words so.
  const long = boxes.words.filter((word) => word.end - word.start > 3);
  const isTurned = 2 * long.filter(({ width, height }) => height > width).length > long.length;
  const rectangles = ranges.flatMap(({ start, end }, range) => {
    const words = boxes.words.filter((word) => word.start + offset < end && word.end + offset > start);
    const drawn = isTurned ? lines(words.map(turned)).map(turned) : lines(words.map((word) => cut(word, start - offset, end - offset)));
    return drawn.map((rectangle) => ({ range, ...rectangle }));
  });
  return { found: 'exact', pageWidth: boxes.width, pageHeight: boxes.height, rectangles };
}

/** Where a page's text was recognised with little confidence. */
export function doubtfulRanges(boxes: RecognisedBoxes | null, pageText: string): TextRange[] {
  if (boxes === null || !pageText.endsWith(boxes.text)) return [];
  const offset = pageText.length - boxes.text.length;
  return boxes.words.filter(({ confidence }) => confidence < lowConfidence).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}

type Box = Omit<Rectangle, 'range'>;

/** The part of a level word that a range covers. */
function cut({ start, end, x, y, width, height }: RecognisedWord, from: number, to: number): Box {
  const [left, right] = [Math.max(0, from - start) / (end - start), Math.min(end - start, to - start) / (end - start)];
  return { x: x + left * width, y, width: (right - left) * width, height };
}

/** Boxes that follow each other on a line become one. */
function lines(boxes: readonly Box[]): Box[] {
  const out: Box[] = [];
  for (const box of boxes) {
    const last = out.at(-1);
    const joined = last === undefined ? null : joinedLine(last, box);
    if (joined === null) out.push(box);
    else out[out.length - 1] = joined;
  }
  return out;
}

/** One box around two that lie side by side with at most a few blanks between them; null for others. */
function joinedLine(one: Box, other: Box): Box | null {
  const overlap = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const gap = Math.max(one.x, other.x) - Math.min(one.x + one.width, other.x + other.width);
  if (overlap < 0.5 * Math.min(one.height, other.height) || gap > 2 * Math.max(one.height, other.height)) return null;
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.max(one.x + one.width, other.x + other.width) - x, height: Math.max(one.y + one.height, other.y + other.height) - y };
}

function turned({ x, y, width, height }: Box): Box {
  return { x: y, y: x, width: height, height: width };
}
