import { analyseTerms, askedTerms } from '../analyse.ts';
import { asksOverTime } from '../question/kind.ts';
import { findDates } from '../text/dates.ts';
import { detectLanguage, isFunctionWord, type Language } from '../text/language.ts';
import { findNames, type FoundName } from '../text/names.ts';
import { isQuestionWord } from '../text/words.ts';
import type { Period } from './periods.ts';

/** A stretch of the query, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

/** What may be a proper name, as written. Whether it is one the library's documents tell. */
export type QueryName = Span & { readonly text: string; readonly terms: readonly string[] };

/** A query as search reads it. Pure: nothing of the library is known here. */
export type ReadQuery = {
  readonly text: string;
  readonly language: Language | null;
  readonly names: readonly QueryName[];
  readonly periods: readonly (Span & { readonly period: Period })[];
  /** Where the query asks for the latest of something; `isOfDocuments` where that is a report, a version or the like. */
  readonly latest: (Span & { readonly isOfDocuments: boolean }) | null;
  /** The same is asked of several periods: no one document can be meant. */
  readonly overTime: boolean;
};

const latestWords = /(?<!\p{L})(?:latest|newest|most recent|last(?= (?:\p{L}+ )?(?:quarter|report|filing|statement|version|edition|invoice|letter|annual))|neueste[nrsm]?|aktuellste[nrsm]?|jüngste[nrsm]?|letzte[nrsm]?(?= (?:\p{L}+ )?(?:quartal|bericht|rechnung|fassung|version|stand))|derni(?:er|ère)s?|plus récente?s?|últim[oa]s?|más recientes?)(?!\p{L})/iu;
const documentNoun = /^\s+(?:\p{L}+\s+){0,2}(?:(?:quarter|fiscal|annual|year|report|filing|statement|version|edition|invoice|letter|contract|agreement|minutes|document|file|quartal|geschäft|jahres|bericht|rechnung|fassung|schreiben|vertrag|protokoll|dokument|datei|trimestre|rapport|facture|lettre|contrat|informe|factura|carta|contrato|acta)\p{L}*|\p{N}{1,4}-\p{Lu})/iu;

const tie = /(?:(?<!\p{L})(?:in|for|from|of|by|at|during|the|its|their|im|in|des|der|von|für|laut|aus|de|du|la|le|en|del|pour|para)\s+)+$/iu;
// "10-Q", "W-9", "ISO-27001": the code of a kind of document.
const code = /(?<![\p{L}\p{N}-])(?:\p{N}{1,4}-\p{Lu}{1,3}|\p{Lu}{1,4}-\p{N}{1,6})s?(?![\p{L}\p{N}-])/gu;
const anyWord = /[\p{L}\p{M}\p{N}]+/gu;
const plainWord = /[\p{Lu}\p{Ll}\p{M}]{2,}/gu;

export function readQuery(text: string): ReadQuery {
  const language = detectLanguage(text);
  const dates = findDates(text);
  const latest = latestWords.exec(text);
  const overlaps = (name: Span): boolean => dates.some((date) => date.start < name.end && date.end > name.start);
  return {
    text, language,
    names: namesIn(text, language).filter((name) => !overlaps(name)).map(({ start, end, text: name }) => ({ start, end, text: name, terms: analyseTerms(name) })),
    periods: dates.map(({ start, end, year, month, day, quarter }) => ({ start, end, period: { year, month, day, quarter } })),
    latest: latest === null ? null : spanOfLatest(text, latest.index, latest.index + latest[0].length),
    overTime: asksOverTime(text),
  };
}

function spanOfLatest(text: string, start: number, end: number): ReadQuery['latest'] {
  return { start, end, isOfDocuments: documentNoun.test(text.slice(end)) };
}

/** Words with a capital and codes; where a question is typed without capitals every word that is not grammar. */
function namesIn(text: string, language: Language | null): Pick<FoundName, 'start' | 'end' | 'text'>[] {
  const codes = [...text.matchAll(code)].map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
  if (/\p{Lu}/u.test(text)) return [...findNames(text, language), ...codes];
  return [...text.matchAll(plainWord)].map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter(({ text: word }) => !isFunctionWord(word) && !isQuestionWord(word));
}

/** The terms of a text that can tell passages apart: without the words of grammar and of asking, unless there are no others. */
export function contentTerms(text: string): string[] {
  const content = text.replaceAll(anyWord, (word) => (isFunctionWord(word.toLowerCase()) || isQuestionWord(word.toLowerCase()) ? ' ' : word));
  const language = detectLanguage(text);
  const terms = askedTerms(content, language);
  return [...new Set(terms.length > 0 ? terms : askedTerms(text, language))];
}

/**
 * The query without stretches that only say which document is meant, and without the small words that tied them to the rest: what
 * is looked for inside those documents. The query itself when nothing would be left.
 */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  let rest = text;
  for (const { start, end } of joinSpans(text, spans).toSorted((a, b) => b.start - a.start)) {
    const possessive = /^['’]s?(?!\p{L})/u.exec(rest.slice(end))?.[0].length ?? 0;
    // "change in Acme's margin" keeps its "in"; "margin in 2023" loses it.
    const before = possessive > 0 ? rest.slice(0, start) : rest.slice(0, start).replace(tie, '');
    rest = `${before} ${rest.slice(end + possessive)}`;
  }
  const tidy = rest.replace(/\s+/g, ' ').replace(/\s+([,;.?!])/g, '$1').replace(/^[\s,;.]+/, '').trim();
  return contentTerms(tidy).some((term) => /\p{L}/u.test(term)) ? tidy : text;
}

/** Stretches with nothing between them but blanks or an apostrophe, as one. */
function joinSpans(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && /^(?:['’]s?)?\s*$/u.test(text.slice(last.end, span.start))) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else joined.push({ start: span.start, end: span.end });
  }
  return joined;
}
