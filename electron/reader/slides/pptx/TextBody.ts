import type { HiddenKind } from '../../../shared/schemas.ts';
import type { Block } from '../../blocks.ts';
import { looksLike } from '../../colours.ts';
import { attributeOf } from '../../xml.ts';
import { drawnColour } from './Paper.ts';

type Paragraph = { text: string; readonly hidden: Map<HiddenKind, string>; level: number; bullet: 'none' | 'mark' | 'number' | null; scheme: string; start: number };

/** Smaller than 2 points, in hundredths: nobody can read it. */
const tinySize = 200;
/** Letters that let so much through, of 100,000, are not seen. */
const leastInk = 5_000;

/** The paragraphs of one text frame as they arrive from the XML (DrawingML `txBody`). */
export class TextBody {
  /** Paragraphs without a mark of their own have one: so it is in the lists of most layouts. */
  readonly #hasBullets: boolean;
  readonly #blocks: Block[] = [];
  readonly #counters: number[] = [];
  #paragraph: Paragraph | null = null;
  readonly #isOnPaper: () => boolean;
  #inText = false;
  #hidden: HiddenKind | null = null;
  /** In the properties of a run, and there not in those of its outline or its link. */
  #inRun = false;
  #inLine = 0;
  #inPageNumber = false;

  /** `isOnPaper`: whether nothing but white paper lies behind the text; asked where it is white. */
  constructor(hasBullets: boolean, isOnPaper: () => boolean) {
    this.#hasBullets = hasBullets;
    this.#isOnPaper = isOnPaper;
  }

  open(name: string, attributes: string): void {
    const paragraph = this.#paragraph;
    switch (name) {
      case 'p': this.#paragraph = { text: '', hidden: new Map(), level: 0, bullet: null, scheme: '', start: 1 }; break;
      case 'pPr': if (paragraph !== null) paragraph.level = Math.min(8, Number(attributeOf(attributes, 'lvl') ?? 0) || 0); break;
      case 'buNone': if (paragraph !== null) paragraph.bullet = 'none'; break;
      case 'buChar': case 'buBlip': if (paragraph !== null) paragraph.bullet = 'mark'; break;
      case 'buAutoNum':
        if (paragraph !== null) Object.assign(paragraph, { bullet: 'number', scheme: attributeOf(attributes, 'type') ?? '', start: Number(attributeOf(attributes, 'startAt') ?? 1) || 1 });
        break;
      case 'r': this.#hidden = null; break;
      case 'fld': this.#inPageNumber = attributeOf(attributes, 'type') === 'slidenum'; break;
      case 'rPr':
        this.#inRun = true;
        if (Number(attributeOf(attributes, 'sz') ?? tinySize) < tinySize) this.#hidden = 'tiny';
        break;
      case 'ln': case 'highlight': case 'effectLst': case 'hlinkClick': this.#inLine += 1; break;
      case 'br': if (paragraph !== null) paragraph.text += '\n'; break;
      case 't': this.#inText = !this.#inPageNumber; break;
      default: if (this.#inRun && this.#inLine === 0) this.#ink(name, attributes);
    }
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#hidden = null;
    else if (name === 'rPr') this.#inRun = false;
    else if (name === 'ln' || name === 'highlight' || name === 'effectLst' || name === 'hlinkClick') this.#inLine -= 1;
    else if (name === 'fld') this.#inPageNumber = false;
    else if (name === 'p') this.#endParagraph();
  }

  text(text: string): void {
    if (!this.#inText || this.#paragraph === null) return;
    if (this.#hidden === null) this.#paragraph.text += text;
    else this.#paragraph.hidden.set(this.#hidden, (this.#paragraph.hidden.get(this.#hidden) ?? '') + text);
  }

  /** What was read so far, each block once. */
  take(): Block[] {
    return this.#blocks.splice(0);
  }

  #ink(name: string, attributes: string): void {
    if (this.#hidden === 'tiny') return;
    const colour = drawnColour(name, attributes);
    if (name === 'noFill' || (name === 'alpha' && Number(attributeOf(attributes, 'val') ?? leastInk) < leastInk)) this.#hidden = 'invisible';
    else if (colour !== null && (colour === 'paper' || looksLike(colour, '#ffffff')) && this.#isOnPaper()) this.#hidden = 'white';
  }

  #endParagraph(): void {
    const paragraph = this.#paragraph;
    this.#paragraph = null;
    if (paragraph === null) return;
    for (const [why, text] of paragraph.hidden) if (text.trim() !== '') this.#blocks.push({ kind: 'hidden', why, text });
    const text = paragraph.text.replace(/\v/g, '\n').trim();
    if (text === '') return;
    const mark = this.#markOf(paragraph);
    this.#blocks.push(mark === '' ? { kind: 'paragraph', text } : { kind: 'item', text: `${mark} ${text}` });
  }

  #markOf({ level, bullet, scheme, start }: Paragraph): string {
    if (bullet === 'number') {
      this.#counters.length = Math.min(this.#counters.length, level + 1);
      const count = (this.#counters[level] ?? start - 1) + 1;
      this.#counters[level] = count;
      return drawn(count, scheme);
    }
    this.#counters.length = Math.min(this.#counters.length, level);
    return bullet === 'mark' || (bullet === null && this.#hasBullets) ? '•' : '';
  }
}

function drawn(count: number, scheme: string): string {
  const letter = String.fromCharCode(97 + ((count - 1) % 26));
  const figure = /^alphaLc/.test(scheme) ? letter : /^alphaUc/.test(scheme) ? letter.toUpperCase() : String(count);
  return /ParenBoth$/.test(scheme) ? `(${figure})` : /ParenR$/.test(scheme) ? `${figure})` : /Plain$/.test(scheme) ? figure : `${figure}.`;
}
