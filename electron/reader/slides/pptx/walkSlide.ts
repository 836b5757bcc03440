import { altTextOf } from '../../ooxml/altText.ts';
import type { OfficePackage } from '../../ooxml/OfficePackage.ts';
import { readChart } from '../../ooxml/readChart.ts';
import { readDiagram } from '../../ooxml/readDiagram.ts';
import { attributeOf } from '../../xml.ts';
import { newShape, type Shape } from '../Shape.ts';
import { Paper } from './Paper.ts';
import { TextBody } from './TextBody.ts';

export type Slide = { readonly shapes: readonly Shape[]; readonly isShown: boolean };
type Table = { readonly rows: string[][]; readonly hasHeader: boolean; cell: boolean };

const shapeNames = new Set(['sp', 'pic', 'graphicFrame', 'cxnSp', 'grpSp', 'contentPart']);
/** Placeholders whose paragraphs are lists unless they say otherwise. */
const lists = new Set(['body', 'obj', '']);

/** The shapes of a slide, of its notes, of a layout: no part is read for them but charts and diagrams. Errors: file-damaged, limit-exceeded. */
export function walkSlide(file: OfficePackage, part: string, paper: Paper = new Paper(file)): Slide {
  const walk = new SlideWalk(file, part, paper);
  file.walk(part, (name, attributes) => { walk.open(name, attributes); }, (name) => { walk.close(name); }, (text) => { walk.text(text); });
  return { shapes: walk.shapes, isShown: walk.isShown };
}

class SlideWalk {
  readonly shapes: Shape[] = [];
  isShown = true;
  readonly #file: OfficePackage;
  readonly #part: string;
  readonly #paper: Paper;
  readonly #open: Shape[] = [];
  #body: TextBody | null = null;
  #table: Table | null = null;
  #inPlace = false;

  constructor(file: OfficePackage, part: string, paper: Paper) {
    this.#file = file;
    this.#paper = paper;
    this.#part = part;
  }

  open(name: string, attributes: string): void {
    if (shapeNames.has(name)) this.#openShape();
    const shape = this.#open.at(-1);
    switch (name) {
      case 'sld': this.isShown = attributeOf(attributes, 'show') !== '0' && attributeOf(attributes, 'show') !== 'false'; break;
      case 'cNvPr': this.#describe(shape, attributes); break;
      case 'ph': if (shape !== undefined) shape.placeholder = { type: attributeOf(attributes, 'type') ?? '', index: attributeOf(attributes, 'idx') ?? '0' }; break;
      case 'xfrm': this.#inPlace = true; break;
      case 'off': if (this.#inPlace && shape !== undefined) shape.box = { x: Number(attributeOf(attributes, 'x')) || 0, y: Number(attributeOf(attributes, 'y')) || 0, width: 0, height: 0 }; break;
      case 'ext': if (this.#inPlace && shape !== undefined && shape.box !== null) shape.box = { ...shape.box, width: Number(attributeOf(attributes, 'cx')) || 0, height: Number(attributeOf(attributes, 'cy')) || 0 }; break;
      case 'txBody': this.#body = new TextBody(this.#table === null && lists.has(shape?.placeholder?.type ?? 'none'), () => this.#isOnPaper()); break;
      case 'tbl': this.#table = { rows: [], hasHeader: false, cell: false }; break;
      case 'tblPr': if (this.#table !== null) this.#table = { ...this.#table, hasHeader: /^(?:1|true)$/.test(attributeOf(attributes, 'firstRow') ?? '') }; break;
      case 'tr': this.#table?.rows.push([]); break;
      case 'tc': this.#table?.rows.at(-1)?.push(''); break;
      case 'chart': shape?.blocks.push(...this.#file.linkedBlocks(this.#part, attributes, 'id', readChart)); break;
      case 'relIds': shape?.blocks.push(...this.#file.linkedBlocks(this.#part, attributes, 'dm', readDiagram)); break;
      default: this.#body?.open(name, attributes);
    }
  }

  close(name: string): void {
    if (shapeNames.has(name)) this.#open.pop();
    else if (name === 'xfrm') this.#inPlace = false;
    else if (name === 'txBody') this.#endBody();
    else if (name === 'tbl') this.#endTable();
    else this.#body?.close(name);
  }

  text(text: string): void {
    this.#body?.text(text);
  }

  /** Tables have colours of their own; of a group the whole counts. */
  #isOnPaper(): boolean {
    return this.#table === null && this.#paper.isWhiteAt(this.#part, this.#open[0]?.box ?? null);
  }

  #openShape(): void {
    const shape = newShape();
    (this.#open.at(-1)?.children ?? this.shapes).push(shape);
    this.#open.push(shape);
  }

  #describe(shape: Shape | undefined, attributes: string): void {
    if (shape === undefined) return;
    if (/^(?:1|true)$/.test(attributeOf(attributes, 'hidden') ?? '')) shape.hidden = 'invisible';
    const text = altTextOf(attributes);
    if (text !== '') shape.blocks.push({ kind: 'hidden', why: 'alt-text', text });
  }

  #endBody(): void {
    const blocks = this.#body?.take() ?? [];
    this.#body = null;
    const row = this.#table?.rows.at(-1);
    if (row === undefined || row.length === 0) {
      this.#open.at(-1)?.blocks.push(...blocks);
      return;
    }
    row[row.length - 1] = blocks.map((block) => (block.kind === 'table' || block.kind === 'hidden' ? '' : block.text)).join('\n').trim();
    this.#open.at(-1)?.blocks.push(...blocks.filter(({ kind }) => kind === 'hidden'));
  }

  #endTable(): void {
    const table = this.#table;
    this.#table = null;
    const [first, ...others] = table?.rows ?? [];
    if (table === null || first === undefined) return;
    const hasHeader = table.hasHeader && others.length > 0 && first.some((cell) => cell !== '');
    this.#open.at(-1)?.blocks.push({ kind: 'table', header: hasHeader ? first : null, rows: hasHeader ? others : table.rows });
  }
}
