import type { GateHit } from '../gate.ts';
import { periodsOfName } from '../search/periods.ts';
import { findDates } from '../text/dates.ts';
import { PageText } from '../text/PageText.ts';
import { holdsKin, stem, wordsOf } from '../text/words.ts';
import type { QuestionTerm, QuestionTerms } from './terms.ts';

/** A report tells the year before its own beside it, but not of everything. */
const yearBefore = 0.85;
/** Elsewhere in the passage; in a document that says nowhere of when it is. */
const besideShare = 0.7;
const undatedShare = 0.5;
/** "Notes due 2027", "expires in 2031": a year that something lasts until is not the one a document is of. */
const lastingUntil = /\b(?:due|maturing|matures?|expir\w+|until|through|fällig|bis)\W+(?:\p{L}+\W+){0,2}$/iu;

/**
 * Of what the hits tell of the question, 0..1, how much is of the year asked for: the most of it that one sentence or row holds which is of that year, by its own words,
 * the columns or headings it stands under, or because its document is, as a share of the most that any holds. The mean over the years asked for; 1 where none is.
 */
export function toldInYear(question: QuestionTerms, hits: readonly GateHit[], identities: ReadonlyMap<number, string>): number {
  const years = [...new Set(question.dates.flatMap(({ year }) => year ?? []))];
  if (years.length === 0) return 1;
  const topic = question.terms.filter(({ role }) => role === 'topic');
  const told = years.map((year) => ({ year, best: 0, surest: 0 }));
  let inAny = 0;
  for (const hit of hits) {
    const tellsYear = yearsOf(hit, identities.get(hit.contentId) ?? '');
    const heading = stemsOf([...hit.headingPath, hit.title].join(' '));
    const page = new PageText(hit.text);
    for (const unit of page.units) {
      const text = hit.text.slice(unit.start, unit.end);
      const own = yearsIn(`${text}\n${page.headerOf(unit)?.text ?? ''}`);
      const share = shareOf(topic, stemsOf(`${text} ${unit.group ?? ''}`), heading);
      inAny = Math.max(inAny, share);
      for (const one of told) {
        const certainty = own.has(one.year) ? 1 : tellsYear(one.year);
        one.best = Math.max(one.best, share * certainty);
        one.surest = Math.max(one.surest, certainty);
      }
    }
  }
  // Where no word agrees, as in another language, the documents' own time is all there is to tell from.
  return told.reduce((sum, { best, surest }) => sum + (inAny === 0 ? surest : best / inAny), 0) / told.length;
}

/** How surely what a passage says is of a year, where the sentence itself does not tell. */
function yearsOf({ path, title, headingPath, text }: GateHit, identity: string): (year: number) => number {
  // What a file's name says is believed; its title's date may be that of filing.
  const own = periodsOfName((path.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]+$/, ''));
  const named = new Set((own.length > 0 ? own : periodsOfName(title)).flatMap(({ year }) => year ?? []));
  const above = yearsIn(headingPath.join('\n'));
  const beside = yearsIn(text);
  if (named.size > 0) return (year) => (named.has(year) || above.has(year) ? 1 : named.has(year + 1) ? yearBefore : beside.has(year) ? besideShare : 0);
  const first = new Set(findDates(identity).flatMap(({ year, start }) => (year === null || lastingUntil.test(identity.slice(Math.max(0, start - 40), start)) ? [] : [year])));
  const undated = first.size === 0 && beside.size === 0 && above.size === 0 ? undatedShare : 0;
  return (year) => (first.has(year) || above.has(year) ? 1 : beside.has(year) ? besideShare : undated);
}

/** The share of the topic's weight that some words hold; what only the heading says counts half. */
function shareOf(topic: readonly QuestionTerm[], own: ReadonlySet<string>, heading: ReadonlySet<string>): number {
  const total = topic.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 1;
  return topic.reduce((sum, term) => sum + term.weight * (own.has(term.stem) || holdsKin(own, term.stem) ? 1 : heading.has(term.stem) ? 0.5 : 0), 0) / total;
}

function yearsIn(text: string): ReadonlySet<number> {
  return new Set(findDates(text).flatMap(({ year }) => year ?? []));
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map(stem));
}
