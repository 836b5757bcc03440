import { createContext, useContext } from 'react';
import { de } from './de.ts';
import { en, type WordKey, type Words } from './en.ts';

export type Language = 'en' | 'de';
const catalogues: Readonly<Record<Language, Words>> = { en, de };

export type Speak = {
  readonly language: Language;
  /** The words of a key, with `{name}` filled in; numbers are written as the language writes them. */
  say(key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** `key.one` or `key.other`, by the language's plural rule. */
  count(key: PluralKey, count: number): string;
  number(value: number, digits?: number): string;
  bytes(value: number): string;
};
type PluralKey = WordKey extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;

export function speak(language: Language): Speak {
  const words = catalogues[language];
  const format = (value: number, digits = 0): string => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  const say: Speak['say'] = (key, values = {}) =>
    words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === 'number' ? format(value, 1) : value;
    });
  return {
    language, say, number: format,
    count: (key, count) => say(`${key}.${new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other'}` as WordKey, { count }),
    bytes: (value) => (value < 1e6 ? `${format(value / 1e3)} kB` : value < 1e9 ? `${format(value / 1e6)} MB` : `${format(value / 1e9, 1)} GB`),
  };
}

export function systemLanguage(): Language {
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

export const SpeakContext = createContext<Speak>(speak('en'));
export function useWords(): Speak {
  return useContext(SpeakContext);
}
