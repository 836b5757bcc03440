import type { Support } from '../shared/schemas.ts';
import { readClaim, type Claim } from './check/claim.ts';
import { movesOtherWay } from './check/movement.ts';
import { isOthers } from './check/names.ts';
import { splitClaim } from './check/parts.ts';
import { speaksOf } from './check/times.ts';
import { datesOf, placeNumber, placesOf, type Misplaced, type Place, type VerifySource } from './check/places.ts';
import type { PageUnit } from './text/PageText.ts';
import { contradicts, takeSameSide } from './text/contradicts.ts';
import { detectLanguage, type Language } from './text/language.ts';
import { phrasesFor } from './text/phrases.ts';
import { holding, stem, wordsOf } from './text/words.ts';

export type { VerifySource } from './check/places.ts';

/** Where in a source the support of a sentence stands: a range of that source's page. */
export type Backing = { readonly source: VerifySource; readonly unit: PageUnit; readonly score: number };

export type CheckedSentence = { readonly text: string; readonly support: Support; readonly backings: readonly Backing[]; readonly note: string | null };

export type VerifyInput = {
  /** A sentence without its marks, and the numbers it cited. */
  readonly text: string; readonly cited: readonly number[]; readonly sources: readonly VerifySource[]; readonly language: Language | null;
};
/** Whether a sentence follows from a text, 0..1, or is denied by it; null where no model tells. */
export type Entail = ((premise: string, sentence: string, signal: AbortSignal) => Promise<{ readonly entailment: number; readonly contradiction: number } | null>) | null;
type Embed = ((texts: readonly string[], kind: 'query' | 'passage', signal: AbortSignal) => Promise<readonly Float32Array[]>) | null;

/** Share of the words at which a sentence without a fact is borne out by words alone; one with a figure or date; and one with several facts that stand in one line. */
const enough = 0.6;
const enoughWithFacts = 0.45;
const enoughTogether = 0.25;
/** With no more of the words than this a sentence is not even partly there. */
const half = 0.5;
/** Below this no likeness of meaning helps. */
const least = 0.3;
/** Cosine of a sentence and its source from which they say the same in other words. */
const sameMeaning = 0.8;
/** Probability from which a model's word is taken. */
const sure = 0.9;
/** What a name in a line counts for beside its words, and a date twice. */
const markWorth = 0.5;
/** A cited source is kept where it supports nearly as well as the best one. */
const citedBonus = 0.08;

/**
 * Checks one written sentence against the sources that were in the prompt. Every number, date and name must stand in the
 * passages it ends up citing, in a line that is about the same thing and the same time, and move the same way; then words and
 * meaning decide, and a model for it where one was chosen: it may deny what words bear out and bear out what they do not, but no fact that is missing. The citations are those that support it, whatever the model wrote.
 */
