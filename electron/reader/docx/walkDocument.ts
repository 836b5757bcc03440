import type { HiddenKind } from '../../shared/schemas.ts';
import type { Block } from '../blocks.ts';
import { altTextOf } from '../ooxml/altText.ts';
import { attributeOf, walkXml } from '../xml.ts';
import type { Numbering } from './numbering.ts';
import { isFarAway, RunLook } from './RunLook.ts';
import { isOff, type Styles } from './styles.ts';

type Paragraph = { text: string; readonly hidden: Map<HiddenKind, string>; style: string | null; outline: number | null; numId: string | null; level: number };
type Table = { rows: { cells: string[]; isHeader: boolean }[]; cell: string | null };

/** What is not part of the text as it stands: the older place of moved text, field codes, the second form of a drawing. */
const unread = new Set(['moveFrom', 'instrText', 'delInstrText', 'Fallback', 'rPrChange', 'pPrChange', 'sectPrChange', 'tblPrChange', 'trPrChange', 'tcPrChange', 'numPicBullet']);
/** A table with longer cells is there for the layout. */
const longestCell = 3_000;

/**
 * The blocks of one part of a DOCX (body, header, notes …) in reading order. What is deleted or does not show comes as hidden blocks, and so do the
 * remarks that are referred to: those are taken out of `comments`. Errors: file-damaged, limit-exceeded.
 */
