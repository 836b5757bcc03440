import type { Rectangle, TextRange } from '../../shared/schemas.ts';
import type { PlacedRun } from './pageAssembly.ts';
import { positionIn, toFrame } from './TextRun.ts';

/** Gaps up to this many times the text size are bridged, so that a line is one rectangle and the cells of a row are several. */
const bridgedGap = 1.2;

type Strip = { readonly angle: number; readonly size: number; left: number; right: number; top: number; bottom: number };

/** Rectangles that cover the characters of `ranges`, line by line, in points of the unrotated page from its top left. */
export function rectanglesOf(placed: readonly PlacedRun[], ranges: readonly TextRange[]): Rectangle[] {
  return ranges.flatMap((range, index) => stripsOf(placed, range).map((strip) => ({ range: index, ...upright(strip) })));
}

function stripsOf(placed: readonly PlacedRun[], { start, end }: TextRange): Strip[] {
  const strips: Strip[] = [];
  for (const { run, start: runStart, end: runEnd, from } of placed) {
    if (runEnd <= start || runStart >= end) continue;
    const a = positionIn(run, from + Math.max(start, runStart) - runStart);
    const b = positionIn(run, from + Math.min(end, runEnd) - runStart);
    const strip: Strip = { angle: run.angle, size: run.size, left: Math.min(a, b), right: Math.max(a, b), top: run.base - run.ascent * run.size, bottom: run.base - run.descent * run.size };
    const last = strips.at(-1);
    const overlap = last === undefined ? 0 : Math.min(last.bottom, strip.bottom) - Math.max(last.top, strip.top);
    const gap = last === undefined ? Infinity : Math.max(strip.left - last.right, last.left - strip.right);
    if (last !== undefined && last.angle === strip.angle && overlap > 0.4 * Math.min(last.size, strip.size) && gap < bridgedGap * Math.max(last.size, strip.size)) {
      last.left = Math.min(last.left, strip.left);
      last.right = Math.max(last.right, strip.right);
      last.top = Math.min(last.top, strip.top);
      last.bottom = Math.max(last.bottom, strip.bottom);
    } else strips.push(strip);
  }
  return strips;
}

function upright({ angle, left, right, top, bottom }: Strip): { x: number; y: number; width: number; height: number } {
  const corners = [toFrame(left, top, -angle), toFrame(right, top, -angle), toFrame(left, bottom, -angle), toFrame(right, bottom, -angle)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