export async function verifySentence(input: VerifyInput, embed: Embed, signal: AbortSignal, entail: Entail = null): Promise<CheckedSentence> {
  const { text, sources, cited } = input;
  const language = input.language ?? detectLanguage(text);
  const phrases = phrasesFor(language);
  const given = sources.map(({ passage, identity }) => `${passage.title}\n${passage.path}\n${passage.text}\n${identity}`).join('\n');
  const claim = readClaim(text, language, given);
  const judged = rank(claim, sources, cited);
  const best = judged[0];
  if (best === undefined) return unsupported(text, phrases.unfounded);
  if (best.missing.length > 0 || best.misplaced !== null) {
    const parts = together(splitClaim(text, language, given), sources, cited);
    if (parts !== null) return { text, support: 'supported', backings: parts.map(toBacking), note: null };
  }
  const backings = [toBacking(best)];
  if (best.missing.length > 0) return unsupported(text, phrases.missing(best.missing.map((fact) => fact.text)));
  if (best.misplaced?.kind === 'line') return unsupported(text, phrases.otherLine(best.misplaced.text));
  if (best.misplaced?.kind === 'period') return { text, support: 'partly', backings, note: phrases.otherPeriod(best.misplaced.text) };
  if (isContrary(claim, best)) return unsupported(text, phrases.contrary);
  const said = entail === null ? null : await entail(best.place?.text ?? best.source.passage.text, text, signal);
  if (said !== null && said.contradiction >= sure) return unsupported(text, phrases.contrary);
  const isForeign = isOtherLanguage(text, best.source);
  if (said !== null && said.entailment >= sure && best.coverage >= least) return { text, support: 'supported', backings, note: null };
  if (best.coverage >= (isForeign ? enough : enoughOf(claim, best))) return { text, support: 'supported', backings, note: null };
  if (isForeign) return claim.facts.numbers.length + claim.facts.names.length > 0 ? { text, support: 'partly', backings, note: phrases.otherLanguage } : unsupported(text, phrases.unfounded);
  if (embed !== null && (best.coverage >= least || (best.place?.marks ?? 0) >= 2) && await likeness(text, judged.slice(0, 3), embed, signal) >= sameMeaning) return { text, support: 'supported', backings, note: null };
  const hasFigure = claim.facts.numbers.length > 0 && best.coverage >= least;
  return best.coverage > half || hasFigure ? { text, support: 'partly', backings, note: phrases.weak } : unsupported(text, phrases.unfounded);
}

function unsupported(text: string, note: string): CheckedSentence {
  return { text, support: 'unsupported', backings: [], note };
}

function enoughOf({ facts }: Claim, { place }: Judged): number {
  if (facts.numbers.length + facts.dates.length === 0) return enough;
  return facts.numbers.length + (place?.marks ?? 0) >= 2 && (place?.marks ?? 0) > 0 ? enoughTogether : enoughWithFacts;
}

/** The line it rests on says the contrary, or any other that is about what the claim alone is about. */
function isContrary(claim: Claim, { place, places }: Judged): boolean {
  if (place === null) return false;
  if (movesOtherWay(claim, place)) return true;
  const telling = places.filter((other) => other === place || (other.isSpecific && other.unit.row === null && other.fit >= place.fit * 0.5));
  return telling.some((other) => contradicts(claim.text, other.text, claim.topic));
}

type Fact = { readonly text: string };
type Judged = {
  readonly source: VerifySource; readonly places: readonly Place[]; readonly place: Place | null; readonly unit: PageUnit; readonly coverage: number; readonly missing: readonly Fact[]; readonly misplaced: Misplaced | null; readonly rank: number;
};

function rank(claim: Claim, sources: readonly VerifySource[], cited: readonly number[]): Judged[] {
  return sources.map((source) => judge(claim, source, cited.includes(source.n))).sort((a, b) => b.rank - a.rank);
}