export function walkDocument(xml: string, styles: Styles, numbering: Numbering, comments: Map<string, string> = new Map()): Block[] {
  const walk = new DocumentWalk(styles, numbering, comments, new RunLook(/behindDoc=["'](?:1|true)/.test(xml)));
  walkXml(xml, walk);
  return walk.blocks;
}

class DocumentWalk {
  readonly blocks: Block[] = [];
  readonly #styles: Styles;
  readonly #numbering: Numbering;
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: Table[] = [];
  readonly #comments: Map<string, string>;
  readonly #look: RunLook;
  #skipping = 0;
  #deleted = 0;
  #boxes = 0;
  #isDarkPaper = false;
  #inText = false;
  #inPlace = false;
  /** The drawing in hand lies beside the paper. */
  #isFarAway = false;
  #inRun = false;

  constructor(styles: Styles, numbering: Numbering, comments: Map<string, string>, look: RunLook) {
    this.#look = look;
    this.#styles = styles;
    this.#numbering = numbering;
    this.#comments = comments;
  }

  open(name: string, attributes: string): void {
    if (this.#skipping > 0 || unread.has(name)) {
      this.#skipping += 1;
      return;
    }
    const paragraph = this.#paragraphs.at(-1);
    const value = () => attributeOf(attributes, 'val');
    switch (name) {
      case 'p': this.#paragraphs.push({ text: '', hidden: new Map(), style: null, outline: null, numId: null, level: 0 }); this.#look.beginParagraph(); break;
      case 'r': this.#inRun = true; this.#look.beginRun(); break;
      case 't': case 'delText': this.#inText = true; break;
      case 'del': this.#deleted += 1; break;
      case 'txbxContent': this.#boxes += 1; break;
      case 'background': this.#isDarkPaper = !/^(?:auto|FFFFFF)$/i.test(attributeOf(attributes, 'color') ?? 'auto'); break;
      case 'vanish': case 'color': case 'sz': case 'highlight': case 'shd': case 'ind': this.#look.property(name, attributes, this.#inRun); break;
      case 'rStyle': {
        const style = this.#styles.of(value());
        if (style.hidden) this.#look.hide();
        this.#look.takeStyle(style.look, true);
        break;
      }
      case 'anchor': this.#isFarAway = false; break;
      case 'posOffset': this.#inPlace = true; break;
      case 'commentReference': this.#comment(attributeOf(attributes, 'id') ?? ''); break;
      case 'docPr': this.#hide('alt-text', altTextOf(attributes)); break;
      case 'tab': if (this.#inRun) this.#write('  '); break;
      case 'br': case 'cr': this.#write('\n'); break;
      case 'noBreakHyphen': this.#write('-'); break;
      case 'pStyle':
        if (paragraph !== undefined) paragraph.style = value();
        this.#look.takeStyle(this.#styles.of(value()).look, false);
        break;
      case 'outlineLvl': if (paragraph !== undefined) paragraph.outline = Number(value() ?? 9); break;
      case 'numId': if (paragraph !== undefined) paragraph.numId = value(); break;
      case 'ilvl': if (paragraph !== undefined) paragraph.level = Number(value() ?? 0); break;
      case 'tbl': this.#tables.push({ rows: [], cell: null }); break;
      case 'tr': this.#tables.at(-1)?.rows.push({ cells: [], isHeader: false }); break;
      case 'tblHeader': this.#markHeader(!isOff(value())); break;
      case 'tc': { const table = this.#tables.at(-1); if (table !== undefined) table.cell = ''; break; }
      default:
    }
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    if (name === 't' || name === 'delText') this.#inText = false;
    else if (name === 'del') this.#deleted -= 1;
    else if (name === 'txbxContent') this.#boxes -= 1;
    else if (name === 'posOffset') this.#inPlace = false;
    else if (name === 'anchor') this.#isFarAway = false;
    else if (name === 'r') this.#inRun = false;
    else if (name === 'p') this.#endParagraph();
    else if (name === 'tc') this.#endCell();
    else if (name === 'tbl') this.#endTable();
  }

  text(text: string): void {
    if (this.#skipping > 0) return;
    if (this.#inPlace) this.#isFarAway ||= isFarAway(text);
    else if (this.#inText) this.#write(text);
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    const isOnPaper = !this.#isDarkPaper && this.#boxes === 0 && this.#tables.length === 0;
    const why = this.#deleted > 0 ? 'deleted' : this.#isFarAway && this.#boxes > 0 ? 'off-page' : this.#inRun ? this.#look.hidden(isOnPaper) : null;
    if (why === null) paragraph.text += text;
    else paragraph.hidden.set(why, (paragraph.hidden.get(why) ?? '') + text);
  }

  #hide(why: HiddenKind, text: string): void {
    if (text.trim() !== '') this.blocks.push({ kind: 'hidden', why, text: text.trim() });
  }

  #comment(id: string): void {
    this.#hide('comment', this.#comments.get(id) ?? '');
    this.#comments.delete(id);
  }

  #markHeader(isHeader: boolean): void {
    const row = this.#tables.at(-1)?.rows.at(-1);
    if (row !== undefined) row.isHeader = isHeader;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    const style = this.#styles.of(paragraph.style);
    const text = paragraph.text.replace(/[^\S\n]+$/gm, '').trim();
    for (const [why, words] of paragraph.hidden) this.#hide(why, words);
    if (style.hidden) this.#hide('invisible', text);
    if (text === '' || style.hidden) return;
    const place = paragraph.numId === null ? style.numbering : { numId: paragraph.numId, level: paragraph.level };
    const number = place === null || place.numId === '0' ? '' : this.#numbering.next(place);
    const labelled = number === '' ? text : `${number} ${text}`;
    const table = this.#tables.at(-1);
    if (table !== undefined && table.cell !== null) {
      table.cell += table.cell === '' ? labelled : `\n${labelled}`;
      return;
    }
    const level = paragraph.outline !== null && paragraph.outline < 9 ? paragraph.outline + 1 : style.headingLevel;
    if (level !== null && text.length <= 300) this.blocks.push({ kind: 'heading', level, text: labelled });
    else this.blocks.push({ kind: place !== null && place.numId !== '0' ? 'item' : 'paragraph', text: labelled });
  }

  #endCell(): void {
    const table = this.#tables.at(-1);
    if (table === undefined || table.cell === null) return;
    table.rows.at(-1)?.cells.push(table.cell);
    table.cell = null;
  }

  #endTable(): void {
    const table = this.#tables.pop();
    const outer = this.#tables.at(-1);
    if (table === undefined) return;
    const rows = table.rows.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
    if (outer !== undefined && outer.cell !== null) {
      const text = rows.map((row) => row.cells.join('  ')).join('\n');
      outer.cell += outer.cell === '' ? text : `\n${text}`;
      return;
    }
    const isLayout = Math.max(0, ...rows.map((row) => row.cells.length)) < 2 || rows.some((row) => row.cells.some((cell) => cell.length > longestCell));
    if (isLayout) {
      for (const cell of rows.flatMap((row) => row.cells)) for (const text of cell.split('\n')) if (text.trim() !== '') this.blocks.push({ kind: 'paragraph', text: text.trim() });
      return;
    }
    const [first, ...others] = rows;
    if (first === undefined) return;
    const hasHeader = first.isHeader || (others.length >= 1 && first.cells.length > 1 && first.cells.every((cell) => /\p{L}/u.test(cell) && cell.length <= 60 && !/\d{3}/.test(cell)));
    this.blocks.push({ kind: 'table', header: hasHeader ? first.cells : null, rows: (hasHeader ? others : rows).map((row) => row.cells) });
  }
}
