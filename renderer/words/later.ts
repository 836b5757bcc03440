import { useMemo } from 'react';
import type { Words as ErrorWords } from '../../electron/shared/errorWords.ts';
import type { Reason } from '../../electron/shared/schemas.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { guardDe } from './guardDe.ts';
import { guardEn, type GuardKey } from './guardEn.ts';
import { laterDe } from './laterDe.ts';
import { laterEn, type LaterKey } from './laterEn.ts';
import { reasonDe } from './reasonsDe.ts';
import { reasonEn } from './reasonsEn.ts';
import { roomsDe } from './roomsDe.ts';
import { roomsEn, type RoomsKey } from './roomsEn.ts';
import { sayIn, useWords, type Language, type Plural, type Speak, type WordKey } from './words.ts';

/** Every word there is. Only for what is read once the window is there: whoever imports this brings all of them along. */
export type AnyKey = WordKey | LaterKey | RoomsKey | GuardKey;
export type SpeakAll = Omit<Speak, 'say' | 'count'> & {
  say(key: AnyKey, values?: Readonly<Record<string, string | number>>): string;
  /** A day with its time, as the language writes them; `at` in milliseconds since 1970. With seconds where one of `others` fell into the same minute. */
  time(at: number, others?: readonly number[]): string;
  count(key: Plural<AnyKey>, count: number, values?: Readonly<Record<string, string | number>>): string;
  /** Why a document is not, or not wholly, read. */
  reason(reason: Reason, isPartly: boolean): ErrorWords;
};

const catalogues: Readonly<Record<Language, Readonly<Record<AnyKey, string>>>> = { en: { ...en, ...laterEn, ...roomsEn, ...guardEn }, de: { ...de, ...laterDe, ...roomsDe, ...guardDe } };

export function useAllWords(): SpeakAll {
  const words = useWords();
  return useMemo(() => ({
    ...words, ...sayIn(words.language, catalogues[words.language]), reason: words.language === 'de' ? reasonDe : reasonEn, time: (at, others = []) => new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeStyle: others.some((other) => other !== at && minuteOf(other) === minuteOf(at)) ? 'medium' : 'short' }).format(at),
  }), [words]);
}

function minuteOf(at: number): number {
  return Math.floor(at / 60_000);
}
