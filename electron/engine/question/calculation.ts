import { findDates, matchesDate, type FoundDate } from '../text/dates.ts';
import { findNumbers, type FoundNumber } from '../text/numbers.ts';

/** What is to be worked out of two or more figures that documents state. */
export type CalculationKind = 'difference' | 'sum' | 'growth';

/** A figure as quoted: `scale` is 1, 1,000, a million, … as the number or its table says; `evidence` is the index of the quote it stands in. */
export type QuotedFigure = { readonly value: number; readonly decimals: number; readonly scale: number; readonly unit: 'percent' | 'amount'; readonly text: string; readonly evidence: number };

/** `formula` has the quoted figures as they stand: "82,959 − 51,728 = 31,231". `unit`: what the result is in; `scale` as its figures. */
export type Calculation = { readonly kind: CalculationKind; readonly formula: string; readonly result: number; readonly scale: number; readonly unit: 'percent' | 'points' | 'amount'; readonly evidence: readonly number[] };

const growth = /\bgrowth rates?\b|\bpercent(?:age)? (?:change|increase|decrease|growth|decline)\b|\b(?:by|in) (?:what|how many) per ?cent(?:age)?\b|\bin percent\b|\brate of (?:growth|increase|decline)\b|um wie ?viele? prozent|wachstumsrate|prozentuale/iu;
const difference = /\bdifferences? (?:between|in|of)\b|\bby how much\b|\bhow much (?:more|less|higher|lower|larger|smaller|greater|fewer|cheaper|dearer)\b|\bum wie ?viel\b|\bdifferenz\b|\bwie ?viel (?:mehr|weniger|höher|niedriger|größer|kleiner)\b/iu;
const sum = /\b(?:sum|combined|altogether|together|added up|add up)\b|\btotal of\b|\bsumme\b|\bzusammen\b/iu;

/** Which calculation a question asks for in so many words; null for none. */
export function asksCalculation(question: string): CalculationKind | null {
  if (growth.test(question)) return 'growth';
  if (difference.test(question)) return 'difference';
  return sum.test(question) ? 'sum' : null;
}

/** What of a quote a figure is taken from. `columns`: one name a cell, null where not certain. */
export type FigureSource = { readonly text: string; readonly row: { readonly cells: readonly { readonly text: string }[] } | null; readonly columns: readonly string[] | null; readonly scales: readonly number[] };

/**
 * The one figure a quote states for a period, null where that is not certain: of a row the only cell, or the one whose column is of that
 * period; of a sentence its only figure. A calculation with a guessed figure would be worse than none.
 */
export function figureOf(source: FigureSource, period: FoundDate | null, evidence: number): QuotedFigure | null {
  const stated = source.row === null ? numbersOf(source.text) : cellNumbers(source, period);
  const [number, ...others] = stated;
  const value = number?.values[0];
  if (number === undefined || value === undefined || others.length > 0) return null;
  const ofTable = source.row === null || number.kind === 'percent' ? 1 : source.scales.length === 1 ? source.scales[0] ?? 1 : 1;
  if (source.row !== null && number.kind !== 'percent' && source.scales.length > 1) return null;
  return { value: number.negative ? -value : value, decimals: number.decimals, scale: number.scale ?? ofTable, unit: number.kind === 'percent' ? 'percent' : 'amount', text: number.text.trim(), evidence };
}

/** Works out what is asked; null where the figures are not of one unit, or growth is asked from nothing. The first figure is the earlier or the first named. */
export function calculate(kind: CalculationKind, figures: readonly QuotedFigure[]): Calculation | null {
  const [first, second, ...more] = figures;
  if (first === undefined || second === undefined || figures.some(({ unit }) => unit !== first.unit)) return null;
  const scale = Math.max(...figures.map((figure) => figure.scale));
  const values = figures.map((figure) => figure.value * (figure.scale / scale));
  const [a = 0, b = 0] = values;
  const decimals = Math.max(...figures.map((figure) => figure.decimals + Math.round(Math.log10(scale / figure.scale))));
  const plain = (value: number): string => value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replace('-', '−');
  const shown = values.map((value) => (value < 0 ? `(${plain(value)})` : plain(value)));
  const evidence = [...new Set(figures.map((figure) => figure.evidence))];
  if (kind === 'sum') {
    const result = values.reduce((total, value) => total + value, 0);
    return { kind, formula: `${shown.join(' + ')} = ${plain(result)}`, result, scale, unit: first.unit, evidence };
  }
  if (more.length > 0) return null;
  if (kind === 'difference') {
    const result = b - a;
    return { kind, formula: `${shown[1] ?? ''} − ${shown[0] ?? ''} = ${plain(result)}`, result, scale, unit: first.unit === 'percent' ? 'points' : 'amount', evidence };
  }
  if (a <= 0 || first.unit === 'percent') return null;
  const result = ((b - a) / a) * 100;
  return { kind, formula: `(${shown[1] ?? ''} − ${shown[0] ?? ''}) ÷ ${shown[0] ?? ''} = ${result.toFixed(1).replace('-', '−')} %`, result, scale: 1, unit: 'percent', evidence };
}

function numbersOf(text: string): FoundNumber[] {
  const dates = findDates(text);
  return findNumbers(text).filter((number) => !number.looksLikeYear && /\d/.test(number.text) && !dates.some((date) => date.start < number.end && date.end > number.start));
}

function cellNumbers({ row, columns }: FigureSource, period: FoundDate | null): FoundNumber[] {
  const cells = row?.cells ?? [];
  const numbers = cells.map((cell) => findNumbers(cell.text)[0]);
  const filled = numbers.filter((number) => number !== undefined);
  if (filled.length <= 1 || period === null || columns === null) return filled;
  const own = columns.map((column) => findDates(column).some((date) => matchesDate({ ...period, quarter: null }, date)) && !/change|veränder|%/iu.test(column));
  return numbers.filter((number, index): number is FoundNumber => number !== undefined && own[index] === true);
}
