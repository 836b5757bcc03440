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
  const marked = readMarkedRow(line);
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
  const separator = line.includes('\t') ? '\t' : /\S ?\|/.test(line) && (line.match(/\|/g) ?? []).length >= 2 ? '|' : null;
  if (separator === null) return null;
  const cells: Cell[] = [];
  let at = 0;
  for (const part of line.split(separator)) {
    const text = part.trim();
    if (text !== '') cells.push({ start: at + part.indexOf(text), end: at + part.indexOf(text) + text.length, text });
    at += part.length + 1;
  }
  const [label, ...others] = cells;
  return label === undefined || others.length === 0 || /^[-: ]+$/.test(line.replace(/\|/g, '')) ? null : { label: label.text, cells: others };
}

const periodWords = /(?:three|six|nine|twelve|thirteen|twenty-six|thirty-nine|\d{1,2})[ -](?:months?|weeks?)\s+ended|(?:fiscal\s+)?(?:quarters?|years?)\s+ended|as\s+(?:of|at)|(?:drei|sechs|neun|zwölf)\s+monate(?:\s+(?:bis|zum))?|geschäftsjahr|stichtag/giu;
const headerWord = /^(?:[\s$%()*,.\d:;/–—-]|three|six|nine|twelve|months?|weeks?|ended|ending|fiscal|quarters?|years?|as|of|at|change|increase|decrease|total|amount|unaudited|in|millions|thousands|billions|except|per|share|amounts?|and|dollars|Geschäftsjahr|Monate|Quartal|Veränderung|Mio|Tsd|EUR|CHF|Q[1-4]|\p{L}{3,9}\.?(?=\s+\d))+$/iu;

/** The most lines looked at above a row; statements of one page rarely have more. */
const reach = 60;

/**
 * The header of the table a row stands in: the nearest lines above that hold nothing but dates, years, periods and
 * column words. `columns` is set only when there is exactly one column name for each cell.
 * @param lines all lines of the page, in order, with their offsets. @param at the index of the row's first line.
 */
export function findHeader(text: string, lines: readonly { readonly start: number; readonly end: number }[], at: number, row: TableRow): TableHeader | null {
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
    else if (last !== -1) break;
    else if (isProse(content)) return null;
  }
  const top = lines[first];
  const bottom = lines[last];
  if (top === undefined || bottom === undefined) return null;
  const start = top.start + leading(text.slice(top.start, top.end));
  const end = bottom.start + text.slice(bottom.start, bottom.end).trimEnd().length;
  const above = text.slice(Math.max(0, (lines[Math.max(0, first - 3)]?.start ?? start)), end);
  return { start, end, columns: nameColumns(text.slice(start, end), row.cells), scales: statedScales(above) };
}

function isHeaderLine(line: string): boolean {
  const row = readRow(line);
  const dates = findDates(line);
  const bare = line.trim();
  if (bare.length > 140) return false;
  if (line.includes('\t') || /\|.*\|/.test(line)) return row !== null && row.cells.every((item) => !/^[($€£-]*\d/.test(item.text) || /^(?:19|20)\d\d$/.test(item.text) || findDates(item.text).length > 0);
  if (dates.length === 0 && !periodWords.test(bare) && !/^[\s$%()]*(?:change|in millions|in thousands)/i.test(bare)) {
    periodWords.lastIndex = 0;
    return false;
  }
  periodWords.lastIndex = 0;
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
function nameColumns(header: string, cells: readonly Cell[]): string[] | null {
  const tabbed = header.split('\n').map(readMarkedRow).find((row) => row !== null);
  if (tabbed !== undefined && tabbed !== null) {
    const names = tabbed.cells.map((item) => item.text);
    if (names.length === cells.length) return names;
    return names.length + 1 === cells.length ? [tabbed.label, ...names] : null;
  }
  const groups = [...header.matchAll(periodWords)].map((match) => match[0].replace(/\s+/g, ' '));
  const marks = columnMarks(header);
  if (marks === null || marks.length === 0) return null;
  const names = marks.length === cells.length ? marks : null;
  if (names === null) return null;
  const perGroup = groups.length > 0 && names.length % groups.length === 0 ? names.length / groups.length : 0;
  return names.map((name, index) => {
    const group = perGroup > 0 ? groups[Math.floor(index / perGroup)] : undefined;
    return group === undefined || /change/i.test(name) ? name : `${group.toLowerCase()} ${name}`;
  });
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
