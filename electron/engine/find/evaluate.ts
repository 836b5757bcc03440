import type { Expression } from './expression.ts';
import type { PageWord } from './pageWords.ts';
import type { WordMatcher } from './WordMatcher.ts';

/** Words from one place to another of a text, both included, counted in words. */
export type Span = { readonly first: number; readonly last: number };

/** More places of one text are not told apart: a word on every line of a long list. */
const maxSpans = 5_000;

/** Where a text fits an expression; null where it does not. `matcherOf` gives what each typed word asks for. */
export function evaluate(expression: Expression, words: readonly PageWord[], matcherOf: (typed: string) => WordMatcher): Span[] | null {
  switch (expression.kind) {
    case 'word': return orNull(runsOf([matcherOf(expression.word)], words));
    case 'phrase': return orNull(runsOf(expression.words.map(matcherOf), words));
    case 'near': {
      const [left, right] = [expression.left, expression.right].map((side) => evaluate(side, words, matcherOf));
      return left === null || right === null || left === undefined || right === undefined ? null : orNull(pairsOf(left, right, expression.distance));
    }
    case 'and': {
      const found = expression.parts.map((part) => evaluate(part, words, matcherOf));
      return found.includes(null) ? null : joined(found);
    }
    case 'or': {
      const found = expression.parts.map((part) => evaluate(part, words, matcherOf));
      return found.every((one) => one === null) ? null : joined(found);
    }
    case 'not': return evaluate(expression.part, words, matcherOf) === null ? [] : null;
  }
}

function runsOf(matchers: readonly WordMatcher[], words: readonly PageWord[]): Span[] {
  const places = matchers.flatMap((matcher) => Array.from({ length: matcher.length }, (_, place) => ({ matcher, place })));
  const spans: Span[] = [];
  if (places.length === 0) return spans;
  for (let first = 0; first + places.length <= words.length && spans.length < maxSpans; first += 1) {
    const fits = places.every(({ matcher, place }, at) => {
      const word = words[first + at];
      return word !== undefined && matcher.fits(word, place);
    });
    if (fits) spans.push({ first, last: first + places.length - 1 });
  }
  return spans;
}

/** What lies between, and at most so many words from the end of one to the beginning of the other; neighbours are 1 apart. */
function pairsOf(left: readonly Span[], right: readonly Span[], distance: number): Span[] {
  const byFirst = right.toSorted((a, b) => a.first - b.first);
  const longest = Math.max(0, ...right.map(({ first, last }) => last - first));
  // Of two that may stand for each other, both ways round are one place.
  const pairs = new Map<string, Span>();
  for (const a of left) {
    for (let at = firstFrom(byFirst, a.first - distance - longest); at < byFirst.length && pairs.size < maxSpans; at += 1) {
      const b = byFirst[at];
      if (b === undefined || b.first > a.last + distance) break;
      const apart = b.first > a.last ? b.first - a.last : a.first > b.last ? a.first - b.last : 0;
      const span = { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
      if (apart >= 1 && apart <= distance) pairs.set(`${span.first} ${span.last}`, span);
    }
  }
  return [...pairs.values()];
}

function firstFrom(spans: readonly Span[], first: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.first ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joined(found: readonly (Span[] | null)[]): Span[] {
  const unique = new Map(found.flatMap((spans) => spans ?? []).map((span) => [`${span.first} ${span.last}`, span]));
  return [...unique.values()].sort((a, b) => a.first - b.first || a.last - b.last).slice(0, maxSpans);
}

function orNull(spans: Span[]): Span[] | null {
  return spans.length === 0 ? null : spans;
}
