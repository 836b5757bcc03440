/** What one section of a number format consists of (ECMA-376 part 1, 18.8.31). */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'digit'; readonly mark: string }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'general' | 'at' | 'slash' }
  | { readonly kind: 'exponent'; readonly plus: boolean }
  | { readonly kind: 'date'; readonly code: string }
  | { readonly kind: 'elapsed'; readonly code: string }
  | { readonly kind: 'fraction-of-second'; readonly digits: number }
  | { readonly kind: 'half-day'; readonly short: boolean };

/** `language` is the Windows number of the language names of months are written in. */
export type Section = { readonly tokens: readonly Token[]; readonly condition: { readonly operator: string; readonly value: number } | null; readonly language: number | null };

/** Excel takes no longer ones. */
const longestFormat = 255;

/** The sections of a format: positive, negative, zero and text, or each under its condition. */
export function sectionsOf(format: string): Section[] {
  const sections: Section[] = [];
  const code = format.length > longestFormat ? 'General' : format;
  for (let at = 0; at <= code.length && sections.length < 4; ) {
    const tokens: Token[] = [];
    const state: { condition: Section['condition']; language: number | null } = { condition: null, language: null };
    while (at < code.length && code.charAt(at) !== ';') at = readToken(code, at, tokens, state);
    sections.push({ tokens: withMinutes(tokens), ...state });
    at += 1;
  }
  return sections;
}

/** Reads what stands at `at` and gives the place behind it. */
function readToken(code: string, at: number, tokens: Token[], state: { condition: Section['condition']; language: number | null }): number {
  const char = code.charAt(at);
  const rest = code.slice(at);
  switch (char) {
    case '"': {
      const end = code.indexOf('"', at + 1);
      tokens.push({ kind: 'text', text: code.slice(at + 1, end === -1 ? code.length : end) });
      return end === -1 ? code.length : end + 1;
    }
    case '\\': tokens.push({ kind: 'text', text: code.charAt(at + 1) }); return at + 2;
    // A gap as wide as a character, and a character that fills the cell: neither is text.
    case '_': case '*': return at + 2;
    case '0': case '#': case '?': tokens.push({ kind: 'digit', mark: char }); return at + 1;
    case '.': {
      const digits = /^\.(0+)/.exec(rest)?.[1]?.length;
      const before = tokens.at(-1);
      if (digits !== undefined && (before?.kind === 'elapsed' || (before?.kind === 'date' && before.code.startsWith('s')))) {
        tokens.push({ kind: 'fraction-of-second', digits });
        return at + 1 + digits;
      }
      tokens.push({ kind: 'point' });
      return at + 1;
    }
    case ',': tokens.push({ kind: 'comma' }); return at + 1;
    case '%': tokens.push({ kind: 'percent' }); return at + 1;
    case '@': tokens.push({ kind: 'at' }); return at + 1;
    case '/': tokens.push(tokens.some(({ kind }) => kind === 'date') ? { kind: 'text', text: '/' } : { kind: 'slash' }); return at + 1;
    case '[': return readBracket(code, at, tokens, state);
    default:
  }
  const general = /^(?:general|standard)/i.exec(rest)?.[0];
  if (general !== undefined) {
    tokens.push({ kind: 'general' });
    return at + general.length;
  }
  const half = /^(?:am\/pm|a\/p)/i.exec(rest)?.[0];
  if (half !== undefined) {
    tokens.push({ kind: 'half-day', short: half.length === 3 });
    return at + half.length;
  }
  if (/^E[+-]/i.test(rest)) {
    tokens.push({ kind: 'exponent', plus: rest.charAt(1) === '+' });
    return at + 2;
  }
  const date = /^(?:y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2})/i.exec(rest)?.[0];
  if (date !== undefined) {
    tokens.push({ kind: 'date', code: date.toLowerCase() });
    return at + date.length;
  }
  tokens.push({ kind: 'text', text: char });
  return at + 1;
}

/** `[h]` elapsed time, `[$€-407]` currency and language, `[>=100]` a condition; colours are passed over. */
function readBracket(code: string, at: number, tokens: Token[], state: { condition: Section['condition']; language: number | null }): number {
  const end = code.indexOf(']', at);
  if (end === -1) return code.length;
  const inside = code.slice(at + 1, end);
  const condition = /^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$/.exec(inside);
  if (condition !== null) state.condition = { operator: condition[1] ?? '=', value: Number(condition[2]) };
  else if (/^(?:h{1,2}|m{1,2}|s{1,2})$/i.test(inside)) tokens.push({ kind: 'elapsed', code: inside.toLowerCase() });
  else if (inside.startsWith('$')) {
    const dash = inside.lastIndexOf('-');
    if (dash !== -1) state.language = parseInt(inside.slice(dash + 1), 16) & 0xffff;
    const sign = inside.slice(1, dash === -1 ? undefined : dash);
    if (sign !== '') tokens.push({ kind: 'text', text: sign });
  }
  return end + 1;
}

/** `m` is minutes behind hours and before seconds, else months: minutes are called `n` from here on. */
function withMinutes(tokens: readonly Token[]): Token[] {
  const isTime = (token: Token | undefined, letter: string) => (token?.kind === 'date' || token?.kind === 'elapsed') && token.code.startsWith(letter);
  const timed = tokens.filter(({ kind }) => kind === 'date' || kind === 'elapsed');
  return tokens.map((token) => {
    if (token.kind !== 'date' || !/^m{1,2}$/.test(token.code)) return token;
    const place = timed.indexOf(token);
    return isTime(timed[place - 1], 'h') || isTime(timed[place + 1], 's') ? { kind: 'date', code: token.code.replaceAll('m', 'n') } : token;
  });
}
