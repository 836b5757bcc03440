import { linesOf, splitSentences, type Line, type Span } from './sentences.ts';
import { findHeader, isBarredHeader, isHeaderLine, readRow, type TableHeader, type TableRow } from './tables.ts';

/** A sentence, row or heading of a page; `group` is the label line the row stands under ("Net sales:"). */
export type PageUnit = Span & { readonly index: number; readonly row: TableRow | null; readonly group: string | null };

/** Longest text that widening may give, in UTF-16 units. */
const widest = 700;
const widestList = 600;
const maxRows = 10;

/** One page's text cut into units once, and what stands around each. All offsets are of the page's text. */
export class PageText {
  readonly text: string;
  readonly units: readonly PageUnit[];
  readonly #lines: readonly Line[];
  readonly #headers = new Map<number, (TableHeader & { readonly text: string }) | null>();

  constructor(text: string) {
    this.text = text;
    this.#lines = linesOf(text);
    let group: string | null = null;
    let isAfterRow = false;
    this.units = splitSentences(text).map((found, index) => {
      const content = text.slice(found.start, found.end);
      const span: Span = found.kind === 'row' && !isAfterRow && isBarredHeader(content) ? { ...found, kind: 'heading' } : found;
      isAfterRow = found.kind === 'row';
      if (span !== found) return { ...span, index, row: null, group: null };
      if (span.kind === 'heading') group = isHeaderLine(content) ? group : content.length <= 100 ? content.replace(/\s+/g, ' ') : null;
      else if (span.kind === 'sentence') group = null;
      return { ...span, index, row: span.kind === 'row' ? rowOf(content) : null, group: span.kind === 'row' ? group : null };
    });
  }

  /** Units that begin inside the range, and the one it begins in. */
  unitsIn(start: number, end: number): PageUnit[] {
    return this.units.filter((unit) => unit.start < end && unit.end > start);
  }

  /** The sentence before a sentence, '' at the top of the page or after a heading. */
  before(unit: PageUnit): string {
    const other = this.units[unit.index - 1];
    return other === undefined || other.kind === 'row' ? '' : this.text.slice(other.start, other.end);
  }

  /** The header of the table a row stands in; null for other units and where none is found. */
  headerOf(unit: PageUnit): (TableHeader & { readonly text: string }) | null {
    if (unit.row === null) return null;
    const known = this.#headers.get(unit.index);
    if (known !== undefined) return known;
    const at = this.#lines.findIndex((line) => line.start <= unit.start && unit.start <= line.end);
    const header = at === -1 ? null : findHeader(this.text, this.#lines, at, unit.row);
    const found = header === null ? null : { ...header, text: this.text.slice(header.start, header.end) };
    this.#headers.set(unit.index, found);
    return found;
  }

  /**
   * A unit with what it cannot be understood without: the sentence before one that begins with "This" or "It", the lead-in
   * and items of a list, with `allRows` the rows around a row up to the next heading, with `allItems` the items around an item.
   */
  widen(unit: PageUnit, { allRows, allItems }: { readonly allRows: boolean; readonly allItems: boolean }): { readonly start: number; readonly end: number } {
    let first = unit;
    let last = unit;
    const size = (): number => last.end - first.start;
    const isRow = unit.kind === 'row';
    if (isRow && allRows) {
      const rows = (): number => last.index - first.index + 1;
      for (let next = this.units[last.index + 1]; next?.kind === 'row' && rows() < maxRows && next.end - first.start < widest; next = this.units[next.index + 1]) last = next;
      for (let next = this.units[first.index - 1]; next?.kind === 'row' && rows() < maxRows && last.end - next.start < widest; next = this.units[next.index - 1]) first = next;
      return { start: first.start, end: last.end };
    }
    if (isRow) return { start: unit.start, end: unit.end };
    const content = this.text.slice(unit.start, unit.end);
    const isItem = (other: PageUnit | undefined): other is PageUnit => other !== undefined && other.kind === 'sentence' && isListItem(this.text.slice(other.start, other.end));
    if (allItems && isItem(unit)) {
      for (let next = this.units[last.index + 1]; isItem(next) && next.end - first.start < widestList; next = this.units[next.index + 1]) last = next;
      for (let next = this.units[first.index - 1]; isItem(next) && last.end - next.start < widestList; next = this.units[next.index - 1]) first = next;
      return { start: first.start, end: last.end };
    }
    const before = this.units[unit.index - 1];
    if (before?.kind === 'sentence' && unit.end - before.start < widest) {
      const lead = this.text.slice(before.start, before.end);
      const needsLead = /^(?:This|These|That|Those|It|Its|They|Their|Such|He|She|Diese[rsmn]?|Dies|Das|Es|Sie|Er|Dabei|Dadurch|Damit)\b/u.test(content);
      if (needsLead || (isListItem(content) && lead.endsWith(':'))) first = before;
    }
    // "… were as follows:" is nothing without what follows: the items of a list, or a table with its header.
    if (/:$/.test(content)) {
      for (let next = this.units[unit.index + 1]; next !== undefined && next.end - first.start < widest; next = this.units[next.index + 1]) {
        const text = this.text.slice(next.start, next.end);
        if (!isListItem(text) && next.kind !== 'row' && !isHeaderLine(text) && !(last === unit && next.kind === 'sentence')) break;
        last = next;
      }
    }
    return size() <= widest ? { start: first.start, end: last.end } : { start: unit.start, end: unit.end };
  }
}

/** A row whose label began on the line above is read from its last line, with the whole label. */
function rowOf(content: string): TableRow | null {
  const at = content.lastIndexOf('\n');
  const row = readRow(at === -1 ? content : content.slice(at + 1));
  if (row === null || at === -1) return row;
  return { label: `${content.slice(0, at).replace(/\s+/g, ' ').trim()} ${row.label}`.trim(), cells: row.cells.map((cell) => ({ ...cell, start: cell.start + at + 1, end: cell.end + at + 1 })) };
}

function isListItem(content: string): boolean {
  return /^(?:[•●▪◦‣·■□☐☒✓➢]|[-–—*]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s)/u.test(content);
}
