import { findDates } from './dates.ts';
import { statedScales } from './numbers.ts';

/** A row of figures as a line of text: its label and its cells, in order, with exact ranges into the text given. */
export type TableRow = { readonly label: string; readonly cells: readonly Cell[] };
export type Cell = { readonly start: number; readonly end: number; readonly text: string };

/** What stands above a row: the lines that name its columns, what each cell stands under (when the counts agree), scales. */
export type TableHeader = { readonly start: number; readonly end: number; readonly columns: readonly string[] | null; readonly scales: readonly number[] };

const cell = String.raw`(?:US\$|[$€£¥]|CHF|EUR|USD)?[ \u00a0]?(?:\(?[-−–]?(?:US\$|[$€£¥])?[ \u00a0]?\(?\d[\d.,'’]*\)?[ \u00a0]?(?:%|pts?\b|bps\b)?\)?|[—–-]{1,2}(?:[ \u00a0]?%)?|N\/A|n\.a\.|NM|N\/M|\*)(?:[ \u00a0]?(?:[€£]|CHF|EUR|USD)(?!\p{L}))?`;
const lastCell = new RegExp(String.raw`(?<=^|[ \t\u00a0|])${cell}[ \t|]*$`, 'u');
const connecting = /(?:^|[\s(])(?:and|or|of|to|from|for|in|on|at|by|than|with|was|were|is|are|the|a|an|approximately|about|over|under|between|through|until|since|section|sections|rule|note|item|page|und|oder|von|bis|für|mit|im|am|auf|der|die|das|den|etwa|rund|über|ca\.|de|du|et|à|en|el|la|y|due|no\.|nr\.)$|[,;:–—-]$/iu;

/**
 * A line as a row of figures, or null when it is prose, a heading or blank. Tab or bar separated lines are rows by their
 * marks; others when a label is followed to the end of the line by nothing but figures.
 */
export function readRow(line: string): TableRow | null {
  const row = readAnyRow(line);
  const first = row?.cells[0];
  // "… for the quarter ended March 31, 2020" ends in a date, not in cells.
  return first === undefined || !findDates(line).some((date) => date.start < first.start && date.end > first.start) ? row : null;
}

function readAnyRow(line: string): TableRow | null {
  const marked = readMarkedRow(line) ?? readGapRow(line);
  if (marked !== null) return marked;
  const cells: Cell[] = [];
  let rest = line;
  for (;;) {
    const match = lastCell.exec(rest);
    if (match === null || match[0].trim() === '') break;
    const text = match[0].replace(/[ \t|]+$/, '').trim();
    const start = match.index + match[0].indexOf(text);
    cells.unshift({ start, end: start + text.length, text });
    rest = rest.slice(0, match.index);
    if (cells.length > 24) break;
  }
  const label = rest.trim();
  const figures = cells.filter((item) => /\d/.test(item.text));
  if (figures.length === 0 || label.length > 160 || connecting.test(label)) return null;
  const formatted = figures.filter((item) => /[$€£¥%(,]|\d\.\d|CHF|EUR|USD/.test(item.text) && !/^\(?(?:19|20)\d\d\)?$/.test(item.text));
  if (cells.length >= 2) return label === '' || formatted.length > 0 || cells.length >= 3 || /\p{L}/u.test(label) ? { label, cells } : null;
  return label !== '' && label.length <= 90 && formatted.length === 1 && !/[.!?]\s/.test(label) ? { label, cells } : null;
}

function readMarkedRow(line: string): TableRow | null {
  const separator = line.includes('\t') ? '\t' : / \| /.test(line) || (line.match(/\|/g) ?? []).length >= 2 ? '|' : null;
  if (separator === null) return null;
  const inner = line.trim().startsWith(separator) ? line.indexOf(separator) + 1 : 0;
  const cells = splitCells(line, separator, inner);
  const [label, ...others] = cells;
  return label === undefined || others.every((item) => item.text === '') || /^[-: |]+$/.test(line) ? null : { label: label.text, cells: others };
}

/** Cells between separators; an empty one keeps its place, for the columns after it to keep theirs. */
function splitCells(line: string, separator: string, from: number): Cell[] {
  const cells: Cell[] = [];
  let at = from;
  for (const part of line.slice(from).split(separator)) {
    const text = part.trim();
    const start = text === '' ? at : at + part.indexOf(text);
    cells.push({ start, end: start + text.length, text });
    at += part.length + 1;
  }
  if (line.trimEnd().endsWith(separator) && line.trim().startsWith(separator)) cells.pop();
  return cells;
}

const figureCell = /^(?:US\$|[$€£¥(–—-]|CHF|EUR|USD|\s)*(?:\d[\d.,'’]*|[—–-])(?:\s?(?:%|pts?|bps|x|[€£]|CHF|EUR|USD)|[)\s])*$|^(?:N\/A|n\.a\.|NM|N\/M|\*)$/u;

/** A row whose cells stand two blanks apart, as readers set them: the label first, then mostly figures. */
function readGapRow(line: string): TableRow | null {
  const cells = gapCells(line);
  if (cells.length < 2) return null;
  const hasLabel = !figureCell.test(cells[0]?.text ?? '');
  const others = hasLabel ? cells.slice(1) : cells;
  const figures = others.filter((item) => figureCell.test(item.text));
  if (figures.length * 2 <= others.length || !figures.some((item) => /\d/.test(item.text))) return null;
  return { label: hasLabel ? cells[0]?.text ?? '' : '', cells: others };
}

const currencyAlone = /^(?:US\$|[$€£¥]|CHF|EUR|USD|GBP)$/u;

/** Parts of a line that stand at least two blanks, a tab or a bar apart. */
function gapCells(line: string): Cell[] {
  const cells: Cell[] = [];
  for (const match of line.matchAll(/[^\s|](?:(?!\s{2,}|\t|\s\|)[^|])*/gu)) {
    const text = match[0].trimEnd();
    if (text === '') continue;
    const last = cells.at(-1);
    // "$   3,944": the sign stands in a column of its own.
    if (last !== undefined && currencyAlone.test(last.text) && /^[\d(–—-]/.test(text)) cells[cells.length - 1] = { start: last.start, end: match.index + text.length, text: line.slice(last.start, match.index + text.length) };
    else cells.push({ start: match.index, end: match.index + text.length, text });
  }
  return cells;
}

const periodWords = /(?:three|six|nine|twelve|thirteen|twenty-six|thirty-nine|\d{1,2})[ -](?:months?|weeks?)\s+ended|(?:fiscal\s+)?(?:quarters?|years?)\s+ended|as\s+(?:of|at)|(?:drei|sechs|neun|zwölf)\s+monate(?:\s+(?:bis|zum))?|geschäftsjahr|stichtag/giu;
const headerWord = /^(?:[\s$%()*,.\d:;/–—-]|three|six|nine|twelve|months?|weeks?|ended|ending|fiscal|quarters?|years?|as|of|at|change|increase|decrease|total|amount|unaudited|in|millions|thousands|billions|except|per|share|amounts?|data|and|dollars|Geschäftsjahr|Monate|Quartal|Veränderung|Mio|Tsd|EUR|CHF|Q[1-4]|\p{L}{3,9}\.?(?=\s+\d))+$/iu;

/** The most lines looked at above a row; statements of one page rarely have more. */
const reach = 60;

/**
 * The header of the table a row stands in: the nearest lines above that hold nothing but dates, years, periods and
 * column words. `columns` is set only when there is exactly one column name for each cell.
 * @param lines all lines of the page, in order, with their offsets. @param at the index of the row's first line.
 */
export function findHeader(text: string, lines: readonly { readonly start: number; readonly end: number }[], at: number, row: TableRow): TableHeader | null {
  const own = lines[at];
  if (own !== undefined && isBarred(text.slice(own.start, own.end))) return findBarredHeader(text, lines, at, row);
  let last = -1;
  let first = -1;
  for (let index = at - 1; index >= Math.max(0, at - reach); index--) {
    const line = lines[index];
    if (line === undefined) break;
    const content = text.slice(line.start, line.end);
    if (content.trim() === '') continue;
    const isHeader = isHeaderLine(content);
    if (isHeader && last === -1) last = index;
    if (isHeader) first = index;
    else if (last !== -1 || isProse(content)) break;
  }
  const top = lines[first];
  const bottom = lines[last];
  if (top === undefined || bottom === undefined) return null;
  const start = top.start + leading(text.slice(top.start, top.end));
  const end = bottom.start + text.slice(bottom.start, bottom.end).trimEnd().length;
  const above = text.slice(Math.max(0, (lines[Math.max(0, first - 3)]?.start ?? start)), end);
  return { start, end, columns: nameColumns(text.slice(start, end), row.cells.length), scales: statedScales(above) };
}

/** A date, period, year, change or unit, and hardly anything beside it. */
function namesColumn(cell: string): boolean {
  const bare = cell.replace(/\([^)]*\)|[$€£¥%*]/gu, '').trim();
  const dated = findDates(bare).reduce((sum, date) => sum + date.text.length, 0);
  return (dated > 0 && dated >= bare.length * 0.6) || new RegExp(periodWords, 'iu').test(cell) || isChange(cell) || /^(?:amount|total|value|price|number|betrag|wert|preis|anzahl)?\s*\(?(?:[$€£¥%]|CHF|EUR|USD|GBP|in (?:thousands|millions|billions)|mm|cm|kg|m²)?\)?$/iu.test(cell);
}

function isBarred(line: string): boolean {
  return / \| /.test(line);
}

/** Tables written with bars have their header in their first line, whatever it holds; none where that line has figures itself. */
function findBarredHeader(text: string, lines: readonly { readonly start: number; readonly end: number }[], at: number, row: TableRow): TableHeader | null {
  let top = at;
  while (top > 0 && isBarred(text.slice(lines[top - 1]?.start, lines[top - 1]?.end))) top--;
  const line = lines[top];
  if (top === at || line === undefined) return null;
  if (!isBarredHeader(text.slice(line.start, line.end))) return null;
  const columns = columnsFromBars(text.slice(line.start, line.end), row.cells.length);
  return { start: line.start, end: line.end, columns, scales: statedScales(text.slice(lines[Math.max(0, top - 3)]?.start ?? 0, line.end)) };
}

/** Whether the first line of a table written with bars names its columns: no figures of its own. */
export function isBarredHeader(line: string): boolean {
  return isBarred(line) && gapCells(line).every((item) => !figureCell.test(item.text) || isYear(item.text));
}

/** Column names of a header written with bars, as headings carry it: one for each cell, the row's label column left out. */
export function columnsFromBars(header: string, count: number): string[] | null {
  const cells = splitCells(header, '|', header.trim().startsWith('|') ? header.indexOf('|') + 1 : 0).map((item) => item.text);
  return cells.length === count + 1 ? cells.slice(1) : cells.length === count ? cells : null;
}

/** Whether a line says what columns hold: periods, dates, years, or names side by side without a figure among them. */
export function isHeaderLine(line: string): boolean {
  const bare = line.trim();
  if (bare.length > 200 || bare === '') return false;
  const cells = gapCells(line);
  if (cells.length >= 2) {
    if (cells.some((item) => (item.text.length > 45 && !aside.test(item.text)) || (figureCell.test(item.text) && !isYear(item.text)))) return false;
    // Two cells are as often a name and its value; then the second has to name a column.
    return cells.length >= 3 || namesColumn(cells.at(-1)?.text ?? '');
  }
  if (findDates(line).length === 0 && !new RegExp(periodWords, 'iu').test(bare) && !/^[\s$%()]*(?:change|in millions|in thousands|in billions|unaudited)/i.test(bare)) return false;
  return headerWord.test(bare) && !/[$€£]\s?\d/.test(bare);
}

function isProse(line: string): boolean {
  const words = line.trim().split(/\s+/);
  return words.length > 14 && readRow(line) === null && words.filter((item) => /^\p{Ll}/u.test(item)).length > words.length / 2;
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

/** One name for each cell, or null when that cannot be told: a wrong column would be worse than none. */
function nameColumns(header: string, count: number): string[] | null {
  const lines = header.split('\n').map((line) => gapCells(line).map((item) => item.text).filter((item) => !aside.test(item))).filter((cells) => cells.length > 0);
  if (lines.some((cells) => cells.length >= 2)) return nameFromGrid(lines, count);
  const groups = [...header.matchAll(periodWords)].map((match) => match[0].replace(/\s+/g, ' '));
  const names = columnMarks(header);
  if (names === null || names.length === 0 || names.length !== count) return null;
  const perGroup = groups.length > 0 && names.length % groups.length === 0 ? names.length / groups.length : 0;
  return names.map((name, index) => {
    const group = perGroup > 0 ? groups[Math.floor(index / perGroup)] : undefined;
    return group === undefined || /change/i.test(name) ? name : `${group.toLowerCase()} ${name}`;
  });
}

const aside = /^\(?(?:(?:dollars? |\$ |amounts? )?in (?:thousands|millions|billions)|unaudited|angaben in|\$ in)\b.*$/iu;
const isYear = (cell: string): boolean => /^(?:19|20)\d\d$/.test(cell);
const isDay = (cell: string): boolean => findDates(cell).some((date) => date.year === null && date.day !== null);
const isChange = (cell: string): boolean => /change|increase|decrease|over-|veränder/iu.test(cell);

/**
 * Names from header lines whose cells stand apart: the lowest line that has a cell for each column, and the lines above it
 * where they match it one to one, evenly, or by kind (days go to years, other words to other words).
 */
function nameFromGrid(lines: readonly (readonly string[])[], count: number): string[] | null {
  const base = lines.findLastIndex((cells) => cells.length === count || cells.length === count + 1);
  const own = lines[base];
  if (own === undefined) return null;
  let names = own.length === count + 1 ? own.slice(1) : [...own];
  // "Three Months Ended September 30,  2023  2022": the first cell is what the years are of.
  if (own.length === count + 1 && isDay(own[0] ?? '')) names = names.map((name) => `${own[0] ?? ''} ${name}`);
  else if (own.length === count + 1 && new RegExp(periodWords, 'iu').test(own[0] ?? '')) names = names.map((name) => `${(own[0] ?? '').toLowerCase()} ${name}`);
  for (const above of lines.slice(0, base).toReversed()) {
    const joined = joinAbove(above, names);
    if (joined === null) return null;
    names = joined;
  }
  return names.map((name) => name.replace(/\s+/g, ' ').replace(/ ,/g, ',').replace(/^(?:Three|Six|Nine|Twelve|Fiscal|Year|Quarter|As) \p{L}+(?: \p{L}+)?(?= \p{Lu}| \d)/u, (words) => words.toLowerCase()));
}

function joinAbove(above: readonly string[], names: readonly string[]): string[] | null {
  const plain = names.map((name, index) => ({ name, index })).filter(({ name }) => !isChange(name));
  if (above.length === names.length) return names.map((name, index) => `${above[index] ?? ''} ${name}`);
  const days = above.filter(isDay);
  const takesDay = names.filter(isYear);
  if (days.length > 0 && days.length === takesDay.length && above.length - days.length <= names.length - takesDay.length) {
    let day = 0;
    return names.map((name) => (isYear(name) ? `${days[day++] ?? ''} ${name}` : name));
  }
  // "Three Months Ended | Nine Months Ended" over two columns each, columns of change left out.
  const share = plain.length / above.length;
  const isPeriod = above.every((cell) => findDates(cell).length > 0 || new RegExp(periodWords, 'iu').test(cell));
  // Words over some of the columns ("% of net") cannot be placed by counting; what the columns are of is known without them.
  if (!isPeriod) return [...names];
  if (Number.isInteger(share) && share >= 1) return names.map((name, index) => {
    const place = plain.findIndex((item) => item.index === index);
    return place === -1 ? name : `${above[Math.floor(place / share)] ?? ''} ${name}`;
  });
  return null;
}

/** Dates, years and "Change" in reading order; month-and-day lines are joined with the line of years below. */
function columnMarks(header: string): string[] | null {
  const dates: { start: number; text: string; year: number | null; isBareYear: boolean }[] = [];
  let offset = 0;
  for (const line of header.split('\n')) {
    for (const date of findDates(line)) dates.push({ start: offset + date.start, text: date.text, year: date.year, isBareYear: date.month === null && date.quarter === null });
    offset += line.length + 1;
  }
  const complete = dates.filter((date) => date.year !== null && !date.isBareYear);
  const noYear = dates.filter((date) => date.year === null);
  const bareYears = dates.filter((date) => date.isBareYear && date.year !== null);
  let named: readonly { readonly start: number; readonly text: string }[];
  if (noYear.length > 0) {
    // Days on one line, their years on the next.
    if (complete.length > 0 || noYear.length !== bareYears.length) return null;
    named = bareYears.map((date, index) => ({ start: date.start, text: `${(noYear[index]?.text ?? '').replace(/,?\s*$/, '')}, ${date.text}` }));
  } else if (complete.length > 0) {
    // One day for the table and a year for each column cannot be told from a day for each column.
    if (bareYears.length > 0) return null;
    named = complete;
  } else named = bareYears;
  const changes = [...header.matchAll(/(?:[$%]\s+)?\bchange\b|\bincrease\s*\/?\s*\(?decrease\)?|Veränderung/giu)].map((match) => ({ start: match.index, text: match[0].replace(/\s+/g, ' ') }));
  return [...named, ...changes].sort((a, b) => a.start - b.start).map((mark) => mark.text.replace(/\s+/g, ' '));
}
