import type { Support } from '../shared/schemas.ts';
import type { PassageRecord } from './library/records.ts';
import type { PageText, PageUnit } from './text/PageText.ts';
import { contradicts } from './text/contradicts.ts';
import { findFacts, type Facts } from './text/facts.ts';
import { findDates, matchesDate, type FoundDate } from './text/dates.ts';
import { detectLanguage, type Language } from './text/language.ts';
import { matchNumber, statedScales, findNumbers, type FoundNumber } from './text/numbers.ts';
import { phrasesFor } from './text/phrases.ts';
import { contentStems, stem, wordsOf } from './text/words.ts';

/** A passage a sentence may rest on: `n` as in the prompt; `identity` is the first page of its document: who and when it is of. */
export type VerifySource = { readonly n: number; readonly passage: PassageRecord; readonly page: PageText; readonly identity: string };

/** Where in a source the support of a sentence stands: a range of that source's page. */
export type Backing = { readonly source: VerifySource; readonly unit: PageUnit; readonly score: number };

export type CheckedSentence = { readonly text: string; readonly support: Support; readonly backings: readonly Backing[]; readonly note: string | null };

export type VerifyInput = {
  /** A sentence without its marks, and the numbers it cited. */
  readonly text: string; readonly cited: readonly number[]; readonly sources: readonly VerifySource[]; readonly language: Language | null;
};
type Embed = ((texts: readonly string[], kind: 'query' | 'passage', signal: AbortSignal) => Promise<readonly Float32Array[]>) | null;

/** Lexical share at which a sentence is borne out by words alone, and below which no likeness of meaning helps. */
const enough = 0.6;
const least = 0.3;
/** Cosine of a sentence and its source from which they say the same in other words. */
const sameMeaning = 0.8;
/** A cited source is kept where it supports nearly as well as the best one. */
const citedBonus = 0.08;

/**
 * Checks one written sentence against the sources that were in the prompt. Every number, date and name must stand in the
 * passages it ends up citing, in a line that is about the same thing; then words and meaning decide. The citations are those
 * that support it, whatever the model wrote.
 */
export async function verifySentence(input: VerifyInput, embed: Embed, signal: AbortSignal): Promise<CheckedSentence> {
  const phrases = phrasesFor(input.language);
  const claim = readClaim(input.text, input.language);
  const judged = input.sources.map((source) => judge(claim, source, input.cited.includes(source.n))).sort((a, b) => b.rank - a.rank);
  const best = judged[0];
  if (best === undefined) return { text: input.text, support: 'unsupported', backings: [], note: phrases.unfounded };
  // Two passages may bear out one sentence together: one figure in each.
  const pair = best.missing.length === 0 ? null : complete(claim, best, judged);
  const missing = pair === null ? best.missing : pair.missing;
  const chosen = pair === null ? [best] : [best, pair.other];
  const backings = chosen.map(({ source, unit, coverage }) => ({ source, unit, score: coverage }));
  if (missing.length > 0) return { text: input.text, support: 'unsupported', backings: [], note: phrases.missing(missing.map((fact) => fact.text)) };
  const misplaced = pair === null ? best.misplaced : null;
  if (misplaced?.kind === 'line') return { text: input.text, support: 'unsupported', backings: [], note: phrases.otherLine(misplaced.text) };
  if (misplaced?.kind === 'period') return { text: input.text, support: 'partly', backings, note: phrases.otherPeriod(misplaced.text) };
  if (contradicts(input.text, unitText(best))) return { text: input.text, support: 'unsupported', backings: [], note: phrases.contrary };
  const coverage = Math.max(best.coverage, pair?.coverage ?? 0);
  if (coverage >= enough) return supported(input.text, backings);
  if (isOtherLanguage(input, best)) {
    const hasFacts = claim.facts.numbers.length + claim.facts.names.length > 0;
    return { text: input.text, support: hasFacts ? 'partly' : 'unsupported', backings: hasFacts ? backings : [], note: hasFacts ? phrases.otherLanguage : phrases.unfounded };
  }
  const meaning = embed === null || coverage < least ? 0 : await likeness(input.text, judged.slice(0, 3), embed, signal);
  if (meaning >= sameMeaning && coverage >= least) return supported(input.text, backings);
  const hasFigure = claim.facts.numbers.length > 0 && coverage >= least;
  if (coverage >= 0.45 || hasFigure) return { text: input.text, support: 'partly', backings, note: phrases.weak };
  return { text: input.text, support: 'unsupported', backings: [], note: phrases.unfounded };
}

function supported(text: string, backings: readonly Backing[]): CheckedSentence {
  return { text, support: 'supported', backings, note: null };
}

type Claim = { readonly text: string; readonly facts: Facts; readonly stems: readonly string[]; readonly topic: ReadonlySet<string> };

