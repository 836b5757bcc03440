import { shrink, type GrayPicture } from './GrayPicture.ts';

/** Lines tilted by more than this are not what a crooked scan gives. */
const mostDegrees = 15;
/** A smaller tilt does no harm, while turning the picture would blur it. */
const leastDegrees = 0.2;
/** Looked at so wide: lines of text are still apart, single pixels no longer matter. */
const sideLooked = 1_000;
const mostPoints = 60_000;
/** A picture without lines has a best angle too, by chance: lines stand out by more than this. */
const leastContrast = 2;

type Points = { readonly xs: Float32Array; readonly ys: Float32Array };

/**
 * By how many degrees (clockwise positive, at most 15 either way) the lines of a picture are tilted from level or, on a page that
 * lies on its side, from upright; 0 where no lines show. The angle sought is the one along which the lower edges of letters fall
 * together best.
 */
export function findSkew(picture: GrayPicture): number {
  const small = shrink(picture, Math.max(1, Math.floor(Math.max(picture.width, picture.height) / sideLooked)));
  const [level, upright] = edges(small, blackBelow(small));
  const axes = [(degrees: number) => sharpness(level, degrees), (degrees: number) => sharpness({ xs: upright.ys, ys: upright.xs }, -degrees)];
  const [clearer] = axes.map((score) => ({ score, ...highest(-mostDegrees, mostDegrees, 0.5, score) })).sort((a, b) => b.contrast - a.contrast);
  if (clearer === undefined || clearer.contrast < leastContrast) return 0;
  const { degrees } = highest(clearer.degrees - 0.5, clearer.degrees + 0.5, 0.05, clearer.score);
  return Math.abs(degrees) < leastDegrees ? 0 : degrees;
}

/** The angle of the highest score, and how many times the middle one that is. */
function highest(from: number, to: number, step: number, score: (degrees: number) => number): { readonly degrees: number; readonly contrast: number } {
  const tried = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => ({ degrees: from + index * step, score: score(from + index * step) })).sort((a, b) => b.score - a.score);
  const middle = tried[Math.floor(tried.length / 2)]?.score ?? 0;
  return { degrees: tried[0]?.degrees ?? 0, contrast: (tried[0]?.score ?? 0) / Math.max(middle, 1) };
}

/** How unevenly points fall on lines at this angle. */
function sharpness({ xs, ys }: Points, degrees: number): number {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const lines = new Int32Array(4 * sideLooked + 8);
  for (let at = 0; at < xs.length; at += 1) {
    const line = Math.floor((ys[at] ?? 0) * cos - (xs[at] ?? 0) * sin) + sideLooked;
    if (line >= 0 && line < lines.length) lines[line] = (lines[line] ?? 0) + 1;
  }
  let sum = 0;
  for (let line = 1; line < lines.length; line += 1) sum += ((lines[line] ?? 0) - (lines[line - 1] ?? 0)) ** 2;
  return sum;
}

/** Points with black above and white below, and points with black left and white right. */
function edges({ width, height, pixels }: GrayPicture, black: number): readonly [Points, Points] {
  const [level, upright]: [number[], number[]] = [[], []];
  for (let y = 0; y + 1 < height; y += 1) {
    for (let x = 0; x + 1 < width; x += 1) {
      const at = y * width + x;
      if ((pixels[at] ?? 255) >= black) continue;
      if ((pixels[at + width] ?? 255) >= black) level.push(at);
      if ((pixels[at + 1] ?? 255) >= black) upright.push(at);
    }
  }
  return [pointsOf(level, width), pointsOf(upright, width)];
}

function pointsOf(places: readonly number[], width: number): Points {
  const step = Math.max(1, Math.ceil(places.length / mostPoints));
  const kept = places.filter((_place, index) => index % step === 0);
  return { xs: Float32Array.from(kept, (at) => at % width), ys: Float32Array.from(kept, (at) => Math.floor(at / width)) };
}

/** The shade that parts dark from light best (Otsu 1979). */
function blackBelow({ pixels }: GrayPicture): number {
  const counts = new Float64Array(256);
  for (const shade of pixels) counts[shade] = (counts[shade] ?? 0) + 1;
  const total = counts.reduce((sum, count, shade) => sum + count * shade, 0);
  let [dark, darkSum, found, foundSpread] = [0, 0, 128, -1];
  for (let shade = 0; shade < 255; shade += 1) {
    dark += counts[shade] ?? 0;
    darkSum += shade * (counts[shade] ?? 0);
    const light = pixels.length - dark;
    if (dark === 0 || light === 0) continue;
    const spread = dark * light * (darkSum / dark - (total - darkSum) / light) ** 2;
    if (spread > foundSpread) [found, foundSpread] = [shade + 1, spread];
  }
  return found;
}
