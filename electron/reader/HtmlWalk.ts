import type { HiddenKind } from '../shared/schemas.ts';
import type { Block } from './blocks.ts';
import { commentWords, groundOf, hiddenKind, type Ground } from './hiddenHtml.ts';

/** What a walk needs of a node; both elements and text have it. */
export type HtmlNode = { readonly nodeType: number; readonly nodeName: string; readonly textContent: string | null; readonly childNodes: ArrayLike<HtmlNode>; getAttribute?(name: string): string | null };

const elementNode = 1;
const textNode = 3;
const commentNode = 8;
const unread = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE SVG CANVAS IFRAME OBJECT EMBED HEAD AUDIO VIDEO MAP DATALIST SELECT'.split(' '));
const blockNames = new Set('ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HGROUP HR HTML LEGEND LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(' '));
/** Deeper elements are read as their plain text. */
const deepest = 300;
/** A table whose cells are longer, or that holds a table, is there for the layout. */
const longestCell = 1_500;

/** Takes the tree of a web page apart into blocks. `hasSheets`: the page has style sheets of which not all is known, so that a class may mean colours. */
export class HtmlWalk {
  readonly #blocks: Block[] = [];
  #text = '';
  #kind: 'paragraph' | 'item' = 'paragraph';
  readonly #hasSheets: boolean;
  #hidden: Block[] = [];

  constructor(hasSheets: boolean) {
    this.#hasSheets = hasSheets;
  }

  blocksOf(root: HtmlNode): Block[] {
    this.#walk(root, 0, { preformatted: false, ground: 'white', numbers: null });
    this.#flush();
    return this.#blocks;
  }

  #walk(node: HtmlNode, depth: number, around: Around): void {
    if (node.nodeType === textNode) {
      this.#text += around.preformatted ? (node.textContent ?? '') : (node.textContent ?? '').replace(/\s+/g, ' ');
      return;
    }
    if (node.nodeType === commentNode) this.#hide('comment', commentWords(node.textContent ?? ''));
    if (node.nodeType !== elementNode) {
      if (node.nodeType === 9) for (const child of Array.from(node.childNodes)) this.#walk(child, depth + 1, around);
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (unread.has(name) || isForMachines(node)) return;
    const ground = groundOf(asElement(node), around.ground, this.#hasSheets);
    const why = hiddenKind(asElement(node), ground);
    if (why !== null) {
      this.#hide(why, plainText(node, true));
      return;
    }
    const inside = { preformatted: around.preformatted || name === 'PRE', ground, numbers: name === 'OL' ? { next: Number.parseInt(node.getAttribute?.('start') ?? '', 10) || 1 } : name === 'UL' ? null : around.numbers };
    if (name === 'BR') this.#text += '\n';
    else if (/^H[1-6]$/.test(name)) {
      this.#flush();
      this.#blocks.push({ kind: 'heading', level: Number(name[1]), text: plainText(node) });
      this.#hideWithin(node);
    } else if (name === 'TABLE') this.#table(node, depth, inside);
    else if (name === 'IMG') {
      this.#text += ' ';
      this.#hide('alt-text', node.getAttribute?.('alt') ?? '');
    } else this.#children(node, name, depth, inside);
  }

  /** Keeps text that does not show for after the block it stands in. */
  #hide(why: HiddenKind, raw: string): void {
    const text = raw.replace(/\s+/g, ' ').trim();
    if (text !== '') this.#hidden.push({ kind: 'hidden', why, text });
  }

  /** The same for all that does not show inside a node whose plain text is taken. */
  #hideWithin(node: HtmlNode): void {
    const stack = Array.from(node.childNodes).toReversed();
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next.nodeType === commentNode) this.#hide('comment', commentWords(next.textContent ?? ''));
      if (next.nodeType !== elementNode || unread.has(next.nodeName.toUpperCase()) || isForMachines(next)) continue;
      const why = hiddenKind(asElement(next), 'coloured');
      if (why !== null) this.#hide(why, plainText(next, true));
      else if (next.nodeName.toUpperCase() === 'IMG') this.#hide('alt-text', next.getAttribute?.('alt') ?? '');
      else for (const child of Array.from(next.childNodes).toReversed()) stack.push(child);
    }
  }

  #children(node: HtmlNode, name: string, depth: number, around: Around): void {
    const isBlock = blockNames.has(name);
    if (isBlock) this.#flush();
    if (name === 'LI') {
      this.#text = around.numbers === null ? '• ' : `${around.numbers.next++}. `;
      this.#kind = 'item';
    }
    if (depth >= deepest) {
      this.#text += plainText(node);
      this.#hideWithin(node);
    } else for (const child of Array.from(node.childNodes)) this.#walk(child, depth + 1, around);
    if (isBlock) this.#flush(name === 'PRE');
  }

  #table(node: HtmlNode, depth: number, around: Around): void {
    this.#flush();
    const rows = rowsOf(node, 0);
    const isLayout = rows === null || rows.length < 2 || Math.max(...rows.map((row) => row.cells.length)) < 2 || rows.some((row) => row.cells.some((cell) => cell.text.length > longestCell));
    if (isLayout) {
      this.#children(node, 'DIV', depth, { ...around, preformatted: false });
      return;
    }
    const caption = Array.from(node.childNodes).find((child) => child.nodeName.toUpperCase() === 'CAPTION');
    if (caption !== undefined && !isHidden(caption)) this.#blocks.push({ kind: 'paragraph', text: plainText(caption) });
    const [first] = rows;
    const hasHeader = first !== undefined && (first.inHead || first.cells.every((cell) => cell.isHeader));
    const texts = rows.map((row) => row.cells.map((cell) => cell.text));
    this.#blocks.push({ kind: 'table', header: hasHeader ? (texts[0] ?? null) : null, rows: hasHeader ? texts.slice(1) : texts });
    this.#hideWithin(node);
    this.#flush();
  }

  #flush(keepLines = false): void {
    const text = keepLines ? this.#text.replace(/^\n+|\s+$/g, '') : this.#text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
    if (text !== '' && !/^(?:•|\d+\.)$/.test(text)) this.#blocks.push({ kind: this.#kind, text });
    for (const block of this.#hidden) this.#blocks.push(block);
    this.#hidden = [];
    this.#text = '';
    this.#kind = 'paragraph';
  }
}

