import type { HiddenKind } from '../../shared/schemas.ts';
import type { Block } from '../blocks.ts';

/** Puts the running text of an old Office document together to blocks: paragraphs, rows of cells, and text that does not show. */
export class FlowWriter {
  readonly blocks: Block[] = [];
  #text = '';
  /** Where the paragraph in hand begins: a cell may have several. */
  #begun = 0;
  #cells: string[] = [];
  #rows: string[][] = [];
  #header: string[] | null = null;
  readonly #hidden = new Map<HiddenKind, string>();

  /** Text of the paragraph or cell in hand; `why` where it does not show. */
  write(text: string, why: HiddenKind | null = null): void {
    if (why === null) this.#text += text;
    else this.#hidden.set(why, (this.#hidden.get(why) ?? '') + text);
  }

  /** True where the paragraph in hand has no words yet. */
  get isEmpty(): boolean {
    return this.#text.slice(this.#begun).trim() === '';
  }

  /** Ends a paragraph; in a table it is a line of its cell. `level` 1 to 9 makes it a heading; `mark` is the number drawn in front. */
  endParagraph(kind: { readonly level?: number | null; readonly isItem?: boolean; readonly inTable?: boolean; readonly mark?: string } = {}): void {
    if (kind.mark !== undefined && kind.mark !== '' && !this.isEmpty) this.#text = `${this.#text.slice(0, this.#begun)}${kind.mark} ${this.#text.slice(this.#begun)}`;
    if (kind.inTable === true) {
      if (this.#text.trim() !== '') this.#text += '\n';
      this.#begun = this.#text.length;
      return;
    }
    this.endTable();
    this.#pushText(kind.level ?? null, kind.isItem ?? false);
  }

  endCell(): void {
    this.#cells.push(this.#text.trim());
    this.#text = '';
    this.#begun = 0;
  }

  endRow(isHeader = false): void {
    if (this.#text.trim() !== '') this.endCell();
    const cells = this.#cells;
    this.#cells = [];
    if (cells.length === 0) return;
    if (isHeader && this.#header === null && this.#rows.length === 0) this.#header = cells;
    else this.#rows.push(cells);
  }

  /** A row that was begun but not ended counts as one. */
  endTable(): void {
    const text = this.#text;
    this.#text = '';
    this.endRow();
    if (this.#rows.length > 0 || this.#header !== null) for (const block of tableBlocks(this.#header, this.#rows)) this.blocks.push(block);
    this.#header = null;
    this.#rows = [];
    this.#text = text;
    if (text === '') this.#pushHidden();
  }

  finish(): readonly Block[] {
    this.endTable();
    this.#pushText(null, false);
    return this.blocks;
  }

  #pushText(level: number | null, isItem: boolean): void {
    const text = this.#text.toWellFormed().replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').trim();
    this.#text = '';
    this.#begun = 0;
    if (text !== '') this.blocks.push(level !== null ? { kind: 'heading', level, text } : { kind: isItem ? 'item' : 'paragraph', text });
    this.#pushHidden();
  }

  #pushHidden(): void {
    for (const [why, text] of this.#hidden) if (text.trim() !== '') this.blocks.push({ kind: 'hidden', why, text: text.replace(/\s+/g, ' ').trim() });
    this.#hidden.clear();
  }
}

/** A table of one column is a frame around text. */
function tableBlocks(header: string[] | null, rows: string[][]): Block[] {
  const all = header === null ? rows : [header, ...rows];
  if (all.some((row) => row.length > 1)) return [{ kind: 'table', header, rows }];
  return all.flat().filter((text) => text !== '').map((text) => ({ kind: 'paragraph', text }));
}
