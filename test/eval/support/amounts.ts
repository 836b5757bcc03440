/** "60,584" and with German marks "60.584". Whole numbers. */
export function grouped(value: number, mark = ','): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, mark);
}

/** A value in a unit, all its digits: 60,584,000,000 in billions is "60.584". */
export function exactIn(value: number, unit: number, comma = '.'): string {
  return String(Number((value / unit).toFixed(6))).replace('.', comma);
}

/** The same rounded to so many places after the comma. */
export function roundedIn(value: number, unit: number, places: number, comma = '.'): string {
  return (value / unit).toFixed(places).replace('.', comma);
}

/** The largest of thousand, million and billion that a value holds at least once. */
export function unitOf(value: number): number {
  return value >= 1e9 ? 1e9 : value >= 1e6 ? 1e6 : 1e3;
}

export function unitWord(unit: number): string {
  return unit === 1e9 ? 'billion' : unit === 1e6 ? 'million' : 'thousand';
}

export function germanUnitWord(unit: number): string {
  return unit === 1e9 ? 'Milliarden' : unit === 1e6 ? 'Millionen' : 'Tausend';
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const germanMonths = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'];
export type Day = { readonly year: number; readonly month: number; readonly day: number };

/** "28 February 2026". */
export const dayFirst = ({ year, month, day }: Day): string => `${day} ${months[month - 1] ?? ''} ${year}`;
/** "February 28, 2026". */
export const monthFirst = ({ year, month, day }: Day): string => `${months[month - 1] ?? ''} ${day}, ${year}`;
/** "2026-02-28". */
export const iso = ({ year, month, day }: Day): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
/** "28. Februar 2026". */
export const german = ({ year, month, day }: Day): string => `${day}. ${germanMonths[month - 1] ?? ''} ${year}`;
/** "28.02.2026". */
export const dotted = ({ year, month, day }: Day): string => `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;

export const ordinals = ['', 'first', 'second', 'third', 'fourth'];
export const smallNumbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
export const germanSmallNumbers = ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'];
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