/** What an element takes over from those around it. */
type Around = { readonly preformatted: boolean; readonly ground: Ground; readonly numbers: { next: number } | null };

type TableRow = { readonly inHead: boolean; readonly cells: { readonly text: string; readonly isHeader: boolean }[] };

/** Rows of a table, or null when it holds another table. */
function rowsOf(node: HtmlNode, depth: number, inHead = false): TableRow[] | null {
  const rows: TableRow[] = [];
  for (const child of Array.from(node.childNodes)) {
    const name = child.nodeName.toUpperCase();
    if (child.nodeType !== elementNode || isHidden(child)) continue;
    if (name === 'TR') {
      const cells = Array.from(child.childNodes).filter((cell) => /^T[DH]$/i.test(cell.nodeName) && !isHidden(cell));
      if (cells.some((cell) => holdsTable(cell, 0))) return null;
      rows.push({ inHead, cells: cells.map((cell) => ({ text: plainText(cell), isHeader: cell.nodeName.toUpperCase() === 'TH' })) });
    } else if (/^(?:THEAD|TBODY|TFOOT)$/.test(name) && depth < 3) {
      const inner = rowsOf(child, depth + 1, name === 'THEAD');
      if (inner === null) return null;
      for (const row of inner) rows.push(row);
    }
  }
  return rows.filter((row) => row.cells.length > 0);
}

function holdsTable(node: HtmlNode, depth: number): boolean {
  return depth < deepest && Array.from(node.childNodes).some((child) => child.nodeName.toUpperCase() === 'TABLE' || holdsTable(child, depth + 1));
}

/** All text inside a node in single blanks, without what is not read; what does not show only when asked for. */
function plainText(node: HtmlNode, hiddenToo = false): string {
  let text = '';
  const stack: HtmlNode[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.nodeType === textNode) text += next.textContent ?? '';
    if (next.nodeType !== elementNode || unread.has(next.nodeName.toUpperCase()) || isForMachines(next) || (!hiddenToo && isHidden(next))) continue;
    const name = next.nodeName.toUpperCase();
    if (name === 'BR' || blockNames.has(name)) text += ' ';
    if (name === 'IMG') text += ` ${hiddenToo ? (next.getAttribute?.('alt') ?? '') : ''} `;
    for (const child of Array.from(next.childNodes).toReversed()) stack.push(child);
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** Colours count only in the walk itself, which knows what is behind a text. */
function isHidden(node: HtmlNode): boolean {
  return isForMachines(node) || hiddenKind(asElement(node), 'coloured') !== null;
}

/** Repetitions of what shows, in a form for programs. */
function isForMachines(node: HtmlNode): boolean {
  return node.getAttribute?.('aria-hidden') === 'true';
}

function asElement(node: HtmlNode): { getAttribute(name: string): string | null } {
  return { getAttribute: (name) => node.getAttribute?.(name) ?? null };
}
