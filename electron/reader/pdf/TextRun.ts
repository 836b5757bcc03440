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
    runs.push({
      text, left: along, right: along + length, base: across, size, angle, blankBefore, order,
      bold: font?.bold === true, rightToLeft: item.dir === 'rtl', ascent: share(font?.ascent, 0.9), descent: -share(font === undefined ? undefined : -font.descent, 0.22),
    });
    blankBefore = item.hasEOL;
  }
  return runs;
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