function judge(claim: Claim, source: VerifySource, isCited: boolean): Judged {
  const { passage, identity } = source;
  const about = [passage.title, passage.path.split(/[\\/]/).at(-1)?.replaceAll('_', ' ') ?? '', ...passage.headingPath].join('\n');
  const places = placesOf(claim, source);
  const numbers = claim.facts.numbers.map((number) => placeNumber(number, claim, places));
  const passageText = `${about}\n${passage.text}\n${places.map((place) => place.headerText).join('\n')}`;
  const ofDocument = datesOf(source);
  const own = stemsOf(passageText);
  // Who and when a document is of stands on its first page; what it says of a matter has to stand in the passage itself.
  const known = new Set([...own, ...stemsOf(identity)]);
  const missing: Fact[] = [
    ...numbers.filter((placed) => placed.place === null).map((placed) => placed.number),
    ...claim.facts.dates.filter((date) => !speaksOf(date, `${passageText}\n${identity}`, ofDocument)),
    ...claim.facts.names.filter((name) => !wordsOf(name.text).map(stem).every((part) => known.has(part))),
  ];
  const called = stemsOf(about);
  const isCalled = (text: string): boolean => wordsOf(text).map(stem).every((part) => called.has(part));
  const others = claim.facts.names.find((name) => !missing.includes(name) && !isCalled(name.text) && !isOtherLanguage(claim.text, source) && isOthers(name, claim, places, called));
  const misplaced = numbers.map((placed) => placed.misplaced).find((item) => item !== null) ?? (others === undefined ? null : { text: others.text, kind: 'line' as const });
  const anchors = numbers.flatMap((placed) => (placed.place === null || placed.misplaced !== null ? [] : [placed.place]));
  // The place with the figure comes before the one with the most dates, names and words; a heading says nothing.
  const best = (anchors.length > 0 ? anchors : places).reduce<Place | null>((top, place) => (top === null || standing(place) > standing(top) ? place : top), null);
  const unit = best?.unit ?? { start: passage.start, end: passage.end, kind: 'sentence', index: 0, row: null, group: null };
  const coverage = coverageOf(claim, own, best);
  const total = claim.facts.numbers.length + claim.facts.dates.length + claim.facts.names.length;
  const rank = (total === 0 ? 0.5 : (total - missing.length) / total) * 1.2 + coverage + (best?.overlap ?? 0) * 0.3 - (misplaced === null ? 0 : 0.6) + (isCited ? citedBonus : 0);
  return { source, places, place: best, unit, coverage, missing, misplaced, rank };
}

function standing({ fit, marks, dated, unit }: Place): number {
  return fit + (marks + dated) * markWorth - (unit.kind === 'heading' ? 1 : 0);
}

function coverageOf(claim: Claim, known: ReadonlySet<string>, best: Place | null): number {
  const words = [...claim.topic];
  if (words.length === 0) return claim.facts.numbers.length + claim.facts.dates.length + claim.facts.names.length > 0 ? 0.7 : 0;
  // The word that takes a side ("permitted") is one more that the line has, in its own way.
  const side = best?.unit.row === null && best.isSpecific && best.overlap > 0 && takeSameSide(claim.text, best.text, claim.topic) ? 1 : 0;
  const total = words.length + side;
  const inPassage = (words.reduce((sum, word) => sum + holding(known, word, claim.language), 0) + side) / total;
  return inPassage * 0.6 + Math.min(1, ((best?.overlap ?? 0) * words.length + side) / total) * 0.4;
}

/** Several sources that bear out one sentence together, a part each; null where a part has none. */
function together(parts: readonly Claim[], sources: readonly VerifySource[], cited: readonly number[]): Judged[] | null {
  const found: Judged[] = [];
  for (const part of parts) {
    const best = rank(part, sources, cited)[0];
    if (best === undefined || best.missing.length > 0 || best.misplaced !== null || best.coverage < enoughOf(part, best) || isContrary(part, best)) return null;
    if (!found.some((other) => other.source.n === best.source.n && other.unit.start === best.unit.start)) found.push(best);
  }
  return found.length === 0 ? null : found;
}

function toBacking({ source, unit, coverage }: Judged): Backing {
  return { source, unit, score: coverage };
}

async function likeness(text: string, judged: readonly Judged[], embed: NonNullable<Embed>, signal: AbortSignal): Promise<number> {
  const [claim, ...units] = await embed([text, ...judged.map(({ source, unit }) => source.page.text.slice(unit.start, unit.end))], 'passage', signal);
  if (claim === undefined) return 0;
  return Math.max(0, ...units.map((unit) => claim.reduce((sum, value, index) => sum + value * (unit[index] ?? 0), 0)));
}

function stemsOf(text: string): Set<string> {
  return new Set(wordsOf(text).map(stem));
}

function isOtherLanguage(text: string, source: VerifySource): boolean {
  const said = detectLanguage(text);
  const given = detectLanguage(source.passage.text);
  return said !== null && given !== null && said !== given;
}
