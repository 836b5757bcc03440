import type { HiddenKind } from '../../../shared/schemas.ts';
import { looksLike } from '../../colours.ts';
import { attributeOf, walkXml } from '../../xml.ts';
import { builtInFormats, NumberFormat } from '../numberFormat.ts';

/** Smaller than 2 points nobody can read it. */
const tinyPoints = 2;

/** The number format of each cell style, and whether what is in such a cell shows, by the style's number. Errors: file-damaged, limit-exceeded. */
export class CellFormats {
  readonly #formatOfStyle: number[] = [];
  readonly #codes = new Map<number, string>(Object.entries(builtInFormats).map(([id, code]) => [Number(id), code]));
  readonly #formats = new Map<number, NumberFormat>();
  readonly #from1904: boolean;
  readonly #looks: (HiddenKind | null)[] = [];

  constructor(xml: string | null, from1904: boolean) {
    this.#from1904 = from1904;
    let inside = '';
    const fonts: { isWhite: boolean; isTiny: boolean }[] = [];
    const fills: { isColoured: boolean }[] = [];
    if (xml !== null) walkXml(xml, {
      open: (name, attributes) => {
        if (name === 'numFmt') this.#codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? 'General');
        if (name === 'cellXfs' || name === 'fonts' || name === 'fills') inside = name;
        const font = inside === 'fonts' ? fonts.at(-1) : undefined;
        const fill = inside === 'fills' ? fills.at(-1) : undefined;
        if (name === 'font' && inside === 'fonts') fonts.push({ isWhite: false, isTiny: false });
        else if (name === 'sz' && font !== undefined) font.isTiny = Number(attributeOf(attributes, 'val') ?? tinyPoints) < tinyPoints;
        else if (name === 'color' && font !== undefined) font.isWhite = isWhite(attributes);
        else if (name === 'fill' && inside === 'fills') fills.push({ isColoured: false });
        else if (name === 'patternFill' && fill !== undefined) fill.isColoured = !/^(?:none|)$/.test(attributeOf(attributes, 'patternType') ?? '');
        else if (name === 'fgColor' && fill !== undefined) fill.isColoured &&= !isWhite(attributes);
        else if (name === 'gradientFill' && fill !== undefined) fill.isColoured = true;
        else if (name === 'xf' && inside === 'cellXfs') {
          this.#formatOfStyle.push(Number(attributeOf(attributes, 'numFmtId') ?? 0));
          const ownFont = fonts[Number(attributeOf(attributes, 'fontId') ?? 0)];
          const isColoured = fills[Number(attributeOf(attributes, 'fillId') ?? 0)]?.isColoured ?? false;
          this.#looks.push(ownFont?.isTiny === true ? 'tiny' : ownFont?.isWhite === true && !isColoured ? 'white' : null);
        }
      },
      close: (name) => { if (name === inside) inside = ''; },
      text: () => {},
    });
  }

  /** Why what is in a cell of that style does not show; `white` where nothing else colours the cell. */
  hiddenKind(style: number): HiddenKind | null {
    return this.#looks[style] ?? null;
  }

  of(style: number): NumberFormat {
    const id = this.#formatOfStyle[style] ?? 0;
    let format = this.#formats.get(id);
    if (format === undefined) this.#formats.set(id, (format = new NumberFormat(this.#codes.get(id) ?? 'General', this.#from1904)));
    return format;
  }
}

/** As `FFFFFFFF` with its opacity in front, by the theme (0 is its paper) or by the old palette. */
function isWhite(attributes: string): boolean {
  const colour = attributeOf(attributes, 'rgb');
  if (colour !== null) return looksLike(`#${colour.slice(-6)}`, '#ffffff');
  const tint = Number(attributeOf(attributes, 'tint') ?? 0);
  return attributeOf(attributes, 'theme') === '0' ? tint > -0.03 : /^(?:1|9)$/.test(attributeOf(attributes, 'indexed') ?? '');
}
