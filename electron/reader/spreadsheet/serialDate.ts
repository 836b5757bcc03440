/** A moment of a spreadsheet's calendar. `month` 1 to 12, `weekday` 0 = Sunday. */
export type SerialDate = { readonly year: number; readonly month: number; readonly day: number; readonly weekday: number; readonly hour: number; readonly minute: number; readonly second: number; readonly millisecond: number };

const dayMs = 86_400_000;
/** 31 December 9999, the last day a spreadsheet knows. */
const lastSerial = 2_958_466;

/**
 * Days since 1 January 1900 (which is 1) as a date, to `stepMs`; null beyond the calendar. In the 1900 system 60 is 29 February 1900, which
 * never was: Lotus 1-2-3 counted it and Excel follows. With `from1904` days count from 1 January 1904, which is 0.
 */
export function dateOfSerial(raw: number, from1904: boolean, stepMs: number): SerialDate | null {
  const serial = from1904 ? raw + 1_462 : raw;
  if (!(serial >= 0) || serial >= lastSerial) return null;
  const ms = Math.round((serial * dayMs) / stepMs) * stepMs;
  const days = Math.floor(ms / dayMs);
  const rest = ms - days * dayMs;
  const time = { hour: Math.floor(rest / 3_600_000), minute: Math.floor(rest / 60_000) % 60, second: Math.floor(rest / 1_000) % 60, millisecond: rest % 1_000 };
  if (!from1904 && days === 60) return { year: 1900, month: 2, day: 29, weekday: 3, ...time };
  const date = new Date(Date.UTC(1899, 11, days < 60 && !from1904 ? 31 : 30) + days * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: (days + 6) % 7, ...time };
}
