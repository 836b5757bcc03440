import { findDates, type FoundDate } from '../text/dates.ts';

/** A stretch of a text that speaks of one time. `isBefore`: of the time something else is compared with. */
export type TimedStretch = { readonly start: number; readonly end: number; readonly isBefore: boolean; readonly dates: readonly FoundDate[] };

const turn = /(?<!\p{L})(?:(?:as\s+)?compared\s+(?:with|to)|as\s+against|against|versus|vs\.?|up\s+from|down\s+from|from|after|nach|gegenüber|verglichen\s+mit|im\s+vergleich\s+zu|und\s+von|and\s+of|;)(?=\s|$)/giu;
const onward = /(?<!\p{L})(?:to|auf|and|und)\s+(?=(?:about\s+|around\s+|roughly\s+|rund\s+|etwa\s+)?(?:[$€£]|EUR|USD|CHF)?\s?\d)|[,.;]\s+(?=\p{L})/giu;
const earlier = /(?<!\p{L})(?:an?\s+year\s+(?:ago|earlier|before)|(?:one|twelve\s+months|a\s+quarter)\s+(?:year\s+)?(?:ago|earlier|before)|(?:in\s+)?(?:the\s+)?(?:prior|previous|preceding|last|past)\s+(?:fiscal\s+)?(?:year|quarter|period)(?:['’]s)?|(?:the\s+)?year\s+before|vorjahr\p{L}*|vorquartal\p{L}*|ein\s+jahr\s+(?:zuvor|davor|vorher)|im\s+jahr\s+(?:zuvor|davor)|zuvor)(?!\p{L})/iu;
const figure = /\d/;

/**
 * Cuts a text where it turns to another time: "… were 24, compared with 20 in the same quarter of 2017", "rose from 20 to 24",
 * "31 were spent a year before". Offsets are of the text.
 */
export function timedStretches(text: string): TimedStretch[] {
  const cuts = new Map<number, 'before' | 'now'>([[0, 'now']]);
  for (const match of text.matchAll(turn)) {
    // "From 1 March" and "after the meeting" tell of one time only: a figure has to be compared with.
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
    if (/^(?:from|after|nach)$/iu.test(match[0]) && !/^\s*(?:(?:about|around|roughly|rund|etwa)\s+)?(?:[$€£]|EUR|USD|CHF)?\s?\d/iu.test(rest)) continue;
    if (/^(?:from|after|nach)$/iu.test(match[0]) && (findDates(rest)[0]?.start ?? 99) <= 2) continue;
    cuts.set(match.index, match[0] === ';' || /^(?:and|und)/iu.test(match[0]) ? 'now' : 'before');
  }
  for (const match of text.matchAll(onward)) if (!cuts.has(match.index)) cuts.set(match.index, 'now');
  const starts = [...cuts.entries()].sort(([a], [b]) => a - b);
  return starts.map(([start, kind], index) => {
    const end = starts[index + 1]?.[0] ?? text.length;
    const own = text.slice(start, end);
    // "… against last year's 20": the mark may stand on either side of its figure.
    return { start, end, isBefore: (kind === 'before' && figure.test(own)) || earlier.test(own), dates: findDates(own).map((date) => ({ ...date, start: date.start + start, end: date.end + start })) };
  });
}

/** The stretch a place of the text lies in. */
export function stretchAt(stretches: readonly TimedStretch[], at: number): TimedStretch | null {
  return stretches.findLast((stretch) => stretch.start <= at) ?? null;
}
