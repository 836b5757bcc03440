import type { Language } from './language.ts';

/** How far a written figure reaches: the word or unit that stood with it. */
export type NumberKind = 'plain' | 'percent' | 'money';

/**
 * One written number. `values` holds every reading the digits allow ("1.234" is 1.234 or 1,234): positive, without
 * `scale`. `scale` is 1 unless a word such as "million" stood behind, and null where none did: a bare table cell may be
 * in thousands or millions.
 */
export type FoundNumber = {
  readonly start: number; readonly end: number; readonly text: string; readonly values: readonly number[];
  readonly scale: number | null; readonly negative: boolean; readonly kind: NumberKind;
  /** Digits after the decimal sign of the first reading. */
  readonly decimals: number;
  /** Four bare digits between 1900 and 2100. */
  readonly looksLikeYear: boolean;
};

const scales: Readonly<Record<string, number>> = {
  thousand: 1e3, thousands: 1e3, tausend: 1e3, tsd: 1e3, mille: 1e3, mil: 1e3, k: 1e3,
  million: 1e6, millions: 1e6, mio: 1e6, mn: 1e6, mm: 1e6, m: 1e6, millionen: 1e6, millones: 1e6, 'millón': 1e6,
  billion: 1e9, billions: 1e9, bn: 1e9, b: 1e9, mrd: 1e9, milliarde: 1e9, milliarden: 1e9, milliard: 1e9, milliards: 1e9,
  trillion: 1e12, trillions: 1e12, tn: 1e12, billionen: 1e12,
  万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8,
};
const words: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, twenty: 20, thirty: 30,
  zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, zwanzig: 20, dreißig: 30,
  deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9, dix: 10, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8,
};

