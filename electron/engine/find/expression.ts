import { AppError } from '../../shared/AppError.ts';

/** What is to stand in a text. `word` is as it was typed; with `*` (any run of characters) or `?` (any one) in it, it is a pattern. */
export type Expression =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'phrase'; readonly words: readonly string[] }
  | { readonly kind: 'near'; readonly distance: number; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression };

/** Where in what was typed something stands. */
type Place = { readonly at: number; readonly length: number };
type Token = Place & ({ readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' } | { readonly kind: 'near'; readonly distance: number } | { readonly kind: 'phrase' | 'word'; readonly text: string });
/** What can be wrong with an expression: `mistake` in the details of the error, beside its place (`at`, `length`) in what was typed. */
type Mistake = 'not-closed' | 'not-opened' | 'quotation-not-closed' | 'ends-early' | 'word-missing' | 'near-of-what' | 'near-distance' | 'only-not' | 'no-letter' | 'too-long';

const maxTokens = 200;
const farthest = 1_000;
const tokenPattern = /\s*(?:([()])|["“”„]([^"“”„]*)["“”]|([^\s()"“”„]+))/gy;

/**
 * Reads `indemnif* NEAR/5 "gross negligence" AND NOT (draft OR sample)`: words side by side must all be there; AND, OR, NOT and
 * NEAR/n are written large; NOT binds closest, then NEAR, AND, OR. Errors: input-invalid, with what is wrong and where.
 */
export function parseExpression(text: string): Expression {
  const tokens = readTokens(text);
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const take = (): Token | undefined => tokens[at++];

  const either = (): Expression => {
    const parts = [both()];
    while (peek()?.kind === 'or') {
      take();
      parts.push(both());
    }
    return oneOrMore('or', parts);
  };
  const both = (): Expression => {
    const parts = [near()];
    for (let next = peek(); next !== undefined && next.kind !== 'or' && next.kind !== 'close'; next = peek()) {
      if (next.kind === 'and') take();
      parts.push(near());
    }
    return oneOrMore('and', parts);
  };
  const near = (): Expression => {
    let left = negated();
    for (let next = peek(); next?.kind === 'near'; next = peek()) {
      take();
      const right = negated();
      for (const side of [left, right]) if (!isOfPlaces(side)) throw invalid('near-of-what', next, 'NEAR stands between words, phrases and alternatives of them (OR)');
      left = { kind: 'near', distance: next.distance, left, right };
    }
    return left;
  };
  const negated = (): Expression => {
    if (peek()?.kind !== 'not') return primary();
    take();
    return { kind: 'not', part: negated() };
  };
  const primary = (): Expression => {
    const token = take();
    if (token?.kind === 'open') {
      const inside = either();
      if (take()?.kind !== 'close') throw invalid('not-closed', token, 'a parenthesis is not closed');
      return inside;
    }
    if (token?.kind === 'word') return { kind: 'word', word: token.text };
    if (token?.kind === 'phrase') return { kind: 'phrase', words: token.text.trim().split(/\s+/) };
    if (token === undefined) throw invalid('ends-early', { at: text.length, length: 0 }, 'it ends where a word should come');
    throw invalid('word-missing', token, `a word should come before ${token.kind === 'close' ? '“)”' : token.kind.toUpperCase()}`);
  };

  const expression = either();
  const surplus = peek();
  if (surplus !== undefined) throw invalid('not-opened', surplus, 'a parenthesis is closed that was not opened');
  if (holdsOfNothing(expression)) throw invalid('only-not', { at: 0, length: text.length }, 'at least one word must be there that is to be found: NOT alone fits every text');
  return expression;
}

/** Every word or pattern looked for, those under NOT as well. */
export function wordsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'word': return [expression.word];
    case 'phrase': return [...expression.words];
    case 'near': return [...wordsIn(expression.left), ...wordsIn(expression.right)];
    case 'and': case 'or': return expression.parts.flatMap(wordsIn);
    case 'not': return wordsIn(expression.part);
  }
}

function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  for (let end = 0; text.slice(end).trim() !== ''; end = tokenPattern.lastIndex) {
    const match = tokenPattern.exec(text);
    if (match === null) {
      const at = end + text.slice(end).search(/\S/);
      throw invalid('quotation-not-closed', { at, length: text.length - at }, 'a quotation mark is not closed');
    }
    const [whole, parenthesis, phrase, word] = match;
    const length = whole.trimStart().length;
    const place = { at: end + whole.length - length, length };
    if (parenthesis !== undefined) tokens.push({ kind: parenthesis === '(' ? 'open' : 'close', ...place });
    else if (phrase !== undefined) tokens.push(checked({ kind: 'phrase', text: phrase, ...place }));
    else tokens.push(readWord(word ?? '', place));
  }
  if (tokens.length > maxTokens) throw invalid('too-long', { at: 0, length: text.length }, `it has more than ${maxTokens} parts`);
  return tokens;
}

function readWord(word: string, place: Place): Token {
  if (word === 'AND' || word === 'OR' || word === 'NOT') return { kind: word.toLowerCase() as 'and' | 'or' | 'not', ...place };
  const near = /^NEAR(?:\/(\d{1,6}))?$/.exec(word);
  if (near === null) return checked({ kind: 'word', text: word, ...place });
  const distance = Number(near[1] ?? 10);
  if (distance < 1 || distance > farthest) throw invalid('near-distance', place, `NEAR takes 1 to ${farthest} words`);
  return { kind: 'near', distance, ...place };
}

function checked(token: Extract<Token, { readonly text: string }>): Token {
  if (!/[\p{L}\p{N}]/u.test(token.text)) throw invalid('no-letter', token, `“${token.text}” has no letter and no digit in it`);
  return token;
}

function oneOrMore(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : { kind, parts };
}

function isOfPlaces(expression: Expression): boolean {
  return expression.kind === 'or' ? expression.parts.every(isOfPlaces) : expression.kind !== 'and' && expression.kind !== 'not';
}

function holdsOfNothing(expression: Expression): boolean {
  switch (expression.kind) {
    case 'word': case 'phrase': case 'near': return false;
    case 'and': return expression.parts.every(holdsOfNothing);
    case 'or': return expression.parts.some(holdsOfNothing);
    case 'not': return !holdsOfNothing(expression.part);
  }
}

function invalid(mistake: Mistake, { at, length }: Place, problem: string): AppError {
  return new AppError('input-invalid', { problem, mistake, at, length });
}