function readClaim(text: string, language: Language | null): Claim {
  const facts = findFacts(text, language ?? detectLanguage(text));
  const named = new Set([...facts.names, ...facts.dates].flatMap((fact) => wordsOf(fact.text)).map(stem));
  const stems = contentStems(text, language ?? detectLanguage(text)).filter((word) => !/^\d/.test(word));
  return { text, facts, stems, topic: new Set(stems.filter((word) => !named.has(word) && !hedges.has(word))) };
}

/** Words that say how sure or how big something is, not what: they need no source. */
const hedges = new Set('approximately about around roughly nearly almost according based total totaled totalled amount amounted reported report stated respectively during period company document passage passages quarter year ended month months compared specific specifically various include including included also overall rund etwa laut gemäß insgesamt sowie jeweils'.split(' ').map(stem));

type Fact = { readonly text: string };
type Misplaced = { readonly text: string; readonly kind: 'line' | 'period' };
type Judged = {
  readonly source: VerifySource; readonly unit: PageUnit; readonly coverage: number; readonly missing: readonly Fact[]; readonly misplaced: Misplaced | null; readonly rank: number;
};

function judge(claim: Claim, source: VerifySource, isCited: boolean): Judged {
  const units = source.page.unitsIn(source.passage.start, source.passage.end);
  const about = [source.passage.title, source.passage.path.split(/[\\/]/).at(-1) ?? '', ...source.passage.headingPath].join('\n');
  const places = units.map((unit) => placeFor(claim, source, unit));
  const numbers = claim.facts.numbers.map((number) => placeNumber(number, claim, places));
  const missing: Fact[] = numbers.filter((placed) => placed.place === null).map((placed) => placed.number);
  const passageText = `${about}\n${source.passage.text}\n${places.map((place) => place.headerText).join('\n')}`;
  const dates = findDates(`${passageText}\n${source.identity}`);
  missing.push(...claim.facts.dates.filter((date) => !dates.some((other) => matchesDate(date, other) || sameQuarter(date, other))));
  const own = new Set(wordsOf(passageText).map(stem));
  // Who and when a document is of stands on its first page; what it says of a matter has to stand in the passage itself.
  const known = new Set([...own, ...wordsOf(source.identity).map(stem)]);
  missing.push(...claim.facts.names.filter((name) => !wordsOf(name.text).map(stem).every((part) => known.has(part))));
  const misplaced = numbers.map((placed) => placed.misplaced).find((item) => item !== null) ?? null;
  const anchors = numbers.flatMap((placed) => (placed.place === null || placed.misplaced !== null ? [] : [placed.place]));
  // A source without units has nothing to say; the place with the figure comes before the one with the most words.
  const best = (anchors.length > 0 ? anchors : places).reduce<Place | null>((top, place) => (top === null || place.overlap > top.overlap ? place : top), null);
  const unit = best?.unit ?? units[0] ?? { start: source.passage.start, end: source.passage.end, kind: 'sentence', index: 0, row: null, group: null };
  const coverage = coverageOf(claim, own, best);
  const found = claim.facts.numbers.length + claim.facts.dates.length + claim.facts.names.length - missing.length;
  const total = claim.facts.numbers.length + claim.facts.dates.length + claim.facts.names.length;
  const rank = (total === 0 ? 0.5 : found / total) * 1.2 + coverage + (best?.overlap ?? 0) * 0.3 - (misplaced === null ? 0 : 0.6) + (isCited ? citedBonus : 0);
  return { source, unit, coverage, missing, misplaced, rank };
}

/** One sentence or row of a source with what a claim has in common with it. */
type Place = { readonly unit: PageUnit; readonly text: string; readonly stems: ReadonlySet<string>; readonly overlap: number; readonly labelShare: number; readonly headerText: string; readonly numbers: readonly FoundNumber[]; readonly scales: readonly number[]; readonly columns: readonly string[] | null };

function placeFor(claim: Claim, source: VerifySource, unit: PageUnit): Place {
  const text = source.page.text.slice(unit.start, unit.end);
  const header = source.page.headerOf(unit);
  const label = unit.row?.label ?? text;
  const before = unit.row === null ? source.page.before(unit) : '';
  const stems = new Set(wordsOf(`${label} ${unit.group ?? ''}`).map(stem));
  const near = new Set([...stems, ...wordsOf(`${before} ${header?.text ?? ''} ${source.passage.headingPath.join(' ')}`).map(stem)]);
  const topic = [...claim.topic];
  const overlap = topic.length === 0 ? 1 : topic.filter((word) => stems.has(word)).length / topic.length + 0.3 * (topic.filter((word) => !stems.has(word) && near.has(word)).length / topic.length);
  const labelWords = unit.row === null ? [] : [...new Set(wordsOf(unit.row.label).filter((word) => word.length > 2).map(stem))];
  const labelShare = labelWords.length === 0 ? (unit.row === null ? overlap : 0) : labelWords.filter((word) => claim.topic.has(word) || claim.stems.includes(word)).length / labelWords.length;
  return { unit, text, stems, overlap, labelShare, headerText: header?.text ?? '', numbers: findNumbers(text), scales: header?.scales ?? statedScales(source.page.text), columns: header?.columns ?? null };
}

