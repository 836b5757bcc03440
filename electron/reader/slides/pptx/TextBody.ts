import type { Block } from '../../blocks.ts';
import { attributeOf } from '../../xml.ts';

type Paragraph = { text: string; tiny: string; level: number; bullet: 'none' | 'mark' | 'number' | null; scheme: string; start: number };

/** Smaller than 2 points, in hundredths: nobody can read it. */
const tinySize = 200;

/** The paragraphs of one text frame as they arrive from the XML (DrawingML `txBody`). */
export class TextBody {
  /** Paragraphs without a mark of their own have one: so it is in the lists of most layouts. */
  readonly #hasBullets: boolean;
  readonly #blocks: Block[] = [];
  readonly #counters: number[] = [];
  #paragraph: Paragraph | null = null;
  #inText = false;
  #isTiny = false;
  #inPageNumber = false;

  constructor(hasBullets: boolean) {
    this.#hasBullets = hasBullets;
  }

  open(name: string, attributes: string): void {
    const paragraph = this.#paragraph;
    switch (name) {
      case 'p': this.#paragraph = { text: '', tiny: '', level: 0, bullet: null, scheme: '', start: 1 }; break;
      case 'pPr': if (paragraph !== null) paragraph.level = Math.min(8, Number(attributeOf(attributes, 'lvl') ?? 0) || 0); break;
      case 'buNone': if (paragraph !== null) paragraph.bullet = 'none'; break;
      case 'buChar': case 'buBlip': if (paragraph !== null) paragraph.bullet = 'mark'; break;
      case 'buAutoNum':
        if (paragraph !== null) Object.assign(paragraph, { bullet: 'number', scheme: attributeOf(attributes, 'type') ?? '', start: Number(attributeOf(attributes, 'startAt') ?? 1) || 1 });
        break;
      case 'r': this.#isTiny = false; break;
      case 'fld': this.#inPageNumber = attributeOf(attributes, 'type') === 'slidenum'; break;
      case 'rPr': this.#isTiny = Number(attributeOf(attributes, 'sz') ?? tinySize) < tinySize; break;
      case 'br': if (paragraph !== null) paragraph.text += '\n'; break;
      case 't': this.#inText = !this.#inPageNumber; break;
      default:
    }
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#isTiny = false;
    else if (name === 'fld') this.#inPageNumber = false;
    else if (name === 'p') this.#endParagraph();
  }

  text(text: string): void {
    if (!this.#inText || this.#paragraph === null) return;
    if (this.#isTiny) this.#paragraph.tiny += text;
    else this.#paragraph.text += text;
  }

  /** What was read so far, each block once. */
  take(): Block[] {
    return this.#blocks.splice(0);
  }

  #endParagraph(): void {
    const paragraph = this.#paragraph;
    this.#paragraph = null;
    if (paragraph === null) return;
    if (paragraph.tiny.trim() !== '') this.#blocks.push({ kind: 'hidden', why: 'tiny', text: paragraph.tiny });
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
