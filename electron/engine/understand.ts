import { findDates, type FoundDate } from './text/dates.ts';
import { detectLanguage, type Language } from './text/language.ts';
import { findNames } from './text/names.ts';
import { readFilters, type QuestionFilters } from './question/filters.ts';
import { resolveFollowUp, type Turn } from './question/followUp.ts';
import { asksForAll, asksOverTime, readAbout, type AboutKind } from './question/kind.ts';
import { splitParts } from './question/parts.ts';

/** What a question asks, in the terms of the later stages. */
export type Understood = {
  /** The question as it is searched for: follow-ups resolved, filters taken out. */
  readonly searchedFor: string;
  readonly filters: QuestionFilters;
  /** Each filter in force as shown to the person. */
  readonly shownFilters: readonly string[];
  readonly language: Language | null;
  /** Every document has to be looked at for a full answer. */
  readonly findAll: boolean;
  /** Set when the question is about a document as a whole. */
  readonly about: AboutKind | null;
  /** The questions a comparison falls into; empty for a plain question. */
  readonly parts: readonly string[];
  /** The same thing is asked of several periods. */
  readonly overTime: boolean;
  readonly names: readonly string[];
  readonly dates: readonly FoundDate[];
  readonly follows: boolean;
};

/**
 * Reads a question against the conversation so far (oldest turn first). Pure. The language is that of the words the person
 * wrote, not of what they were resolved to.
 */
export function understand(input: { readonly question: string; readonly earlier: readonly Turn[] }): Understood {
  const { text, filters, shown } = readFilters(input.question);
  const asked = text === '' ? input.question : text;
  const language = detectLanguage(asked) ?? lastLanguage(input.earlier);
  const direct = readAbout(asked, language);
  const { text: searchedFor, follows } = direct === null ? resolveFollowUp(asked, input.earlier) : { text: asked, follows: false };
  const dates = findDates(searchedFor);
  const names = findNames(searchedFor, language)
    .filter((name) => name.isCertain && !isFileName(name.text) && !dates.some((date) => date.start < name.end && date.end > name.start))
    .map((name) => name.text);
  const about = direct ?? (follows ? readAbout(searchedFor, language) : null);
  return {
    searchedFor, filters, shownFilters: shown, language, follows, about, dates, names: withoutTerms([...new Set(names)]),
    findAll: asksForAll(asked), parts: about === null ? splitParts(searchedFor, language) : [], overTime: about === null && asksOverTime(searchedFor),
  };
}

function isFileName(name: string): boolean {
  return /\.(?:pdf|docx?|html?|md|csv|txt|xlsx?|pptx?|eml|msg)$/i.test(name);
}

/** "R&D" beside a name is a matter, not a second name; alone it may be a firm. */
function withoutTerms(names: readonly string[]): readonly string[] {
  const proper = names.filter((name) => !/^\p{Lu}{1,3}&\p{Lu}{1,2}$/u.test(name));
  return proper.length > 0 ? proper : names;
}

function lastLanguage(earlier: readonly Turn[]): Language | null {
  const last = earlier[earlier.length - 1];
  return last === undefined ? null : detectLanguage(last.question);
}
