/** A stretch of a text, `end` not included. */
export type Span = { readonly start: number; readonly end: number };
export type Line = Span & { readonly cells: readonly Span[] };

/** What readers put between the cells of a row: two blanks or more on a page, a bar in tables of other formats. */
const betweenCells = / \| | {2,}|\t+/g;

/** The lines of a text with their cells; a line that is no row of a table has one cell. Offsets count from the start of the text. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length, cells: cellsOf(line).map((cell) => ({ start: cell.start + start, end: cell.end + start })) });
    start += line.length + 1;
  }
  return lines;
}

function cellsOf(line: string): readonly Span[] {
  const cells: Span[] = [];
  let start = line.length - line.trimStart().length;
  for (const gap of line.trim() === '' ? [] : line.matchAll(betweenCells)) {
    if (gap.index < start) continue;
    cells.push({ start, end: gap.index });
    start = gap.index + gap[0].length;
  }
  return [...cells, { start, end: line.length }];
}

export type Block = { readonly kind: 'text' | 'table'; readonly lines: readonly Line[] };

/** Lines put together: rows that follow one another are a table, of two rows at least unless `single` rows count. */
export function blocksOf(lines: readonly Line[], single = false): readonly Block[] {
  const blocks: { kind: Block['kind']; lines: Line[] }[] = [];
  for (const line of lines) {
    const kind = line.cells.length > 1 ? 'table' : 'text';
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return single ? blocks : blocks.map((block) => (block.kind === 'table' && block.lines.length < 2 ? { ...block, kind: 'text' } : block));
}

/** Lines of prose put together where a sentence runs on from one to the next: files of text break them where their own window ended. */
export function paragraphsOf(text: string, lines: readonly Line[]): readonly Span[] {
  const paragraphs: { start: number; end: number }[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    const runsOn = last !== undefined && /[\p{L}\p{N},;)”"’]$/u.test(text.slice(last.start, last.end).trimEnd()) && /^\s*\p{Ll}/u.test(text.slice(line.start, line.end));
    if (runsOn) last.end = line.end;
    else paragraphs.push({ start: line.start, end: line.end });
  }
  return paragraphs;
}

/** How many columns a table has, and for each line how many of them stand empty at its left: a header often leaves out the label's. */
export function columnsOf(lines: readonly Line[]): { readonly count: number; readonly skipped: (line: Line) => number } {
  const count = Math.max(...lines.map(({ cells }) => cells.length));
  const isHeader = (line: Line): boolean => line === lines[0] && lines.length > 1;
  return { count, skipped: (line) => (isHeader(line) ? count - line.cells.length : 0) };
}

/** True for a cell that holds an amount: those stand right. */
export function isFigure(text: string): boolean {
  return /\d/.test(text) && /^[-+(–−]?\s*(?:[A-Z]{3}(?=[\s\d])|[£$€¥])?\s*[-+(–−]?[\d.,' \u00a0\u202f]+\s*(?:%|[A-Za-z]{1,3})?\)?$/.test(text.trim());
}
