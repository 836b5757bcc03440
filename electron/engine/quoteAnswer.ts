import type { EvidenceItem } from './evidence.ts';
import { locatorWithin } from './library/locatorWithin.ts';
import { findNumbers } from './text/numbers.ts';
import { neutralise } from './text/neutralise.ts';
import { placeOf, type Phrases } from './text/phrases.ts';

/** One sentence of an answer made of quotes, and the evidence it repeats. */
export type QuoteSentence = { readonly text: string; readonly evidence: readonly number[] };

/** Weaker than this share of the best, a quote is shown as evidence but not told as answer; so is one that holds clearly less of what is asked. */
const nearBest = 0.8;
const lessTopic = 0.15;
const maxTold = 3;
const fewestParts = 3;
const maxTableRows = 8;
const maxCells = 6;

/**
 * An answer in quotes: the best one first, then others nearly as good that say something more. A row is told with its label,
 * each figure with the name of its column where that is certain; a sentence stands as it is. `told`: evidence that must be told
 * whatever its score, one for each document or part asked for. `asksParts`: what is asked is what something consists of. Pure.
 */
export function composeQuotes(evidence: readonly EvidenceItem[], phrases: Phrases, told: ReadonlySet<number> | null, asksParts: boolean): QuoteSentence[] {
  const numbered = evidence.map((item, index) => ({ item, index }));
  const best = told === null ? bestOf(numbered) : numbered.filter(({ index }) => told.has(index));
  const chosen = asksParts ? withTable(best, numbered) : best;
  return chosen.map(({ item, index }) => ({ text: tell(item, phrases), evidence: [index] }));
}

type Numbered = { readonly item: EvidenceItem; readonly index: number };

function bestOf(numbered: readonly Numbered[]): Numbered[] {
  const [best] = numbered;
  if (best === undefined) return [];
  const chosen: Numbered[] = [];
  const said = new Set<string>();
  for (const candidate of numbered) {
    const { item } = candidate;
    if (chosen.length === maxTold || item.score < best.item.score * nearBest || item.topic < best.item.topic - lessTopic) continue;
    const figures = item.row === null ? [] : item.row.cells.map((cell) => cell.text.replace(/\D/g, '')).filter((digits) => digits !== '');
    if (figures.length > 0 && figures.every((digits) => said.has(digits))) continue;
    for (const digits of figures) said.add(digits);
    chosen.push(candidate);
  }
  return chosen;
}

/** Parts stand in rows: the table with the most of them is told first, before prose that speaks of parts without naming them. */
function withTable(best: readonly Numbered[], numbered: readonly Numbered[]): readonly Numbered[] {
  const [table] = numbered.filter(({ item }) => item.row !== null && rowsOf(item) >= fewestParts).sort((a, b) => rowsOf(b.item) - rowsOf(a.item));
  return table === undefined ? best : [table, ...best.filter((other) => other !== table)].slice(0, Math.max(maxTold, best.length));
}

function rowsOf({ text }: EvidenceItem): number {
  return text.split('\n').length;
}

/** "lease.pdf, page 4: “…”": place first, so that a list of periods or documents reads down its left edge. */
export function tell(item: EvidenceItem, phrases: Phrases): string {
  const { passage } = item;
  const place = placeOf(passage.path, passage.page, locatorWithin(passage.locator, passage.text, { start: item.start - passage.start, end: item.end - passage.start }), phrases);
  return neutralise(`${place}: ${item.row === null ? `${phrases.open}${oneLine(item.text)}${phrases.close}` : tellRows(item, phrases)}`);
}

function tellRows(item: EvidenceItem, phrases: Phrases): string {
  const { row, header, group, text, columns } = item;
  if (row === null) return oneLine(text);
  const scale = scaleOf(item, phrases);
  if (text.includes('\n') && text.split('\n').length > 2) {
    // Several rows: line by line as they stand, under the names of their columns.
    const names = columns === null ? '' : ` [${columns.join(' | ')}]`;
    return `${scale === '' ? '' : `(${scale})`}${names} ${text.split('\n').slice(0, maxTableRows).map((line) => line.trim()).filter((line) => line !== '').join('; ')}`.trim();
  }
  const label = [group !== null && !row.label.toLowerCase().includes(group.toLowerCase().replace(/:$/, '')) ? group.replace(/:$/, '') : '', row.label].filter((part) => part !== '').join(' – ');
  const cells = row.cells.map((cell, index) => {
    const column = columns?.[index];
    return column === undefined || column === '' || cell.text === '' ? cell.text : `${cell.text} (${column})`;
  }).filter((cell) => cell !== '');
  const under = header !== null && columns === null ? ` [${oneLine(header.text)}]` : '';
  return `${label}${scale === '' ? '' : ` (${scale})`}: ${cells.slice(0, maxCells).join(columns === null ? ' | ' : '; ')}${cells.length > maxCells ? ' …' : ''}${under}`;
}

/** Scales are said only of cells they can be meant for: not of percents, shares or amounts with cents. */
function scaleOf(item: EvidenceItem, phrases: Phrases): string {
  const [scale, ...others] = item.header?.scales ?? [];
  if (scale === undefined || item.row === null) return '';
  const numbers = item.row.cells.flatMap((cell) => findNumbers(cell.text));
  if (numbers.every((number) => number.kind === 'percent' || number.decimals === 2)) return '';
  if (others.length > 0 && /\b(?:shares?|per)\b|aktien?/iu.test(item.row.label)) return '';
  return phrases.scale(scale);
}

function oneLine(text: string): string {
  return text.replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1-$2').replace(/\s+/g, ' ').trim();
}
