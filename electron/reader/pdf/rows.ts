import { positionIn, type TextRun } from './TextRun.ts';

/** Runs of one line that stand together; what is farther apart than a word gap is another segment (a cell, a column). */
export type Segment = { readonly runs: readonly TextRun[]; readonly left: number; readonly right: number; readonly text: string };

/** What stands on one line across the page or column, segments in reading order. `size` and `bold` are those of most characters. */
export type Row = { readonly segments: readonly Segment[]; readonly left: number; readonly right: number; readonly base: number; readonly size: number; readonly bold: boolean };

/** Gaps wider than this many times the text size part segments. */
const segmentGap = 1.15;
const wordGap = 0.18;
const marker = /^(?:[•▪●◦‣∙·○■□◆➢–—*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$/u;

/** Lines of a page from top to bottom. */
export function rowsOf(runs: readonly TextRun[]): Row[] {
  const centred = runs.map((run) => ({ run, centre: run.base - 0.3 * run.size })).sort((a, b) => a.centre - b.centre || a.run.left - b.run.left);
  const lines: TextRun[][] = [];
  let line: TextRun[] = [];
  let at = { centre: 0, size: 0 };
  for (const { run, centre } of centred) {
    const larger = Math.max(run.size, at.size);
    const smaller = Math.min(run.size, at.size);
    // A superscript belongs to its line, a drop capital must not swallow three.
    const reach = 0.4 * (larger <= smaller * 1.8 ? larger : smaller);
    if (line.length > 0 && Math.abs(centre - at.centre) <= reach) {
      line.push(run);
      if (run.size > at.size) at = { centre, size: run.size };
    } else {
      line = [run];
      lines.push(line);
      at = { centre, size: run.size };
    }
  }
  return lines.map((members) => rowOf(segmentsOf(members)));
}

export function rowOf(segments: readonly Segment[]): Row {
  let left = Infinity;
  let right = -Infinity;
  let boldLength = 0;
  let length = 0;
  let main: { readonly run: TextRun; length: number } | null = null;
  let lengths: Map<number, number> | null = null;
  for (const segment of segments) {
    left = Math.min(left, segment.left);
    right = Math.max(right, segment.right);
    for (const run of segment.runs) {
      length += run.text.length;
      if (run.bold) boldLength += run.text.length;
      if (main === null) main = { run, length: run.text.length };
      else if (lengths === null && run.size === main.run.size) main.length += run.text.length;
      else {
        lengths ??= new Map([[main.run.size, main.length]]);
        const ofSize: number = (lengths.get(run.size) ?? 0) + run.text.length;
        lengths.set(run.size, ofSize);
        if (ofSize > (lengths.get(main.run.size) ?? 0)) main = { run, length: ofSize };
      }
    }
  }
  return { segments, left, right, base: main?.run.base ?? 0, size: main?.run.size ?? 0, bold: boldLength > length * 0.8 };
}

function segmentsOf(line: readonly TextRun[]): Segment[] {
  const sorted = line.toSorted((a, b) => a.left - b.left);
  const groups: TextRun[][] = [];
  let right = 0;
  for (const drawn of sorted) {
    const run = withoutDouble(groups.at(-1)?.at(-1), drawn);
    if (run === null) continue;
    const group = groups.at(-1);
    const before = group?.at(-1);
    // A currency sign close behind a number opens the next cell.
    const nextCell = before !== undefined && /^[$€£¥]$/.test(run.text.trim()) && /[\d)%—–-]$/u.test(before.text.trimEnd());
    if (group === undefined || before === undefined || nextCell || run.left - right > segmentGap * Math.max(run.size, before.size)) {
      groups.push([run]);
      right = run.right;
    } else {
      right = Math.max(right, run.right);
      group.push(run);
    }
  }
  const segments = joinMarks(groups.map(segmentOf));
  const rightToLeft = sorted.reduce((sum, run) => sum + (run.rightToLeft ? run.text.length : -run.text.length), 0) > 0;
  return rightToLeft ? segments.toReversed().map((segment) => segmentOf(segment.runs.toReversed())) : segments;
}

/** Fake bold is text drawn twice, a little apart, word by word or letter by letter: what was drawn already is left out. */
function withoutDouble(before: TextRun | undefined, run: TextRun): TextRun | null {
  if (before === undefined || before.right <= run.left) return run;
  if (before.text === run.text && Math.abs(before.left - run.left) < 0.25 * run.size) return null;
  const first = run.text.charAt(0);
  const second = positionIn(run, 1);
  if (before.text.at(-1) !== first || before.right - run.left < 0.6 * (second - run.left)) return run;
  return run.text.length === 1 ? null : { ...run, text: run.text.slice(1), left: second };
}

export function segmentOf(runs: readonly TextRun[]): Segment {
  let text = '';
  let left = Infinity;
  let right = -Infinity;
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1];
    text += (before === undefined ? '' : blankBetween(before, run)) + run.text;
    left = Math.min(left, run.left);
    right = Math.max(right, run.right);
  }
  return { runs, left, right, text };
}

/** What stands between two runs of one segment: a blank or nothing. */
export function blankBetween(before: TextRun, run: TextRun): '' | ' ' {
  if (/\s$/.test(before.text) || /^\s/.test(run.text)) return '';
  // The next line of a cell.
  if (run.base - before.base > 0.7 * Math.max(run.size, before.size)) return ' ';
  const gap = before.left > run.left ? before.left - run.right : run.left - before.right;
  const size = Math.min(before.size, run.size);
  if (/^[$€£¥]$/.test(before.text) || /^[)%]+$/.test(run.text)) return '';
  if (gap > wordGap * size) return ' ';
  return run.blankBefore && run.order > before.order && gap > 0.05 * size ? ' ' : '';
}

/** A currency sign goes with its number, a closing bracket or per cent sign with what it closes, a bullet or number with its text. */
function joinMarks(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const [index, segment] of segments.entries()) {
    const before = joined.at(-1);
    const opens = before !== undefined && (/^[$€£¥]$/.test(before.text.trim()) || (index === 1 && segments.length === 2 && marker.test(before.text.trim())));
    const closes = before !== undefined && /^[)%]+$/.test(segment.text.trim());
    if (before !== undefined && (opens || closes)) joined[joined.length - 1] = segmentOf([...before.runs, ...segment.runs]);
    else joined.push(segment);
  }
  return joined;
}

/** True for a row that begins with a bullet or the number of a list item. */
export function startsWithMarker(row: Row): boolean {
  const word = /^\s*(\S+)/.exec(row.segments[0]?.text ?? '')?.[1] ?? '';
  return marker.test(word);
}
