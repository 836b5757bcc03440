import { findDates, type FoundDate } from '../text/dates.ts';
import { detectLanguage, isFunctionWord } from '../text/language.ts';
import { findNames } from '../text/names.ts';
import { contentStems, wordsOf } from '../text/words.ts';

/** One earlier question of the conversation and what it was taken to mean. */
export type Turn = { readonly question: string; readonly searchedFor: string };

const opening = /^\s*(?:(?:and|but|so|then|ok|okay|also|now)\b[\s,]*)?(?:what|how)\s+about\s+(?<topic>.+?)\s*\??$|^\s*(?:and|und|et|y|e)\s+(?:what about\s+|was ist mit\s+)?(?<topic2>.+?)\s*\??$|^\s*(?:und\s+)?(?:was ist mit|wie sieht es (?:mit|bei))\s+(?<topic3>.+?)(?:\s+aus)?\s*\??$|^\s*(?:the )?same (?:question\s+)?for\s+(?<topic4>.+?)\s*\??$|^\s*(?:dasselbe|das gleiche)\s+für\s+(?<topic5>.+?)\s*\??$/iu;
const shift = /\b(?<year>(?:the )?(?:year|quarter) (?<later>before|after|earlier|later)|(?:previous|prior|preceding|last|next|following) (?:year|quarter)|(?:jahr|quartal) (?:davor|zuvor|danach)|vorjahr|vorquartal|(?:im )?(?:letzten|vorigen|vorherigen|nächsten|folgenden) (?:jahr|quartal))\b/iu;
const pronoun = /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|same|former|latter)\b|(?<![\p{L}])(?:er|sie|ihn|ihm|ihr|ihre|ihren|ihrer|sein|seine|seinen|seiner|dessen|deren|dies|diese|dieser|dieses|diesem|diesen|dort|darin|davon|dazu|daran|dafür|derselbe|dieselbe|elle|ils|elles|leur|ella|ellos|su|sus)(?![\p{L}])/iu;
/** "It is", "there are", "what does it take" need no antecedent; nor does "this quarter" or "that is". */
const emptyPronoun = /\b(?:there (?:is|are|was|were|been|any)|(?:is|are|was|were|has|have) there|it (?:is|was) (?:possible|necessary|allowed|required|permitted)|that (?:is|are|was|were|has|have|can|could|would|will|might|may)|gibt es)\b/giu;

/**
 * What a question means after the ones before it, as a text that can be searched for alone. A question that names what it
 * is about stays as it is. Pure; works on the words only, so what a person sees under "searched for" is all there is.
 */
export function resolveFollowUp(question: string, earlier: readonly Turn[]): { readonly text: string; readonly follows: boolean } {
  const before = earlier[earlier.length - 1];
  const unchanged = { text: question, follows: false };
  if (before === undefined) return unchanged;
  const shifted = shift.exec(question);
  if (shifted !== null && ownWords(question.replace(shifted[0], ' ')).length <= 2) {
    const text = shiftPeriod(before.searchedFor, question);
    if (text !== null) return { text, follows: true };
  }
  const match = opening.exec(question);
  const topic = match === null ? null : Object.entries(match.groups ?? {}).find(([key, value]) => key.startsWith('topic') && value !== undefined)?.[1] ?? null;
  if (topic !== null && !isWholeQuestion(topic)) return { text: replaceTopic(before.searchedFor, topic), follows: true };
  const plain = question.replace(/^\s*(?:and|but|so|und|aber|et|y)\s+/iu, '');
  if (refersBack(plain) && namesIn(plain).length === 0) return { text: withTopic(plain, before.searchedFor), follows: true };
  if (isElliptic(plain)) return { text: withTopic(plain, before.searchedFor), follows: true };
  return unchanged;
}

/** "When was the drone bought and what did it cost?" has its own drone; "when does it end?" has nothing of its own before. */
function refersBack(question: string): boolean {
  const text = question.replace(emptyPronoun, ' ');
  const found = pronoun.exec(text);
  if (found === null) return false;
  const before = text.slice(0, found.index);
  return !/[,;]|\b(?:and|or|but|if|when|und|oder|aber|wenn)\b/iu.test(before.replace(/^\s*\S+/, '')) || ownWords(before).length === 0;
}

