import type { EvidenceItem } from '../evidence.ts';
import { findDates } from '../text/dates.ts';
import { contentStems } from '../text/words.ts';
import { asksCalculation, calculate, figureOf, type Calculation, type QuotedFigure } from './calculation.ts';

/** What was found for one part of a question, best first. */
export type CalculationPart = { readonly question: string; readonly items: readonly EvidenceItem[] };

/** Quotes of a part that may give its figure. */
const looked = 3;
/** Below this share of what is asked, a quote is of something else. */
const leastTopic = 0.6;

/**
 * The calculation a question asks for, from the best quote of each of its parts that states one figure for certain. Null where none is
 * asked for, or where a part has no such quote, or where the quotes are not of the same thing. `items` are the quotes shown, which `evidence` counts.
 */
export function calculateFrom(question: string, parts: readonly CalculationPart[], items: readonly EvidenceItem[]): Calculation | null {
  const kind = asksCalculation(question);
  if (kind === null || parts.length < 2) return null;
  const found = parts.map((part) => firstFigure(part, items));
  const figures = found.flatMap((one) => one?.figure ?? []);
  const labels = found.flatMap((one) => one?.label ?? []);
  if (figures.length < parts.length || !labels.every((label) => isSame(label, labels[0] ?? ''))) return null;
  // Figures of two periods: the earlier one first, whatever the order of words.
  const dated = parts.map((part) => findDates(part.question)[0]);
  const isByDate = dated.every((date) => date?.year !== undefined && date.year !== null) && new Set(dated.map((date) => date?.year)).size > 1;
  const order = figures.map((_, index) => index).sort((a, b) => isByDate ? (dated[a]?.year ?? 0) - (dated[b]?.year ?? 0) : 0);
  return calculate(kind, order.flatMap((index) => figures[index] ?? []));
}

function firstFigure({ question, items: own }: CalculationPart, items: readonly EvidenceItem[]): { readonly figure: QuotedFigure; readonly label: string } | null {
  const period = findDates(question).find((date) => date.year !== null) ?? null;
  for (const item of own.slice(0, looked)) {
    const at = items.findIndex((other) => other.passage.contentId === item.passage.contentId && other.passage.page === item.passage.page && other.start === item.start);
    if (at === -1 || item.topic < leastTopic || (item.row !== null && item.text.includes('\n'))) continue;
    const figure = figureOf({ text: item.text, row: item.row, columns: item.columns, scales: item.header?.scales ?? [] }, period, at);
    if (figure !== null) return { figure, label: item.row?.label ?? '' };
  }
  return null;
}

/** Sentences may say it in other words; rows of tables are compared by their labels. */
function isSame(label: string, other: string): boolean {
  if (label === '' || other === '') return true;
  const [one, two] = [contentStems(label, null), new Set(contentStems(other, null))];
  return one.length > 0 && one.filter((word) => two.has(word)).length / Math.max(one.length, two.size) >= 0.5;
}
