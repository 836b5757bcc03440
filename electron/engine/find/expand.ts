import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/AppError.ts';
import type { Library } from '../library/Library.ts';
import { WordMatcher } from './WordMatcher.ts';

/** A typed word with the terms of the vocabulary that may stand for it. */
export type Expanded = {
  readonly matcher: WordMatcher;
  /** At each place of the word, the terms any of which must be on a page that has it. */
  readonly terms: readonly (readonly string[])[];
  /** Terms looked for in place of a word that is nowhere; null where it is as typed. */
  readonly instead: readonly string[] | null;
};
export type ExpandSource = { readonly vocabulary: Pick<Library['vocabulary'], 'frequencies' | 'between'> };

const termsPerTurn = 20_000;
/** A pattern that more words fit is no help to anybody. */
const maxTerms = 20_000;
const maxInstead = 10;

/** Looks typed words up in the vocabulary. Errors: input-invalid for a pattern too many words fit, cancelled. */
export async function expand(typed: string, library: ExpandSource, signal: AbortSignal): Promise<Expanded> {
  const matcher = WordMatcher.of(typed);
  if (matcher.isPattern) {
    const terms: string[] = [];
    // An ending taken off may have changed the last letters of the beginning (`companie*` is `company`).
    const prefix = matcher.prefix.slice(0, Math.max(0, matcher.prefix.length - 3));
    for await (const term of eachTerm(prefix, library, signal)) {
      if (!matcher.mayBe(term)) continue;
      if (terms.length >= maxTerms) throw new AppError('input-invalid', { problem: `too many words fit “${typed}”` });
      terms.push(term);
    }
    return { matcher, terms: [terms], instead: null };
  }
  const places = matcher.terms.map((terms) => [...terms]);
  const [only] = places[0] ?? [];
  if (places.length !== 1 || only === undefined || (library.vocabulary.frequencies([only]).get(only) ?? 0) > 0) return { matcher, terms: places, instead: null };
  const near = await nearTerms(only, library, signal);
  return near.length === 0 ? { matcher, terms: places, instead: null } : { matcher: matcher.instead(near), terms: [near], instead: near };
}

/** The nearest words to one that is nowhere: one letter off, or two in a long word. Numbers and short words have none: there each letter counts. */
async function nearTerms(term: string, library: ExpandSource, signal: AbortSignal): Promise<string[]> {
  if (term.length < 4 || !/^\p{L}+$/u.test(term)) return [];
  const most = term.length < 8 ? 1 : 2;
  const found: { readonly term: string; readonly distance: number }[] = [];
  for await (const other of eachTerm('', library, signal)) {
    if (Math.abs(other.length - term.length) > most || !/^\p{L}+$/u.test(other)) continue;
    const distance = editDistance(term, other, most);
    if (distance <= most) found.push({ term: other, distance });
  }
  const best = Math.min(...found.map(({ distance }) => distance));
  const nearest = found.filter(({ distance }) => distance === best).map((one) => one.term);
  const frequencies = library.vocabulary.frequencies(nearest);
  return nearest.sort((a, b) => (frequencies.get(b) ?? 0) - (frequencies.get(a) ?? 0)).slice(0, maxInstead);
}

async function* eachTerm(prefix: string, library: ExpandSource, signal: AbortSignal): AsyncGenerator<string> {
  const end = `${prefix}\u{10FFFF}`;
  for (let from = prefix; ; await nextTurn()) {
    signal.throwIfAborted();
    const terms = library.vocabulary.between(from, end, termsPerTurn);
    yield* terms;
    const last = terms.at(-1);
    if (last === undefined || terms.length < termsPerTurn) return;
    from = `${last}\u0000`;
  }
}

/** Letters to change, add, leave out or swap with their neighbour; anything above `most` is `most + 1`. */
export function editDistance(a: string, b: string, most: number): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length] ?? most + 1, most + 1);
}
