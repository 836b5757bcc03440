/** One piece of text as pdf.js gives it, kept to the fields the page assembly needs. `transform` is in PDF user space. */
export type TextItem = {
  readonly str: string; readonly dir: string; readonly width: number; readonly height: number;
  readonly transform: readonly number[]; readonly fontName: string; readonly hasEOL: boolean;
};

/** What is known of a font on a page. `ascent` and `descent` are shares of the size, `descent` negative. */
export type FontFacts = { readonly ascent: number; readonly descent: number; readonly vertical: boolean; readonly bold: boolean };

/**
 * A piece of text in the reading frame of its direction: `left` to `right` along the line, `base` across it (downwards),
 * all in points. Text turned by `angle` degrees has a frame turned with it.
 */
export type TextRun = {
  readonly text: string; readonly left: number; readonly right: number; readonly base: number; readonly size: number;
  readonly bold: boolean; readonly ascent: number; readonly descent: number; readonly angle: number; readonly rightToLeft: boolean;
  /** pdf.js saw a blank or a line end between this piece and the one before it in the file. */
  readonly blankBefore: boolean;
  /** Position in the file's own order. */
  readonly order: number;
};

/** Readable pieces of a page, in the file's order. `top` is the upper edge of the page in user space. */
export function runsOf(items: readonly TextItem[], page: { readonly left: number; readonly top: number }, fonts: ReadonlyMap<string, FontFacts>): TextRun[] {
  const runs: TextRun[] = [];
  let blankBefore = false;
  for (const [order, item] of items.entries()) {
    const text = item.str;
    if (text.trim() === '') {
      blankBefore ||= text !== '' || item.hasEOL;
      continue;
    }
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
    const font = fonts.get(item.fontName);
    const vertical = font?.vertical === true;
    const angle = vertical ? 90 : turnOf(a, b);
    const size = Math.hypot(c, d) || Math.hypot(a, b) || item.height || 1;
    const x = e - page.left;
    const y = page.top - f;
    const length = Math.max(vertical ? item.height : item.width, 0);
    const [along, across] = toFrame(x, y, angle);
    const run = {
      text, left: along, right: along + length, base: across, size, angle, blankBefore, order,
      bold: font?.bold === true, rightToLeft: item.dir === 'rtl', ascent: share(font?.ascent, 0.9), descent: -share(font === undefined ? undefined : -font.descent, 0.22),
    };
    runs.push(...splitCurrency(run));
    blankBefore = item.hasEOL;
  }
  return runs;
}

/** pdf.js ends a cell with the currency sign of the next where they stand close: "(332) $". */
function splitCurrency(run: TextRun): TextRun[] {
  const match = /^(.*[\d)%—–-])(\s+)([$€£¥])\s*$/u.exec(run.text);
  if (match === null || run.rightToLeft) return [run];
  const end = match[1]?.length ?? 0;
  const start = end + (match[2]?.length ?? 0);
  return [
    { ...run, text: run.text.slice(0, end), right: positionIn(run, end) },
    { ...run, text: run.text.slice(start).trimEnd(), left: positionIn(run, start), order: run.order + 0.5, blankBefore: true },
  ];
}

/** Where the character at `index` of a run begins along its line, estimated from usual widths of characters. */
export function positionIn(run: Pick<TextRun, 'text' | 'left' | 'right' | 'rightToLeft'>, index: number): number {
  let before = 0;
  let all = 0;
  for (let at = 0; at < run.text.length; at += 1) {
    const width = widthOf(run.text.charCodeAt(at));
    if (at < index) before += width;
    all += width;
  }
  const share = all === 0 ? 0 : before / all;
  return run.rightToLeft ? run.right - share * (run.right - run.left) : run.left + share * (run.right - run.left);
}

// Widths of Helvetica in thousandths, from the space on; every other character counts as 556, the width of a digit.
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
  1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
  333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

function widthOf(code: number): number {
  return widths[code - 32] ?? (code > 0x2e80 && code < 0xff60 ? 1_000 : 556);
}

/** From page points (x right, y down) into the frame of text turned by `angle` degrees anticlockwise, and back by the same angle negated. */
export function toFrame(x: number, y: number, angle: number): readonly [number, number] {
  if (angle === 0) return [x, y];
  const turn = (angle * Math.PI) / 180;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return [x * cos - y * sin, x * sin + y * cos];
}

function turnOf(a: number, b: number): number {
  const degrees = Math.round((Math.atan2(b, a) * 180) / Math.PI);
  return Math.abs(degrees) <= 2 ? 0 : degrees;
}

function share(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) && value > 0.05 && value < 1.5 ? value : otherwise;
}
