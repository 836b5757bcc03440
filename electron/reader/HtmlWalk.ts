import type { HiddenKind } from '../shared/schemas.ts';
import type { Block } from './blocks.ts';
import { commentWords, hiddenKind, lookOf, unseenKind, usualLook, type Look } from './hiddenHtml.ts';

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
    this.#walk(root, 0, { preformatted: false, look: usualLook(this.#hasSheets), numbers: null });
    this.#flush();
    return this.#blocks;
  }

  #walk(node: HtmlNode, depth: number, around: Around): void {
    if (node.nodeType === textNode) {
      const why = unseenKind(around.look);
      if (why !== null) {
        this.#hide(why, node.textContent ?? '');
        if (/^\s|\s$/.test(node.textContent ?? '')) this.#text += ' ';
      } else this.#text += around.preformatted ? (node.textContent ?? '') : (node.textContent ?? '').replace(/\s+/g, ' ');
      return;
    }
    if (node.nodeType === commentNode) this.#hide('comment', commentWords(node.textContent ?? ''));
    if (node.nodeType !== elementNode) {
      if (node.nodeType === 9) for (const child of Array.from(node.childNodes)) this.#walk(child, depth + 1, around);
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (unread.has(name) || isForMachines(node)) return;
    const why = hiddenKind(asElement(node));
    if (why !== null) {
      this.#hide(why, allText(node));
      return;
    }
    const look = lookOf(asElement(node), around.look, this.#hasSheets);
    const inside = { preformatted: around.preformatted || name === 'PRE', look, numbers: name === 'OL' ? { next: Number.parseInt(node.getAttribute?.('start') ?? '', 10) || 1 } : name === 'UL' ? null : around.numbers };
    if (name === 'BR') this.#text += '\n';
    else if (/^H[1-6]$/.test(name)) {
      this.#flush();
      this.#blocks.push({ kind: 'heading', level: Number(name[1]), text: this.#plainText(node, look) });
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

  /** The text inside a node that shows, in single blanks; `look`: its own. What does not show is kept apart. */
  #plainText(root: HtmlNode, look: Look): string {
    let text = '';
    const stack = [{ node: root, look }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node } = next;
      if (node.nodeType === textNode) {
        const why = unseenKind(next.look);
        if (why === null) text += node.textContent ?? '';
        else this.#hide(why, node.textContent ?? '');
      }
      if (node.nodeType === commentNode) this.#hide('comment', commentWords(node.textContent ?? ''));
      const name = node.nodeName.toUpperCase();
      if (node.nodeType !== elementNode || unread.has(name) || isForMachines(node)) continue;
      const why = node === root ? null : hiddenKind(asElement(node));
      if (why !== null) {
        this.#hide(why, allText(node));
        continue;
      }
      if (name === 'BR' || name === 'IMG' || blockNames.has(name)) text += ' ';
      if (name === 'IMG') this.#hide('alt-text', node.getAttribute?.('alt') ?? '');
      const inside = node === root ? look : lookOf(asElement(node), next.look, this.#hasSheets);
      for (const child of Array.from(node.childNodes).toReversed()) stack.push({ node: child, look: inside });
    }
    return text.replace(/\s+/g, ' ').trim();
  }

  #children(node: HtmlNode, name: string, depth: number, around: Around): void {
    const isBlock = blockNames.has(name);
    if (isBlock) this.#flush();
    if (name === 'LI') {
      this.#text = around.numbers === null ? '• ' : `${around.numbers.next++}. `;
      this.#kind = 'item';
    }
    if (depth >= deepest) this.#text += this.#plainText(node, around.look);
    else for (const child of Array.from(node.childNodes)) this.#walk(child, depth + 1, around);
    if (isBlock) this.#flush(name === 'PRE');
  }

  #table(node: HtmlNode, depth: number, around: Around): void {
    this.#flush();
    const all = rowsOf(node, 0, around.look, this.#hasSheets);
    const rows = all?.filter((row) => row.cells.length > 0) ?? null;
    const isLayout = all === null || rows === null || rows.length < 2 || Math.max(...rows.map((row) => row.cells.length)) < 2 || rows.some((row) => row.cells.some((cell) => allText(cell.node).length > longestCell));
    if (isLayout) {
      this.#children(node, 'DIV', depth, { ...around, preformatted: false });
      return;
    }
    const caption = Array.from(node.childNodes).find((child) => child.nodeName.toUpperCase() === 'CAPTION');
    if (caption !== undefined && !isForMachines(caption)) this.#apart(caption, around.look, (text) => { this.#blocks.push({ kind: 'paragraph', text }); });
    for (const hidden of all.flatMap((row) => row.hidden)) this.#apart(hidden, around.look);
    const [first] = rows;
    const hasHeader = first !== undefined && (first.inHead || first.cells.every((cell) => cell.isHeader));
    const texts = rows.map((row) => row.cells.map((cell) => this.#plainText(cell.node, cell.look)));
    this.#blocks.push({ kind: 'table', header: hasHeader ? (texts[0] ?? null) : null, rows: hasHeader ? texts.slice(1) : texts });
    this.#flush();
  }

  /** Gives the text of an element that stands in another that looks so, or keeps it apart. */
  #apart(element: HtmlNode, around: Look, shown: (text: string) => void = () => {}): void {
    const why = hiddenKind(asElement(element));
    if (why !== null) this.#hide(why, allText(element));
    else shown(this.#plainText(element, lookOf(asElement(element), around, this.#hasSheets)));
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
type Around = { readonly preformatted: boolean; readonly look: Look; readonly numbers: { next: number } | null };

/** Cells and rows that do not show, and remarks between them, stand apart in `hidden`. */
type TableRow = { readonly inHead: boolean; readonly cells: { readonly node: HtmlNode; readonly look: Look; readonly isHeader: boolean }[]; readonly hidden: readonly HtmlNode[] };

/** Rows of a table, or null when it holds another table. */
function rowsOf(node: HtmlNode, depth: number, around: Look, hasSheets: boolean, inHead = false): TableRow[] | null {
  const rows: TableRow[] = [];
  for (const child of Array.from(node.childNodes)) {
    const name = child.nodeName.toUpperCase();
    if (child.nodeType === commentNode) rows.push({ inHead, cells: [], hidden: [child] });
    if (child.nodeType !== elementNode || isForMachines(child)) continue;
    const isRow = name === 'TR';
    const isPart = /^(?:THEAD|TBODY|TFOOT)$/.test(name) && depth < 3;
    if ((isRow || isPart) && hiddenKind(asElement(child)) !== null) {
      rows.push({ inHead, cells: [], hidden: [child] });
      continue;
    }
    const look = lookOf(asElement(child), around, hasSheets);
    if (isRow) {
      const cells = Array.from(child.childNodes).filter((cell) => /^T[DH]$/i.test(cell.nodeName) && !isForMachines(cell));
      if (cells.some((cell) => holdsTable(cell, 0))) return null;
      const [shown, hidden] = [cells.filter((cell) => hiddenKind(asElement(cell)) === null), Array.from(child.childNodes).filter((cell) => cell.nodeType === commentNode || (cells.includes(cell) && hiddenKind(asElement(cell)) !== null))];
      rows.push({ inHead, cells: shown.map((cell) => ({ node: cell, look: lookOf(asElement(cell), look, hasSheets), isHeader: cell.nodeName.toUpperCase() === 'TH' })), hidden });
    } else if (isPart) {
      const inner = rowsOf(child, depth + 1, look, hasSheets, name === 'THEAD');
      if (inner === null) return null;
      for (const row of inner) rows.push(row);
    }
  }
  return rows.filter((row) => row.cells.length > 0 || row.hidden.length > 0);
}

function holdsTable(node: HtmlNode, depth: number): boolean {
  return depth < deepest && Array.from(node.childNodes).some((child) => child.nodeName.toUpperCase() === 'TABLE' || holdsTable(child, depth + 1));
}

/** All text inside a node in single blanks, whether it shows or not, without what is not read. */
function allText(root: HtmlNode): string {
  let text = '';
  const stack: HtmlNode[] = [root];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.nodeType === textNode) text += next.textContent ?? '';
    const name = next.nodeName.toUpperCase();
    if (next.nodeType !== elementNode || unread.has(name) || isForMachines(next)) continue;
    if (name === 'BR' || blockNames.has(name)) text += ' ';
    if (name === 'IMG') text += ` ${next.getAttribute?.('alt') ?? ''} `;
    for (const child of Array.from(next.childNodes).toReversed()) stack.push(child);
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** Repetitions of what shows, in a form for programs. */
function isForMachines(node: HtmlNode): boolean {
  return node.getAttribute?.('aria-hidden') === 'true';
}

function asElement(node: HtmlNode): { getAttribute(name: string): string | null } {
  return { getAttribute: (name) => node.getAttribute?.(name) ?? null };
}
