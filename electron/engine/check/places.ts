import { findDates, matchesDate, type FoundDate } from '../text/dates.ts';
import type { PageText, PageUnit } from '../text/PageText.ts';
import type { PassageRecord } from '../library/records.ts';
import { detectLanguage, type Language } from '../text/language.ts';
import { findNumbers, matchNumber, readingsIn, statedScales, type FoundNumber } from '../text/numbers.ts';
import { holding, stem, wordsOf } from '../text/words.ts';
import type { Claim } from './claim.ts';
import { isOtherTime } from './times.ts';

/** A passage a sentence may rest on: `n` as in the prompt; `identity` is the first page of its document: who and when it is of. */
export type VerifySource = { readonly n: number; readonly passage: PassageRecord; readonly page: PageText; readonly identity: string };

/** One sentence or row of a source with what a claim has in common with it. */
export type Place = {
  readonly unit: PageUnit; readonly text: string; readonly overlap: number; readonly labelShare: number;
  /** How many of the claim's dates and names stand in it. */
  readonly marks: number;
  /** How many of these are dates. */
  readonly dated: number;
  /** Holds one of the claim's words that fewest lines of the source hold. */
  readonly isSpecific: boolean;
  /** As `overlap`, words that few lines of the source hold counting for more. */
  readonly fit: number; readonly headerText: string;
  readonly numbers: readonly FoundNumber[]; readonly scales: readonly number[]; readonly columns: readonly string[] | null; readonly language: Language | null;
  /** When the document is of, by its name and the head of its first page. */
  readonly ofDocument: readonly FoundDate[];
};
/** Why a figure that is there does not bear out the claim: it is another line's, or of another time. */
export type Misplaced = { readonly text: string; readonly kind: 'line' | 'period' };
export type Placed = { readonly number: FoundNumber; readonly place: Place | null; readonly misplaced: Misplaced | null };

/** The sentences and rows of a source, weighed for a claim. */
export function placesOf(claim: Claim, source: VerifySource): Place[] {
  const language = detectLanguage(source.passage.text);
  const units = source.page.unitsIn(source.passage.start, source.passage.end);
  const stems = units.map((unit) => new Set(wordsOf(`${source.page.text.slice(unit.start, unit.end)} ${unit.group ?? ''}`).map(stem)));
  const weights = new Map([...claim.topic].map((word) => [word, Math.log(1 + units.length / Math.max(1, stems.filter((own) => holding(own, word, claim.language) > 0).length))]));
  const ofDocument = datesOf(source);
  return units.map((unit) => placeFor(claim, source, unit, { language, weights, ofDocument }));
}

/** How much of a first page says when a document is of, in UTF-16 units. */
const headLength = 400;

/** The dates in a document's title and file name and at the head of its first page. */
export function datesOf({ passage, identity }: VerifySource): FoundDate[] {
  return findDates(`${passage.title}\n${passage.path.split(/[\\/]/).at(-1)?.replaceAll('_', ' ') ?? ''}\n${identity.slice(0, headLength)}`);
}

function placeFor(claim: Claim, source: VerifySource, unit: PageUnit, { language, weights, ofDocument }: { readonly language: Language | null; readonly weights: ReadonlyMap<string, number>; readonly ofDocument: readonly FoundDate[] }): Place {
  const text = source.page.text.slice(unit.start, unit.end);
  const header = source.page.headerOf(unit);
  const label = unit.row?.label ?? text;
  const before = unit.row === null ? source.page.before(unit) : '';
  const own = new Set(wordsOf(`${label} ${unit.group ?? ''}`).map(stem));
  const near = new Set([...own, ...wordsOf(`${before} ${header?.text ?? ''} ${source.passage.headingPath.join(' ')}`).map(stem)]);
  const topic = [...claim.topic];
  const held = new Map(topic.map((word) => [word, holding(own, word, claim.language)]));
  const overlap = topic.length === 0 ? 1 : topic.reduce((sum, word) => sum + (held.get(word) || 0.3 * holding(near, word, claim.language)), 0) / topic.length;
  const weigh = (worth: (word: string) => number): number => topic.reduce((sum, word) => sum + (weights.get(word) ?? 0) * worth(word), 0);
  const labelWords = unit.row === null ? [] : [...new Set(wordsOf(unit.row.label).filter((word) => word.length > 2).map(stem))];
  const labelShare = unit.row === null ? overlap : labelWords.length === 0 ? 0 : labelWords.reduce((sum, word) => sum + holding(claim.topic, word, claim.language), 0) / labelWords.length;
  const stated = header?.scales ?? [];
  const dates = findDates(text);
  const written = findDates(`${text}\n${header?.text ?? ''}`);
  const words = new Set(wordsOf(text).map(stem));
  const dated = claim.facts.dates.filter((date) => written.some((other) => matchesDate(date, other))).length;
  const marks = dated + claim.facts.names.filter((name) => wordsOf(name.text).map(stem).every((part) => words.has(part))).length;
  const heaviest = Math.max(0, ...topic.map((word) => weights.get(word) ?? 0));
  return {
    unit, text, marks, dated, isSpecific: topic.length === 0 || topic.some((word) => (held.get(word) ?? 0) > 0 && (weights.get(word) ?? 0) >= heaviest * 0.9), overlap, labelShare, fit: labelShare + (topic.length === 0 ? 1 : weigh((word) => held.get(word) ?? 0) / weigh(() => 1)), headerText: header?.text ?? '', numbers: findNumbers(text).filter((number) => !dates.some((date) => date.start < number.end && date.end > number.start)).map((number) => readingsIn(number, source.page.text, language)),
    scales: stated.length > 0 ? stated : statedScales(source.page.text), columns: header?.columns ?? null, language, ofDocument,
  };
}

/** The line a claimed number stands in; misplaced when that line is about something else, or the figure of another time. */
export function placeNumber(number: FoundNumber, claim: Claim, places: readonly Place[]): Placed {
  const holding = places.filter((place) => holds(place, number));
  if (holding.length === 0) return { number, place: null, misplaced: null };
  const best = holding.reduce((top, place) => (place.fit > top.fit ? place : top));
  // Across languages no word agrees, and which line is meant cannot be told.
  const isComparable = best.language === null || claim.language === null || best.language === claim.language;
  if (isComparable && claim.topic.size > 0 && (isUnrelated(best) || hasRival(number, best, places, holding))) return { number, place: best, misplaced: { text: number.text, kind: 'line' } };
  const timely = holding.filter((place) => place.fit >= best.fit - 0.2).find((place) => !isOtherTime(number, claim, place));
  return timely === undefined ? { number, place: best, misplaced: { text: number.text, kind: 'period' } } : { number, place: timely, misplaced: null };
}

function holds(place: Place, number: FoundNumber): boolean {
  return place.numbers.some((other) => matchNumber(number, other, place.scales) !== null);
}

function isUnrelated(place: Place): boolean {
  return place.unit.row === null ? place.overlap < 0.15 && place.marks === 0 : place.labelShare < 0.34;
}

/** A better line for the same words holds another figure of its kind: the claim has taken its neighbour's. */
function hasRival(number: FoundNumber, best: Place, places: readonly Place[], holding: readonly Place[]): boolean {
  return places.some((place) => {
    const isRow = best.unit.row !== null && place.unit.row !== null;
    if (holding.includes(place) || place.marks < best.marks || !place.numbers.some((other) => isRow || other.kind === number.kind)) return false;
    return isRow ? place.labelShare > best.labelShare + 0.3 && place.overlap > best.overlap : place.overlap > best.overlap + 0.3;
  });
}
