import { attributeOf, walkXml } from '../../xml.ts';
import { builtInFormats, NumberFormat } from '../numberFormat.ts';

/** The number format of each cell style, by the style's number. Errors: file-damaged, limit-exceeded. */
export class CellFormats {
  readonly #formatOfStyle: number[] = [];
  readonly #codes = new Map<number, string>(Object.entries(builtInFormats).map(([id, code]) => [Number(id), code]));
  readonly #formats = new Map<number, NumberFormat>();
  readonly #from1904: boolean;

  constructor(xml: string | null, from1904: boolean) {
    this.#from1904 = from1904;
    let inCells = false;
    if (xml !== null) walkXml(xml, {
      open: (name, attributes) => {
        if (name === 'numFmt') this.#codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? 'General');
        if (name === 'cellXfs') inCells = true;
        if (name === 'xf' && inCells) this.#formatOfStyle.push(Number(attributeOf(attributes, 'numFmtId') ?? 0));
      },
      close: (name) => { if (name === 'cellXfs') inCells = false; },
      text: () => {},
    });
  }

  of(style: number): NumberFormat {
    const id = this.#formatOfStyle[style] ?? 0;
    let format = this.#formats.get(id);
    if (format === undefined) this.#formats.set(id, (format = new NumberFormat(this.#codes.get(id) ?? 'General', this.#from1904)));
    return format;
  }
}
