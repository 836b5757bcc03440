import type { Locator } from '../../../shared/schemas.ts';
import type { Block } from '../../blocks.ts';
import type { UnnumberedPage } from '../../emitPages.ts';
import { altTextOf } from '../../ooxml/altText.ts';
import type { OfficePackage } from '../../ooxml/OfficePackage.ts';
import { pagesAt } from '../../ooxml/pagesAt.ts';
import { readChart } from '../../ooxml/readChart.ts';
import { readDiagram } from '../../ooxml/readDiagram.ts';
import { lastRow } from './cellReference.ts';

/** What floats above the cells of a sheet: text boxes, charts and diagrams as further pages, descriptions of pictures hidden. `firstRow` to `lastRow` is where it lies. */
export function drawingPages(file: OfficePackage, sheetPart: string, sheet: string, isHidden: boolean): UnnumberedPage[] {
  return file.linked(sheetPart, 'drawing').flatMap((part) => {
    const walk = new DrawingWalk(file, part);
    file.tolerated(() => file.walk(part, (name, attributes) => { walk.open(name, attributes); }, (name) => { walk.close(name); }, (text) => { walk.text(text); }), false);
    const locator: Locator = { kind: 'rows', sheet, firstRow: Math.max(1, Math.min(walk.firstRow, walk.lastRow)), lastRow: Math.max(1, walk.lastRow) };
    const shown = pagesAt(locator, walk.blocks, isHidden ? 'hidden-sheet' : undefined);
    return [...shown, ...pagesAt(locator, walk.descriptions.map((text) => ({ kind: 'paragraph', text })), 'alt-text')];
  });
}

class DrawingWalk {
  readonly blocks: Block[] = [];
  readonly descriptions: string[] = [];
  firstRow = lastRow;
  lastRow = 1;
  readonly #file: OfficePackage;
  readonly #part: string;
  #paragraph: string | null = null;
  #inText = false;
  #inRow = false;

  constructor(file: OfficePackage, part: string) {
    this.#file = file;
    this.#part = part;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'row': this.#inRow = true; break;
      case 'p': this.#paragraph = ''; break;
      case 'br': if (this.#paragraph !== null) this.#paragraph += '\n'; break;
      case 't': this.#inText = this.#paragraph !== null; break;
      case 'cNvPr': {
        const description = altTextOf(attributes);
        if (description !== '') this.descriptions.push(description);
        break;
      }
      case 'chart': this.blocks.push(...this.#file.linkedBlocks(this.#part, attributes, 'id', readChart)); break;
      case 'relIds': this.blocks.push(...this.#file.linkedBlocks(this.#part, attributes, 'dm', readDiagram)); break;
      default:
    }
  }

  close(name: string): void {
    if (name === 'row') this.#inRow = false;
    else if (name === 't') this.#inText = false;
    else if (name === 'p') {
      if (this.#paragraph !== null && this.#paragraph.trim() !== '') this.blocks.push({ kind: 'paragraph', text: this.#paragraph });
      this.#paragraph = null;
    }
  }

  text(text: string): void {
    if (this.#inText && this.#paragraph !== null) this.#paragraph += text;
    const row = this.#inRow ? Number(text) + 1 : NaN;
    if (!(row >= 1 && row <= lastRow)) return;
    this.firstRow = Math.min(this.firstRow, row);
    this.lastRow = Math.max(this.lastRow, row);
  }
}
