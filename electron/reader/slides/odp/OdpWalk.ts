import type { Block } from '../../blocks.ts';
import type { UnnumberedPage } from '../../emitPages.ts';
import { lengthOf, type OdfStyles } from '../../office/odfStyles.ts';
import { OdfText } from '../../office/odfText.ts';
import { pagesAt } from '../../ooxml/pagesAt.ts';
import { attributeOf, type XmlHandler } from '../../xml.ts';
import { blocksOf, newShape, slideBlocks, withoutRepeatedFeet, type Shape } from '../Shape.ts';
import type { Box } from '../readingOrder.ts';

const shapeNames = new Set(['frame', 'custom-shape', 'rect', 'ellipse', 'circle', 'polygon', 'path', 'line', 'connector', 'caption', 'g', 'regular-polygon', 'polyline']);
/** What a presentation calls its places, in the words of the other format. */
const places: Readonly<Record<string, string>> = { 'title': 'title', 'page-number': 'sldNum', 'date-time': 'dt', 'footer': 'ftr', 'page': 'sldImg' };

/** The slides of an OpenDocument presentation as its XML goes by. */
export class OdpWalk implements XmlHandler {
  readonly pages: UnnumberedPage[] = [];
  readonly #styles: OdfStyles;
  readonly #objectBlocks: (folder: string) => Block[];
  #slide = 0;
  #isShown = true;
  #size: { readonly width: number; readonly height: number } | null = null;
  #shapes: Shape[] = [];
  #notes: Shape[] = [];
  readonly #feet = new Set<string>();
  #inNotes = false;
  readonly #open: { readonly shape: Shape; readonly text: OdfText }[] = [];
  #remark: OdfText | null = null;

  constructor(styles: OdfStyles, objectBlocks: (folder: string) => Block[]) {
    this.#styles = styles;
    this.#objectBlocks = objectBlocks;
  }

  open(name: string, attributes: string): void {
    if (name === 'page' && this.#open.length === 0) {
      this.#slide += 1;
      this.#shapes = [];
      this.#notes = [];
      this.#isShown = this.#styles.isShown(attributeOf(attributes, 'style-name'));
      this.#size = this.#styles.pageSize(attributeOf(attributes, 'master-page-name'));
    } else if (name === 'notes') this.#inNotes = true;
    else if (name === 'annotation' && this.#open.length === 0) this.#remark = new OdfText(this.#styles);
    else if (shapeNames.has(name)) this.#openShape(attributes);
    (this.#open.at(-1)?.text ?? this.#remark)?.open(name, attributes);
  }

  close(name: string): void {
    const current = this.#open.at(-1);
    (current?.text ?? this.#remark)?.close(name);
    if (shapeNames.has(name) && current !== undefined) {
      current.shape.blocks.push(...current.text.take(true));
      this.#open.pop();
    } else if (name === 'annotation' && this.#remark !== null && current === undefined) {
      this.#shapes.push({ ...newShape(), blocks: this.#remark.take(true) });
      this.#remark = null;
    } else if (name === 'notes') this.#inNotes = false;
    else if (name === 'page' && current === undefined) this.#endSlide();
  }

  text(text: string): void {
    (this.#open.at(-1)?.text ?? this.#remark)?.text(text);
  }

  #openShape(attributes: string): void {
    const shape = newShape();
    shape.box = boxOf(attributes);
    const place = places[attributeOf(attributes, 'class') ?? ''];
    if (place !== undefined) shape.placeholder = { type: place, index: '0' };
    (this.#open.at(-1)?.shape.children ?? (this.#inNotes ? this.#notes : this.#shapes)).push(shape);
    this.#open.push({ shape, text: new OdfText(this.#styles, this.#objectBlocks) });
  }

  #endSlide(): void {
    const hidden = this.#isShown ? undefined : 'hidden-sheet';
    const locator = { kind: 'slide' as const, slide: this.#slide };
    const notes = this.#notes.filter(({ placeholder }) => placeholder === null).flatMap(blocksOf);
    this.pages.push(...pagesAt(locator, slideBlocks(withoutRepeatedFeet(this.#shapes, this.#feet), this.#size), hidden), ...pagesAt({ ...locator, notes: true }, notes, hidden));
  }
}

/** The place of a shape in points; null where it has none of its own or is turned. */
function boxOf(attributes: string): Box | null {
  const side = (name: string) => lengthOf(attributeOf(attributes, `svg:${name}`));
  const [x, y, width, height] = [side('x'), side('y'), side('width'), side('height')];
  return Number.isNaN(x) || Number.isNaN(y) ? null : { x, y, width: width || 0, height: height || 0 };
}
