import { analyseWords } from '../analyse.ts';
import type { PageWord } from './pageWords.ts';

/**
 * What one typed word asks for. Without a wildcard: the words search takes for the same (case, accents and the plural `s` make no
 * difference; several in a row where it is written with a hyphen or without blanks). A pattern goes by the letters as they stand,
 * with or without their ending.
 */
export class WordMatcher {
  readonly typed: string;
  readonly isPattern: boolean;
  /** Sequences of sets of terms: any of a set at each place. One place for a pattern. */
  readonly #terms: readonly ReadonlySet<string>[];
  readonly #pattern: RegExp | null;

  private constructor(typed: string, terms: readonly ReadonlySet<string>[], pattern: RegExp | null) {
    this.typed = typed;
    this.isPattern = pattern !== null;
    this.#terms = terms;
    this.#pattern = pattern;
  }

  static of(typed: string): WordMatcher {
    if (/[*?]/.test(typed)) return new WordMatcher(typed, [new Set()], patternOf(typed));
    return new WordMatcher(typed, analyseWords(typed).flatMap(({ terms }) => terms.map((term) => new Set([term]))), null);
  }

  /** The same, with other terms for its only place: what was found in place of a typing error. */
  instead(terms: readonly string[]): WordMatcher {
    return new WordMatcher(this.typed, [new Set(terms)], null);
  }

  /** How many places in a row it takes. */
  get length(): number {
    return this.#terms.length;
  }

  /** The terms at each place; none for a pattern, whose terms are in the vocabulary. */
  get terms(): readonly ReadonlySet<string>[] {
    return this.#pattern === null ? this.#terms : [];
  }

  /** What every word of a pattern begins with. */
  get prefix(): string {
    return this.#pattern === null ? '' : /^[^*?]*/.exec(foldPattern(this.typed))?.[0] ?? '';
  }

  /** Whether a term of the vocabulary may stand for a word that fits the pattern. */
  mayBe(term: string): boolean {
    if (this.#pattern === null) return false;
    return [term, `${term}s`, `${term}es`, term.endsWith('y') ? `${term.slice(0, -1)}ies` : term].some((form) => this.#pattern?.test(form));
  }

  fits(word: PageWord, place: number): boolean {
    if (this.#pattern !== null) return word.forms.some((form) => this.#pattern?.test(form));
    return word.terms.some((term) => this.#terms[place]?.has(term));
  }
}

/** Letters as terms have them. A wildcard may stand anywhere, so what is between them is folded piece by piece. */
function foldPattern(typed: string): string {
  return typed.split(/([*?])/).map((piece) => (piece === '*' || piece === '?' ? piece : analyseWords(piece).map(({ word }) => word).join(''))).join('').replace(/\*{2,}/g, '*');
}

function patternOf(typed: string): RegExp {
  const source = foldPattern(typed).replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'u');
}