const digits = /(?<![\p{L}\p{N}_#])(?<!\d[.,'’/:])(?:\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?)/gu;
const currencyBefore = /(?:US\$|[$€£¥₹]|(?<![A-Za-z])(?:USD|EUR|GBP|CHF|JPY|Fr\.))\s?(?<sign>[-−–(]?)$/u;
const currencyAfter = /^\s?(?:[$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|dollars?|euros?|pounds?|Franken)(?!\p{L}))/iu;
const percentAfter = /^\)?\s?(?:%|‰|(?:per\s?cent|percent|percentage points?|Prozent(?:punkte)?|pour cent|por ciento|pct)(?!\p{L}))/iu;
const scaleAfter = new RegExp(String.raw`^[\s\u00a0-]?(?<word>${Object.keys(scales).filter((word) => /^\p{Script=Latin}{2,}$/u.test(word)).join('|')})(?![\p{L}\p{N}])|^(?<cjk>[万萬亿億])`, 'iu');
const letterScale = /^(?<word>[kmb])(?![\p{L}\p{N}])/iu;
const gluedAfter = /^(?:\p{Script=Latin}|_|-\p{L}|[-/:]\d|\.\d)/u;
const wordPattern = new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${Object.keys(words).join('|')})(?![\p{L}\p{N}])`, 'giu');

/**
 * Every number written in a text, in order. Digits glued to letters ("10-K", "Q3", "A4", "v2.1") name things and are left
 * out, as are list marks at the start of a line ("3. "). Number words up to thirty count.
 */
export function findNumbers(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const match of text.matchAll(digits)) {
    const number = readNumber(text, match.index, match[0]);
    if (number !== null) found.push(number);
  }
  for (const match of text.matchAll(wordPattern)) {
    const value = words[match[0].toLowerCase()];
    if (value === undefined) continue;
    const end = match.index + match[0].length;
    const scale = scaleAfter.exec(text.slice(end, end + 16));
    found.push({
      start: match.index, end: end + (scale?.[0].length ?? 0), text: match[0], values: [value], scale: scale === null ? null : scaleOf(scale),
      negative: false, kind: 'plain', decimals: 0, looksLikeYear: false,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What two numbers have in common: the same figure, the same after rounding to the digits claimed, or nothing. */
export type NumberMatch = 'exact' | 'rounded' | null;

/**
 * Whether a source's number bears out a claimed one. Signs: a claim that carries a minus needs a negative source; a
 * negative source may be told as a "loss" or "decrease" without one. Scales: a bare table cell may stand for thousands,
 * millions or billions when `sourceScales` (what the table says of itself) allows it.
 */
export function matchNumber(claim: FoundNumber, source: FoundNumber, sourceScales: readonly number[] = []): NumberMatch {
  if (claim.negative && !source.negative) return null;
  if (claim.kind === 'percent' && source.kind === 'money') return null;
  if (claim.kind === 'money' && source.kind === 'percent') return null;
  let best: NumberMatch = null;
  for (const [at, claimed] of claim.values.entries()) {
    for (const [index, given] of source.values.entries()) {
      const match = matchValues(claimed, { ...claim, decimals: decimalsAt(claim, at) }, given, { ...source, decimals: decimalsAt(source, index) }, sourceScales);
      if (match === 'exact') return 'exact';
      best ??= match;
    }
  }
  return best;
}

/** The second reading of "1.234" or "1,234" takes the mark the other way. */
function decimalsAt(number: FoundNumber, reading: number): number {
  return reading === 0 ? number.decimals : number.decimals === 0 ? 3 : 0;
}

const commaDecimals: ReadonlySet<Language> = new Set(['de', 'fr', 'es', 'it', 'nl', 'pt']);
const englishStyle = /\d,\d{3}\.\d|\d,\d{3},\d{3}|(?<![\d.,])\d+\.\d{1,2}(?![\d.])/u;
const otherStyle = /\d\.\d{3},\d|\d\.\d{3}\.\d{3}|(?<![\d.,])\d+,\d{1,2}(?![\d,])/u;

/** The number with the one reading its language has for it; both where the text it stands in writes figures the other way, or the language is not known. */
export function readingsIn(number: FoundNumber, text: string, language: Language | null): FoundNumber {
  if (number.values.length < 2 || language === null) return number;
  const isComma = commaDecimals.has(language);
  if ((isComma ? englishStyle : otherStyle).test(text)) return number;
  // The first reading takes a comma as the mark of thousands and a point as the decimal sign.
  return isComma ? { ...number, values: number.values.slice(1), decimals: decimalsAt(number, 1) } : { ...number, values: number.values.slice(0, 1) };
}

function matchValues(claimed: number, claim: FoundNumber, given: number, source: FoundNumber, sourceScales: readonly number[]): NumberMatch {
  const pairs: (readonly [number, number])[] = [];
  // "$60,584,000,000" of a cell "60,584" in a table of millions.
  if (claim.scale === null && source.scale === null) pairs.push([1, 1], ...(claim.kind === 'percent' ? [] : sourceScales.map((scale) => [1, scale] as const)));
  else if (claim.scale !== null && source.scale !== null) pairs.push([claim.scale, source.scale]);
  else if (claim.scale !== null) for (const scale of cellScales(claim, source, sourceScales)) pairs.push([claim.scale, scale]);
  else pairs.push([1, source.scale ?? 1], [source.scale ?? 1, source.scale ?? 1]);
  let best: NumberMatch = null;
  for (const [claimScale, sourceScale] of pairs) {
    const a = claimed * claimScale;
    const b = given * sourceScale;
    if (Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12)) return 'exact';
    const step = claimScale * 10 ** -claim.decimals;
    const digitsClaimed = String(Math.round(claimed * 10 ** claim.decimals)).length;
    const isShortened = claim.decimals > 0 || claim.scale !== null || claim.kind === 'percent';
    if (isShortened && digitsClaimed >= 2 && Math.abs(a - b) <= step * 0.5000001 && sourceScale * 10 ** -source.decimals < step) best = 'rounded';
  }
  return best;
}

/** A bare "83" must not bear out "83 billion": without a scale stated by the table, only a long figure may be scaled. */
function cellScales(claim: FoundNumber, source: FoundNumber, stated: readonly number[]): readonly number[] {
  if (stated.length > 0) return [1, ...stated];
  const length = source.text.replace(/\D/g, '').length;
  return length >= 3 && claim.kind !== 'percent' ? [1, 1e3, 1e6] : [1];
}

/** The scales a table or page states for its cells: "(in millions, except per share amounts)" gives [1e6]. */
export function statedScales(text: string): number[] {
  const found = new Set<number>();
  for (const match of text.matchAll(/\b(?:in|In|IN|amounts in|dollars in|\$ in|reflected in|Angaben in|en)\s+(?:US\$|\$|€|EUR|USD|CHF|U\.S\. dollars|euros?)?\s*(thousands?|millions?|billions?|Tausend|Tsd|Mio|Millionen|Mrd|Milliarden|milliers|millones|THOUSANDS|MILLIONS|BILLIONS)\b/g)) {
    const scale = scales[(match[1] ?? '').toLowerCase()];
    if (scale !== undefined) found.add(scale);
  }
  for (const match of text.matchAll(/(?:T|Mio\.?|Mrd\.?)\s?(?:€|EUR|CHF|\$)/g)) found.add(match[0].startsWith('T') ? 1e3 : match[0].startsWith('Mio') ? 1e6 : 1e9);
  return [...found];
}

function readNumber(text: string, at: number, raw: string): FoundNumber | null {
  const before = text.slice(Math.max(0, at - 8), at);
  const after = text.slice(at + raw.length, at + raw.length + 24);
  const money = currencyBefore.exec(before);
  const isMoney = money !== null || currencyAfter.test(after);
  const percent = percentAfter.exec(after);
  const scale = scaleAfter.exec(after) ?? (isMoney ? letterScale.exec(after) : null);
  if (percent === null && scale === null && gluedAfter.test(after) && !currencyAfter.test(after)) return null;
  if (isListMark(text, at, raw)) return null;
  const year = /^(?:19|20)\d\d$/.test(raw) && !isMoney && percent === null && scale === null;
  const start = at - (money?.[0].length ?? 0);
  const end = at + raw.length + (percent?.[0].length ?? scale?.[0].length ?? 0);
  // "(265)" and "(4)%" in a table are negatives, "(2022)" is an aside; a dash after a figure or a blank pause is a range.
  const opened = before.endsWith('(') || /\($/.test(text.slice(Math.max(0, start - 1), start));
  const closed = /^\s?(?:%\s?)?\)/.test(after);
  const minus = /[-−–]$/.test(money?.groups?.['sign'] ?? '') || /(?:^|[\s([:;=|\t])[-−–]$/.test(text.slice(Math.max(0, start - 2), start));
  return {
    start, end, text: text.slice(start, end), ...readDigits(raw), scale: scale === null ? null : scaleOf(scale),
    negative: minus || (opened && closed && !year), kind: percent !== null ? 'percent' : isMoney ? 'money' : 'plain', looksLikeYear: year,
  };
}

function scaleOf(match: RegExpExecArray): number | null {
  const word = match.groups?.['word'] ?? match.groups?.['cjk'] ?? '';
  return scales[word.toLowerCase()] ?? null;
}

function isListMark(text: string, at: number, raw: string): boolean {
  if (raw.length > 2 || !/^[.)]\s/.test(text.slice(at + raw.length, at + raw.length + 2))) return false;
  return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 8), at));
}

function readDigits(raw: string): { values: number[]; decimals: number } {
  const clean = raw.replace(/['’\u00a0\u202f]/g, '');
  const marks = clean.match(/[.,]/g) ?? [];
  const last = Math.max(clean.lastIndexOf('.'), clean.lastIndexOf(','));
  const whole = Number(clean.replace(/[.,]/g, ''));
  if (marks.length === 0) return { values: [whole], decimals: 0 };
  const decimals = clean.length - last - 1;
  const asDecimal = Number(`${clean.slice(0, last).replace(/[.,]/g, '')}.${clean.slice(last + 1)}`);
  if (new Set(marks).size === 2) return { values: [asDecimal], decimals };
  if (marks.length > 1) return { values: [whole], decimals: 0 };
  if (decimals !== 3 || clean.startsWith('0')) return { values: [asDecimal], decimals };
  return marks[0] === ',' ? { values: [whole, asDecimal], decimals: 0 } : { values: [asDecimal, whole], decimals: 3 };
}
