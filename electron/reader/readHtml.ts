import { parseHTML } from 'linkedom';
import type { ReadEvent } from '../shared/readerContract.ts';
import type { Block } from './blocks.ts';
import { believableDate } from './dates.ts';
import { emitBlocks } from './emitBlocks.ts';
import type { ReadLimits } from './limits.ts';

/** What a walk needs of a node; both elements and text have it. */
type Node = { readonly nodeType: number; readonly nodeName: string; readonly textContent: string | null; readonly childNodes: ArrayLike<Node>; getAttribute?(name: string): string | null };

const elementNode = 1;
const textNode = 3;
const unread = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE SVG CANVAS IFRAME OBJECT EMBED HEAD AUDIO VIDEO MAP DATALIST SELECT'.split(' '));
const blockNames = new Set('ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HGROUP HR HTML LEGEND LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(' '));
/** Deeper elements are read as their plain text. */
const deepest = 300;
/** A table whose cells are longer, or that holds a table, is there for the layout. */
const longestCell = 1_500;

/** The readable text of a web page: what is hidden, scripts and pictures left out, nothing fetched. */
export function readHtml(html: string, path: string, limits: ReadLimits): Generator<ReadEvent> {
  // linkedom nests as deep as the file says; data addresses only cost memory.
  const { document } = parseHTML(tamed(html));
  const meta = (selector: string) => document.querySelector(selector)?.getAttribute('content')?.trim() ?? '';
  const heading = document.querySelector('h1')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const title = (document.querySelector('title')?.textContent ?? '').replace(/\s+/g, ' ').trim() || meta('meta[property="og:title"]') || heading;
  const dates = ['meta[property="article:published_time"]', 'meta[name="date"]', 'meta[name="dcterms.date"]', 'meta[name="dc.date"]'].map(meta).map(believableDate);
  const root: Node = document.documentElement ?? document;
  return emitBlocks(new HtmlWalk().blocksOf(root), { format: 'html', title, documentDate: dates.find((date) => date !== null) ?? null }, path, limits);
}

/** Encoding the page itself declares, or undefined. */
export function declaredEncoding(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4_096).toString('latin1');
  return /<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ?? /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1];
}

function tamed(html: string): string {
  const shorter = withoutDataAddresses(html);
  return /<html[\s>]/i.test(shorter) ? shorter : `<!DOCTYPE html><html><body>${shorter}</body></html>`;
}

/** Long `data:` addresses in attributes and styles are cut to their first word: they cost memory and hold no text. */
function withoutDataAddresses(html: string): string {
  const end = /["')\s>]/g;
  let kept = '';
  let from = 0;
  for (let at = html.indexOf('data:'); at !== -1; at = html.indexOf('data:', at + 5)) {
    if (!/["'(=]/.test(html.charAt(at - 1))) continue;
    end.lastIndex = at;
    const stop = end.exec(html)?.index ?? html.length;
    if (stop - at < 200) continue;
    kept += html.slice(from, at + 5);
    from = stop;
    at = stop - 5;
  }
  return kept + html.slice(from);
}

class HtmlWalk {
  readonly #blocks: Block[] = [];
  #text = '';
  #kind: 'paragraph' | 'item' = 'paragraph';

  blocksOf(root: Node): Block[] {
    this.#walk(root, 0, false);
    this.#flush();
    return this.#blocks;
  }

  #walk(node: Node, depth: number, preformatted: boolean): void {
    if (node.nodeType === textNode) {
      this.#text += preformatted ? (node.textContent ?? '') : (node.textContent ?? '').replace(/\s+/g, ' ');
      return;
    }
    if (node.nodeType !== elementNode) {
      if (node.nodeType === 9) for (const child of Array.from(node.childNodes)) this.#walk(child, depth + 1, false);
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (unread.has(name) || isHidden(node)) return;
    if (name === 'BR') this.#text += '\n';
    else if (/^H[1-6]$/.test(name)) {
      this.#flush();
      this.#blocks.push({ kind: 'heading', level: Number(name[1]), text: plainText(node) });
    } else if (name === 'TABLE') this.#table(node, depth);
    else if (name === 'IMG') this.#text += ` ${node.getAttribute?.('alt')?.trim() ?? ''} `;
    else this.#children(node, name, depth, preformatted || name === 'PRE');
  }

  #children(node: Node, name: string, depth: number, preformatted: boolean): void {
    const isBlock = blockNames.has(name);
    if (isBlock) this.#flush();
    if (name === 'LI') {
      this.#text = '• ';
      this.#kind = 'item';
    }
    if (depth >= deepest) this.#text += plainText(node);
    else for (const child of Array.from(node.childNodes)) this.#walk(child, depth + 1, preformatted);
    if (isBlock) this.#flush(name === 'PRE');
  }

  #table(node: Node, depth: number): void {
    this.#flush();
    const rows = rowsOf(node, 0);
    const isLayout = rows === null || rows.length < 2 || Math.max(...rows.map((row) => row.cells.length)) < 2 || rows.some((row) => row.cells.some((cell) => cell.text.length > longestCell));
    if (isLayout) {
      this.#children(node, 'DIV', depth, false);
      return;
    }
    const caption = Array.from(node.childNodes).find((child) => child.nodeName.toUpperCase() === 'CAPTION');
    if (caption !== undefined && !isHidden(caption)) this.#blocks.push({ kind: 'paragraph', text: plainText(caption) });
    const [first] = rows;
    const hasHeader = first !== undefined && (first.inHead || first.cells.every((cell) => cell.isHeader));
    const texts = rows.map((row) => row.cells.map((cell) => cell.text));
    this.#blocks.push({ kind: 'table', header: hasHeader ? (texts[0] ?? null) : null, rows: hasHeader ? texts.slice(1) : texts });
  }

  #flush(keepLines = false): void {
    const text = keepLines ? this.#text.replace(/^\n+|\s+$/g, '') : this.#text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
    if (text !== '' && text !== '•') this.#blocks.push({ kind: this.#kind, text });
    this.#text = '';
    this.#kind = 'paragraph';
  }
}

type TableRow = { readonly inHead: boolean; readonly cells: { readonly text: string; readonly isHeader: boolean }[] };

/** Rows of a table, or null when it holds another table. */
function rowsOf(node: Node, depth: number, inHead = false): TableRow[] | null {
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
      rows.push(...inner);
    }
  }
  return rows.filter((row) => row.cells.length > 0);
}

function holdsTable(node: Node, depth: number): boolean {
  return depth < deepest && Array.from(node.childNodes).some((child) => child.nodeName.toUpperCase() === 'TABLE' || holdsTable(child, depth + 1));
}

/** All text inside a node in single blanks, without what is not read. */
function plainText(node: Node): string {
  let text = '';
  const stack: Node[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.nodeType === textNode) text += next.textContent ?? '';
    if (next.nodeType !== elementNode || unread.has(next.nodeName.toUpperCase()) || isHidden(next)) continue;
    const name = next.nodeName.toUpperCase();
    if (name === 'BR' || blockNames.has(name)) text += ' ';
    if (name === 'IMG') text += ` ${next.getAttribute?.('alt') ?? ''} `;
    for (const child of Array.from(next.childNodes).toReversed()) stack.push(child);
  }
  return text.replace(/\s+/g, ' ').trim();
}

function isHidden(node: Node): boolean {
  if (node.getAttribute === undefined) return false;
  if (node.getAttribute('hidden') !== null || node.getAttribute('aria-hidden') === 'true') return true;
  const style = node.getAttribute('style');
  return style !== null && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
