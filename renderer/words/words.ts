import { createContext, useContext } from 'react';
import type { PlainError } from '../../electron/shared/AppError.ts';
import type { Words as ErrorWords } from '../../electron/shared/errorWords.ts';
import type { Language as Chosen } from '../../electron/shared/shellContract.ts';
import { de } from './de.ts';
import { en, type WordKey, type Words } from './en.ts';
import { errorDe } from './errorsDe.ts';
import { errorEn } from './errorsEn.ts';
import { isolated } from './isolated.ts';

export type { WordKey };
export type Language = 'en' | 'de';
type Catalogue = { readonly words: Words; error(error: PlainError): ErrorWords };
const catalogues: Readonly<Record<Language, Catalogue>> = { en: { words: en, error: errorEn }, de: { words: de, error: errorDe } };

export type Speak = {
  readonly language: Language;
  /** The words of a key, with `{name}` filled in; numbers are written as the language writes them. */
  say(key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** `key.one` or `key.other`, by the language's plural rule. */
  count(key: Plural<WordKey>, count: number, values?: Readonly<Record<string, string | number>>): string;
  number(value: number, digits?: number): string;
  bytes(value: number): string;
  /** How long ago a time was, in words; `at` in milliseconds since 1970. */
  ago(at: number): string;
  /** An ISO day, as the language writes days; `medium` where there is little room. */
  day(iso: string, style?: 'long' | 'medium'): string;
  /** Things one after the other, with “and”. */
  list(things: readonly string[]): string;
  /** The name of a language, by its code, in the language spoken. */
  languageName(code: string): string;
  /** What happened and what to do about it. */
  error(error: PlainError): ErrorWords;
};
/** Of keys those that have a word for one and another for more. */
export type Plural<K extends string> = K extends `${infer Stem}.other` ? Stem : never;

/** What takes longer to make than a row of a list may, and than the start of the window should: made when it is first needed, and kept. */
function kept<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new Map<Key, Made>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

export function speak(language: Language): Speak {
  const { words, error } = catalogues[language];
  const numbers = kept((digits: number) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }));
  const days = kept((dateStyle: 'long' | 'medium') => new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' }));
  const format = (value: number, digits = 0): string => numbers(digits).format(value);
  return {
    language, ...sayIn(language, words), error, number: format,
    bytes: (value) => (value < 1e6 ? `${format(value / 1e3)} kB` : value < 1e9 ? `${format(value / 1e6)} MB` : `${format(value / 1e9, 1)} GB`),
    day: (iso, style = 'long') => days(style).format(new Date(`${iso}T00:00:00Z`)),
    list: (things) => new Intl.ListFormat(language, { type: 'conjunction' }).format(things),
    languageName: (code) => new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code,
    ago: (at) => agoIn(language, (Date.now() - at) / 1_000),
  };
}

type SayIn<K extends string> = { say(key: K, values?: Readonly<Record<string, string | number>>): string; count(key: Plural<K>, count: number, values?: Readonly<Record<string, string | number>>): string };

/** How the words of a catalogue are said, with what is filled in. */
export function sayIn<K extends string>(language: Language, words: Readonly<Record<K, string>>): SayIn<K> {
  const numbers = kept((digits: number) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }));
  const plurals = kept((of: Language) => new Intl.PluralRules(of));
  const say: SayIn<K>['say'] = (key, values = {}) =>
    words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === 'number' ? numbers(1).format(value) : isolated(value);
    });
  return { say, count: (key, count, values = {}) => say(`${key}.${plurals(language).select(count) === 'one' ? 'one' : 'other'}` as K, { ...values, count }) };
}

function agoIn(language: Language, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (seconds < 60) return format.format(0, 'minute');
  if (seconds < 3_600) return format.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 86_400) return format.format(-Math.round(seconds / 3_600), 'hour');
  return format.format(-Math.round(seconds / 86_400), 'day');
}

/** The language to speak where `chosen` is asked for. */
export function languageFor(chosen: Chosen): Language {
  if (chosen !== 'system') return chosen;
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

export const SpeakContext = createContext<Speak>(speak('en'));
export function useWords(): Speak {
  return useContext(SpeakContext);
}
