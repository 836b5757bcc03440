import type { Language } from './language.ts';
import { isFunctionWord } from './language.ts';
import { isQuestionWord } from './words.ts';
import { monthNumber } from './dates.ts';

/**
 * A proper name as written, without the possessive. `isCertain` is false where a capital alone does not tell: the first
 * word of a sentence, a German noun.
 */
export type FoundName = { readonly start: number; readonly end: number; readonly text: string; readonly isCertain: boolean };

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[&.'’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
const starters = new Set((
  'the a an this that these those it its he she they we you i our my your his her their in on at for from by with of to as if when while after before during since until although however also and but or nor so no not yes all each every both any some most many several other another such there here ' +
  'is are was were be been being do does did has have had can could will would shall should may might must let please than then thus ' +
  'analyze analyse align assess calculate combine compare comparing contrast consider describe detail determine discuss evaluate examine explain find give how identify list outline provide read review show state summarize summarise tell what when where which who whom whose why write ' +
  'der die das ein eine einen im am zum zur bei mit von nach seit für über unter zwischen wenn weil dass ob und oder aber nicht es er sie wir ihr ich ist sind war waren hat haben wird werden kann welche welcher welches welchen welchem wer wie was wann wo warum wieso wozu nenne liste zeige vergleiche fasse gib beschreibe erkläre gibt bitte laut dieser diese dieses diesem ' +
  'le la les un une des du de dans pour par avec sur est sont quel quelle quels quelles qui que comment quand pourquoi combien où el los las en por con para es son qué cuál cuáles quién quiénes cómo cuándo dónde cuánto cuántos cuántas según il i gli lo che chi come quando dove'
).split(' '));
const currencies = new Set('euro euros eur usd gbp chf dollar dollars franken millionen milliarden mio mrd tsd prozent'.split(' '));
const commonCapitals = new Set(('monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag item note part section table figure form page chapter company corporation group quarter annual report reports quarterly board management inc corp ltd llc gmbh ag co kg sa plc mr mrs ms dr herr frau fiscal year euro eur usd us').split(' '));

/**
 * Proper names in a text: capitalised words and runs of them ("Harbour Street"), words with inner capitals ("iPhone"),
 * acronyms. In German every noun has a capital, so a single capitalised word there is uncertain.
 */
export function findNames(text: string, language: Language | null): FoundName[] {
  const words = [...text.matchAll(word)].map((match) => {
    const bare = match[0].replace(/['’]s?$/u, '').replace(/['’]s$/u, '').replace(/\.$/, '');
    return { start: match.index, end: match.index + bare.length, text: bare, isFirst: isSentenceStart(text, match.index) };
  });
  const found: FoundName[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    if (first === undefined || !isNameLike(first.text, first.isFirst)) continue;
    let last = first;
    let length = 1;
    for (let next = at + 1; next < words.length; next++) {
      const candidate = words[next];
      const between = text.slice(last.end, candidate?.start);
      // "St. Gallen", "Mr. Weber", "J. Smith": a stop after a longer word ends a sentence.
      if (candidate === undefined || !(/^(?:\s|\s?&\s?)$/u.test(between) || (/^\.\s$/u.test(between) && last.text.length <= 3)) || !isNameLike(candidate.text, false)) break;
      last = candidate;
      length++;
      at = next;
    }
    const name = text.slice(first.start, last.end);
    const lower = name.toLowerCase();
    if (length === 1 && (commonCapitals.has(lower) || monthNumber(lower) !== null)) continue;
    const isMarked = /\p{Lu}.*\p{Lu}|\p{Ll}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u.test(first.text) || length > 1;
    const isCertain = isMarked || (language !== 'de' && !first.isFirst);
    found.push({ start: first.start, end: last.end, text: name, isCertain });
  }
  return found;
}

function isNameLike(text: string, isFirst: boolean): boolean {
  if (text.length < 2 || /^[\p{N}.,]+$/u.test(text)) return false;
  const lower = text.toLowerCase();
  if (/^(?:q[1-4]|10-[kq]|8-k|fy\d*|\d+(?:st|nd|rd|th|er|e))$/.test(lower)) return false;
  const isCapital = /^\p{Lu}/u.test(text) || /^\p{Ll}{1,2}\p{Lu}/u.test(text);
  if (!isCapital) return false;
  if (starters.has(lower) || currencies.has(lower) || isQuestionWord(lower)) return false;
  if (isFirst && isFunctionWord(lower)) return false;
  return monthNumber(lower) === null || lower.length > 5;
}

function isSentenceStart(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  return at === 0 || /(?:[.!?:;•»“"\n]\s*|^\s+)$/u.test(before);
}
