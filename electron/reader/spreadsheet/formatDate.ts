import type { Section, Token } from './formatTokens.ts';
import { dateOfSerial, type SerialDate } from './serialDate.ts';

/** Windows numbers of the languages month names are known in; others are written in English. */
const languages: Readonly<Record<number, string>> = {
  0x07: 'de', 0x0c: 'fr', 0x10: 'it', 0x0a: 'es', 0x13: 'nl', 0x16: 'pt', 0x15: 'pl', 0x1d: 'sv', 0x06: 'da', 0x14: 'nb', 0x0b: 'fi', 0x05: 'cs', 0x0e: 'hu', 0x1f: 'tr', 0x18: 'ro', 0x19: 'ru', 0x11: 'ja', 0x04: 'zh', 0x12: 'ko',
};

/** A day count as the date or time a section asks for; null where it is none (negative, beyond the year 9999). */
export function formatDate(value: number, { tokens, language }: Section, from1904: boolean): string | null {
  const digits = Math.max(0, ...tokens.map((token) => (token.kind === 'fraction-of-second' ? Math.min(3, token.digits) : 0)));
  const elapsed = tokens.some(({ kind }) => kind === 'elapsed');
  const date = dateOfSerial(elapsed ? Math.abs(value) : value, from1904, 10 ** (3 - digits));
  if (date === null) return null;
  const halfDay = tokens.some(({ kind }) => kind === 'half-day');
  // Primary language: the low ten bits. 0xF800 and 0xF400 stand for the system's own long date and time.
  const locale = language === null ? 'en' : (languages[language & 0x3ff] ?? 'en');
  const sign = elapsed && value < 0 ? '-' : '';
  return (sign + tokens.map((token) => shown(token, date, Math.abs(value), halfDay, locale)).join('')).trim();
}

function shown(token: Token, date: SerialDate, value: number, halfDay: boolean, locale: string): string {
  switch (token.kind) {
    case 'text': return token.text;
    case 'date': return part(token.code, date, halfDay, locale);
    case 'elapsed': return String(Math.floor(elapsedIn(token.code, value))).padStart(token.code.length, '0');
    case 'fraction-of-second': return `.${String(date.millisecond).padStart(3, '0').slice(0, Math.min(3, token.digits))}`;
    case 'half-day': return token.short ? (date.hour < 12 ? 'A' : 'P') : date.hour < 12 ? 'AM' : 'PM';
    case 'slash': return '/';
    case 'comma': return ',';
    case 'point': return '.';
    default: return '';
  }
}

/** To a microsecond: a day count of 0.041666… is one hour, not 59 minutes. */
function elapsedIn(code: string, value: number): number {
  const per = code.startsWith('h') ? 24 : code.startsWith('m') ? 1_440 : 86_400;
  return Math.round(value * per * 1e6) / 1e6;
}

function part(code: string, date: SerialDate, halfDay: boolean, locale: string): string {
  const hour = halfDay ? date.hour % 12 || 12 : date.hour;
  switch (code) {
    case 'y': case 'yy': return String(date.year % 100).padStart(2, '0');
    case 'yyy': case 'yyyy': return String(date.year).padStart(4, '0');
    case 'm': return String(date.month);
    case 'mm': return String(date.month).padStart(2, '0');
    case 'mmm': return monthName(date.month, 'short', locale);
    case 'mmmm': return monthName(date.month, 'long', locale);
    case 'mmmmm': return monthName(date.month, 'long', locale).slice(0, 1);
    case 'd': return String(date.day);
    case 'dd': return String(date.day).padStart(2, '0');
    case 'ddd': return dayName(date.weekday, 'short', locale);
    case 'dddd': return dayName(date.weekday, 'long', locale);
    case 'h': return String(hour);
    case 'hh': return String(hour).padStart(2, '0');
    case 'n': return String(date.minute);
    case 'nn': return String(date.minute).padStart(2, '0');
    case 's': return String(date.second);
    default: return String(date.second).padStart(2, '0');
  }
}

const names = new Map<string, Intl.DateTimeFormat>();

function nameBy(options: Intl.DateTimeFormatOptions, locale: string, date: number): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = names.get(key);
  if (format === undefined) names.set(key, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })));
  return format.format(date);
}

function monthName(month: number, style: 'short' | 'long', locale: string): string {
  return nameBy({ month: style }, locale, Date.UTC(2023, month - 1, 15));
}

/** 1 January 2023 was a Sunday. */
function dayName(weekday: number, style: 'short' | 'long', locale: string): string {
  return nameBy({ weekday: style }, locale, Date.UTC(2023, 0, 1 + weekday));
}
