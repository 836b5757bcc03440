import type { ExtractedPage } from '../shared/readerContract.ts';
import type { HiddenKind } from '../shared/schemas.ts';

/**
 * What a flowing document (DOCX, HTML, Markdown) consists of, in reading order. `item` is a list item or a line of code: no blank line follows it. `hidden`
 * is text that does not show: it comes on pages of its own behind the section it stands in.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'table'; readonly header: readonly string[] | null; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'hidden'; readonly why: HiddenKind; readonly text: string };

/** Sections have about this many UTF-16 units; one is closed early at a heading once it has `enough`. */
export const sectionUnits = { enough: 3_000, most: 6_000 } as const;
/** Stands between the cells of a row. */
export const cellGap = ' | ';

export function rowText(cells: readonly string[]): string {
  return cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).join(cellGap).trim();
}

/** Puts blocks together to page-like sections; the locator of each names the headings above its start. */
export class SectionWriter {
  #text = '';
  #headings: { start: number; end: number; level: number }[] = [];
  #tables: { start: number; end: number; header: string; rows: { start: number; end: number }[] }[] = [];
  #section = 1;
  #number = 0;
  readonly #hidden = new Map<HiddenKind, string[]>();
  #hiddenUnits = 0;
  #afterItem = false;
  /** Headings in force at the section's start and now. */
  #above: readonly string[] = [];
  #stack: { readonly level: number; readonly text: string }[] = [];
  readonly #done: ExtractedPage[] = [];

  add(block: Block): void {
    switch (block.kind) {
      case 'heading': this.#heading(block.level, block.text); break;
      case 'paragraph': for (const part of partsOf(block.text)) this.#write(part, '\n\n'); this.#afterItem = false; break;
      case 'item': for (const part of partsOf(block.text)) this.#write(part, this.#afterItem ? '\n' : '\n\n'); this.#afterItem = true; break;
      case 'table': this.#table(block.header, block.rows); this.#afterItem = false; break;
      case 'hidden': this.#hide(block.why, block.text); break;
      default: block satisfies never;
    }
  }

  /** Sections finished so far, each once; `finish` closes the one in hand. */
  take(finish = false): ExtractedPage[] {
    if (finish) this.#close();
    return this.#done.splice(0);
  }

  #heading(level: number, raw: string): void {
    const text = raw.replace(/\s+/g, ' ').trim();
    if (text === '') return;
    if (this.#text.length >= sectionUnits.enough) this.#close();
    const start = this.#write(text, '\n\n');
    this.#headings.push({ start, end: start + text.length, level: Math.min(9, Math.max(1, level)) });
    this.#stack = [...this.#stack.filter((one) => one.level < level), { level, text }];
    this.#afterItem = false;
  }

  #table(header: readonly string[] | null, rows: readonly (readonly string[])[]): void {
    const headerText = header === null ? '' : rowText(header);
    let open = false;
    const begin = (start: number) => {
      this.#tables.push({ start, end: start, header: headerText, rows: [] });
      open = true;
    };
    if (headerText.replaceAll('|', '').trim() !== '') {
      const start = this.#write(headerText, '\n\n');
      begin(start);
    }
    for (const cells of rows) {
      const text = rowText(cells);
      if (text.replaceAll('|', '').trim() === '') continue;
      for (const part of partsOf(text)) {
        const section = this.#section;
        const start = this.#write(part, open ? '\n' : '\n\n');
        if (!open || section !== this.#section) begin(start);
        const table = this.#tables.at(-1);
        if (table === undefined) continue;
        table.rows.push({ start, end: start + part.length });
        table.end = start + part.length;
      }
    }
  }

  /** Writes text after a gap, in a new section where this one is full, and gives its start. */
  #write(text: string, gap: string): number {
    if (this.#text !== '' && this.#text.length + text.length > sectionUnits.most) this.#close();
    if (this.#text !== '') this.#text += gap;
    const start = this.#text.length;
    this.#text += text;
    return start;
  }

  #hide(why: HiddenKind, text: string): void {
    for (const part of partsOf(text)) {
      if (this.#hiddenUnits + part.length > sectionUnits.most) this.#close();
      const before = this.#hidden.get(why);
      if (before === undefined) this.#hidden.set(why, [part]);
      else before.push(part);
      this.#hiddenUnits += part.length;
    }
  }

  #close(): void {
    const heading = [...(this.#above.length > 0 ? this.#above : this.#firstHeading())];
    const locator = { kind: 'section' as const, section: this.#section, heading };
    const isEmpty = this.#text.trim() === '' && this.#hidden.size === 0;
    if (this.#text.trim() !== '') this.#done.push({ number: (this.#number += 1), text: this.#text, locator, headings: this.#headings, tables: this.#tables });
    for (const [hidden, parts] of this.#hidden) this.#done.push({ number: (this.#number += 1), text: parts.join('\n'), locator, headings: [], tables: [], hidden });
    if (!isEmpty) this.#section += 1;
    this.#hidden.clear();
    this.#hiddenUnits = 0;
    this.#text = '';
    this.#headings = [];
    this.#tables = [];
    this.#above = this.#stack.map(({ text }) => text);
  }

  #firstHeading(): string[] {
    const first = this.#headings[0];
    return first === undefined ? [] : [this.#text.slice(first.start, first.end)];
  }
}

/** A text no longer than a section may be, or its parts, cut at line ends, sentences or blanks. */
export function partsOf(raw: string): string[] {
  const text = raw.trim();
  if (text.length <= sectionUnits.most) return text === '' ? [] : [text];
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + sectionUnits.most >= text.length ? text.length : cutBefore(text, at, at + sectionUnits.most);
    const part = text.slice(at, end).trim();
    if (part !== '') parts.push(part);
    at = end;
  }
  return parts;
}

/** The best place to cut in the last half before `most`: after a line, a sentence, a word, else anywhere but inside a character. */
export function cutBefore(text: string, start: number, most: number): number {
  const half = start + Math.floor((most - start) / 2);
  // Looked for in this half alone: from the end of a long text, a mark that is nowhere would be looked for to its beginning.
  const last = text.slice(half, most);
  const line = last.lastIndexOf('\n');
  if (line !== -1) return half + line + 1;
  for (let at = most; at > half; at -= 1) if (/^(?:[.!?]\s|[。！？])/.test(text.slice(at - 1, at + 1))) return at;
  const blank = last.lastIndexOf(' ');
  if (blank !== -1) return half + blank + 1;
  const code = text.charCodeAt(most - 1);
  return code >= 0xd800 && code < 0xdc00 ? most - 1 : most;
}