/** "And in 2022?", "and Contoso?", "and the operating costs?": the same question with one thing changed. */
function replaceTopic(before: string, topic: string): string {
  const dates = findDates(topic);
  const names = namesIn(topic);
  let text = before;
  let isChanged = false;
  if (dates.length > 0) {
    const old = findDates(before);
    text = old.length > 0 ? replaceRanges(before, old, dates.map((date) => date.text)) : `${before.replace(/\?$/, '')} ${dates.map((date) => date.text).join(' ')}`;
    isChanged = true;
  }
  const rest = names.reduce((part, name) => part.replace(name, ' '), dates.reduce((part, date) => part.replace(date.text, ' '), topic));
  const stems = contentStems(rest, detectLanguage(before), 'question');
  if (names.length > 0 && stems.length === 0) {
    const old = namesIn(text)[0];
    return old === undefined ? `${text.replace(/\?$/, '')} ${names.join(' ')}` : text.replace(old, names[0] ?? old);
  }
  if (stems.length === 0 && isChanged) return text;
  // Another subject: names and dates of the earlier question stay, its words go.
  const kept = [...(names.length > 0 ? [] : namesIn(before)), ...(dates.length > 0 ? [] : findDates(before).map((date) => date.text))];
  return [topic.trim(), ...kept.filter((part) => !topic.includes(part))].join(' ');
}

function withTopic(question: string, before: string): string {
  const context = [...namesIn(before), ...(findDates(question).length > 0 ? [] : findDates(before).map((date) => date.text))];
  const words = context.length > 0 || contentStems(question, detectLanguage(question), 'question').length === 0 ? context : [];
  if (words.length === 0 || contentStems(question, detectLanguage(question), 'question').length <= 1) {
    const own = new Set(wordsOf(question));
    for (const word of wordsOf(before)) {
      if (!isFunctionWord(word) && !own.has(word) && contentStems(word, null, 'question').length > 0 && !words.some((part) => wordsOf(part).includes(word))) words.push(word);
    }
  }
  const missing = words.filter((part) => !question.includes(part));
  return missing.length === 0 ? question : `${question.replace(/\s*\?\s*$/, '')} (${missing.slice(0, 10).join(' ')})${/\?\s*$/.test(question) ? '?' : ''}`;
}

/** The year or quarter before or after the ones of the earlier question; null when it names none. */
function shiftPeriod(before: string, question: string): string | null {
  const dates = findDates(before).filter((date) => date.year !== null);
  if (dates.length === 0) return null;
  const direction = /after|later|next|following|danach|nächst|folgend/iu.test(question) ? 1 : -1;
  const byQuarter = /quarter|quartal/iu.test(question);
  return replaceRanges(before, dates, dates.map((date) => shiftDate(date, direction, byQuarter)));
}

function shiftDate(date: FoundDate, direction: 1 | -1, byQuarter: boolean): string {
  const year = date.year ?? 0;
  if (byQuarter && date.quarter !== null) {
    const next = date.quarter + direction;
    const quarter = next === 0 ? 4 : next === 5 ? 1 : next;
    return `Q${quarter} ${next === 0 ? year - 1 : next === 5 ? year + 1 : year}`;
  }
  return date.text.replace(String(year), String(year + direction));
}

function replaceRanges(text: string, ranges: readonly { readonly start: number; readonly end: number }[], by: readonly string[]): string {
  let result = text;
  [...ranges].reverse().forEach((range, index) => {
    const place = ranges.length - 1 - index;
    // One new date stands for all old ones: the first place takes it, the others go.
    const value = by.length === ranges.length ? by[place] ?? '' : place === 0 ? by.join(' ') : '';
    result = result.slice(0, range.start) + value + result.slice(range.end);
  });
  return result.replace(/\s+/g, ' ').replace(/\s+\?/g, '?').trim();
}

function namesIn(text: string): string[] {
  const language = detectLanguage(text);
  const dates = findDates(text);
  return findNames(text, language)
    .filter((name) => (name.isCertain || (name.start === 0 && language !== 'de' && text.trim().split(/\s+/).length <= 4)) && !dates.some((date) => date.start < name.end && date.end > name.start))
    .map((name) => name.text);
}

function ownWords(text: string): string[] {
  return contentStems(text, detectLanguage(text), 'question');
}

/** "and what does the lease say about pets?" asks for itself. */
function isWholeQuestion(topic: string): boolean {
  return /^(?:what|which|who|whom|whose|how|when|where|why|is|are|was|were|do|does|did|has|have|can|could|should|will|was|welche\w*|wer|wie|wann|wo|warum|ist|sind|hat|haben|kann)\b/iu.test(topic.trim()) && ownWords(topic).length >= 2;
}

/** Short and without a thing of its own: "why?", "how much?", "since when?". */
function isElliptic(question: string): boolean {
  return ownWords(question).length === 0 && wordsOf(question).length <= 6 && wordsOf(question).length > 0;
}