type Placed = { readonly number: FoundNumber; readonly place: Place | null; readonly misplaced: Misplaced | null };

/** The line a claimed number stands in; misplaced when that line is about something else, or its column about another time. */
function placeNumber(number: FoundNumber, claim: Claim, places: readonly Place[]): Placed {
  const holding = places.filter((place) => place.numbers.some((other) => matchNumber(number, other, place.scales) !== null));
  if (holding.length === 0) return { number, place: null, misplaced: null };
  const best = holding.reduce((top, place) => (fitOf(place) > fitOf(top) ? place : top));
  const isUnrelated = best.unit.row === null ? best.overlap < 0.15 && claim.topic.size > 0 : best.labelShare < 0.34 && claim.topic.size > 0;
  // A better line for the same words holds another figure: the claim has taken its neighbour's.
  const rival = places.find((place) => place.unit.row !== null && place !== best && best.unit.row !== null && place.labelShare > best.labelShare + 0.3 && place.overlap > best.overlap && !holding.includes(place));
  if (isUnrelated || rival !== undefined) return { number, place: best, misplaced: { text: number.text, kind: 'line' } };
  return { number, place: best, misplaced: isOtherColumn(number, claim, best) ? { text: number.text, kind: 'period' } : null };
}

function fitOf(place: Place): number {
  return place.overlap + place.labelShare;
}

/** True when the claim names a time that is another column's, not that of the column the number stands in. */
function isOtherColumn(number: FoundNumber, claim: Claim, place: Place): boolean {
  const { columns, unit } = place;
  if (columns === null || unit.row === null) return false;
  const dated = claim.facts.dates.filter((date) => date.year !== null && date.quarter === null);
  if (dated.length !== 1 || claim.facts.numbers.filter((item) => /\d/.test(item.text)).length !== 1 || !/\d/.test(number.text)) return false;
  const [date] = dated;
  if (date === undefined) return false;
  const inColumns = columns.map((column) => findDates(column).some((other) => matchesDate(date, other)));
  if (!inColumns.includes(true)) return false;
  const at = unit.row.cells.map((cell) => findNumbers(cell.text).some((other) => matchNumber(number, other, place.scales) !== null));
  return !at.some((isHere, index) => isHere && inColumns[index] === true);
}

function coverageOf(claim: Claim, known: ReadonlySet<string>, best: Place | null): number {
  const words = [...claim.topic];
  if (words.length === 0) return claim.facts.numbers.length + claim.facts.dates.length + claim.facts.names.length > 0 ? 0.7 : 0;
  const inPassage = words.filter((word) => known.has(word)).length / words.length;
  return inPassage * 0.6 + Math.min(1, best?.overlap ?? 0) * 0.4;
}

function complete(claim: Claim, best: Judged, judged: readonly Judged[]): { readonly other: Judged; readonly missing: readonly Fact[]; readonly coverage: number } | null {
  for (const other of judged.slice(1)) {
    if (other.misplaced !== null) continue;
    const missing = best.missing.filter((fact) => other.missing.some((item) => item.text === fact.text));
    if (missing.length === 0 && best.misplaced === null && other.coverage >= least) return { other, missing, coverage: Math.min(1, best.coverage + other.coverage * 0.3) };
  }
  return null;
}

async function likeness(text: string, judged: readonly Judged[], embed: NonNullable<Embed>, signal: AbortSignal): Promise<number> {
  const [claim, ...units] = await embed([text, ...judged.map(unitText)], 'passage', signal);
  if (claim === undefined) return 0;
  return Math.max(0, ...units.map((unit) => claim.reduce((sum, value, index) => sum + value * (unit[index] ?? 0), 0)));
}

function unitText({ source, unit }: Judged): string {
  return source.page.text.slice(unit.start, unit.end);
}

function sameQuarter(claim: FoundDate, other: FoundDate): boolean {
  return claim.quarter !== null && claim.quarter === other.quarter && (claim.year === null || other.year === null || claim.year === other.year);
}

function isOtherLanguage(input: VerifyInput, best: Judged): boolean {
  const said = detectLanguage(input.text);
  const source = detectLanguage(best.source.passage.text);
  return said !== null && source !== null && said !== source;
}
