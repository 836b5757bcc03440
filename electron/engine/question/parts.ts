import { findDates } from '../text/dates.ts';
import type { Language } from '../text/language.ts';
import { findNames } from '../text/names.ts';
import { contentStems } from '../text/words.ts';
import { asksCalculation } from './calculation.ts';

const joint = String.raw`(?:compares?|compared|comparing|relates?|related|correlates?|aligns?|corresponds?|measures? up|stacks? up|differs?|matche?s?)`;
const forms: readonly RegExp[] = [
  new RegExp(String.raw`\bhow\s+(?:(?:do|does|did|is|are|was|were)\s+)?(?<a>.+?)\s+${joint}\s+(?:to|with|against|from)\s+(?<b>.+?)\??$`, 'iu'),
  /\b(?:compare|contrast|align|combine|vergleiche)\s+(?<a>.+?)\s+(?:with|to|against|and|mit|und)\s+(?<b>.+?)[?.]?$/iu,
  /\b(?:difference|differences|relationship|correlation|link|connection|comparison|gap|unterschiede?|verhältnis|zusammenhang)\s+(?:between|zwischen)\s+(?<a>.+?)\s+(?:and|und)\s+(?<b>.+?)[?.]?$/iu,
  /^(?:what|which|how|is|are|was|were|wie|was|ist)?\s*(?<a>.+?)\s+(?:vs\.?|versus|gegenüber|im vergleich zu)\s+(?<b>.+?)[?.]?$/iu,
];
/** Words after which the second part has ended: "… with the notes to understand the strategy". */
const purpose = /\s+(?:to (?:understand|determine|assess|identify|see)|in order to|and what|what (?:might|could|are)|um .* zu)\b.*$/iu;

/**
 * The two things a comparing question is about, each as a question text of its own that carries the names and dates it
 * shares with the other; empty when nothing is compared.
 */
export function splitParts(question: string, language: Language | null): readonly string[] {
  const named = new Set(marksOf(question, language).flatMap((mark) => (mark.kind === 'name' ? [mark.text] : [])));
  if (named.size > 2 && /\b(?:compare|contrast|vergleiche)\b/iu.test(question)) return splitByMarks(question, language);
  for (const form of forms) {
    const groups = form.exec(question)?.groups;
    if (groups === undefined) continue;
    const a = clean(groups['a'] ?? '');
    const b = clean((groups['b'] ?? '').replace(purpose, ''));
    if (a === '' || b === '') continue;
    const left = bare(a, language);
    const right = bare(b, language);
    if (left.stems.length === 0 && right.stems.length === 0 && left.marks.length + right.marks.length === 0) continue;
    // "compare the rent of A and B", "compare 2022 and 2023": the shorter side stands for the longer with its own names.
    if (right.stems.length === 0 && right.marks.length > 0) return [withContext(a, question, language, sameKind(right.marks, left.marks)), withContext(exchange(a, left.marks, right.marks), question, language, left.marks)];
    if (left.stems.length === 0 && left.marks.length > 0) return [withContext(exchange(b, right.marks, left.marks), question, language, right.marks), withContext(b, question, language, sameKind(left.marks, right.marks))];
    return [withContext(a, question, language, []), withContext(b, question, language, [])];
  }
  return asksCalculation(question) === null ? [] : splitByMarks(question, language);
}

/** "How much more did A spend than B?", "from 2022 to 2023": the same question for each name, or for each date. */
function splitByMarks(question: string, language: Language | null): readonly string[] {
  const marks = marksOf(question, language);
  for (const kind of ['name', 'date'] as const) {
    const own = [...new Map(marks.filter((mark) => mark.kind === kind).map((mark) => [mark.text, mark])).values()];
    if (own.length < 2 || own.length > maxParts) continue;
    return own.map((mark) => clean(own.filter((other) => other !== mark).reduce((text, other) => without(text, other.text), question)).replace(calculating, '').replace(/^[,\s]*(?:and|or|und|oder)\s+|^[,\s]+/iu, '').trim());
  }
  return [];
}

const maxParts = 4;
const calculating = /^(?:compare|contrast|vergleiche)\s+(?:the\s+)?|^(?:what|how|by|was|wie|um) .*?\b(?:difference (?:between|in|of)|sum of|total of|growth rate of|more did|less did|much did|higher (?:was|were|is)|lower (?:was|were|is))\s+(?:the\s+)?/iu;

/** Takes a name or date out with the word that joined it to the others. */
function without(text: string, mark: string): string {
  const escaped = mark.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
  return text.replace(new RegExp(String.raw`(?:,?\s*\b(?:and|or|than|than in|to|from|between|und|als|auf|von|zwischen)\s+(?:in\s+|that of\s+)?)?${escaped}(?:['’]s?)?`, 'iu'), ' ').replace(/\s+/g, ' ');
}

type Mark = { readonly text: string; readonly kind: 'name' | 'date' };

function bare(part: string, language: Language | null): { readonly stems: readonly string[]; readonly marks: readonly Mark[] } {
  const marks = marksOf(part, language);
  let rest = part;
  for (const mark of marks) rest = rest.replace(mark.text, ' ');
  return { stems: contentStems(rest, language, 'question'), marks };
}

/** A date said of one side alone holds for both where the other names none. */
function sameKind(marks: readonly Mark[], others: readonly Mark[]): Mark[] {
  return marks.filter((mark) => others.some((other) => other.kind === mark.kind));
}

function marksOf(text: string, language: Language | null): Mark[] {
  const dates = findDates(text);
  // "R&D" is a matter, not a name.
  const names = findNames(text, language).filter((name) => (name.isCertain || name.start === 0) && !/^\p{Lu}{1,3}&\p{Lu}{1,2}$/u.test(name.text)).filter((name) => !dates.some((date) => date.start < name.end && date.end > name.start));
  return [...names.map((name) => ({ text: name.text, kind: 'name' as const })), ...dates.map((date) => ({ text: date.text, kind: 'date' as const }))];
}

function exchange(part: string, own: readonly Mark[], other: readonly Mark[]): string {
  let text = part;
  for (const mark of other) {
    const same = own.find((candidate) => candidate.kind === mark.kind);
    text = same === undefined ? `${text} ${mark.text}` : text.replace(same.text, mark.text);
  }
  return text;
}

/** Names and dates of the whole question that the part lacks, except those of the other side. */
function withContext(part: string, question: string, language: Language | null, except: readonly Mark[]): string {
  const missing = marksOf(question, language).filter((mark) => !part.includes(mark.text) && !except.some((other) => other.text === mark.text));
  const kinds = new Set(marksOf(part, language).map((mark) => mark.kind));
  return [part, ...missing.filter((mark) => !kinds.has(mark.kind) || mark.kind === 'name').map((mark) => mark.text)].join(' ');
}

function clean(part: string): string {
  return part.replace(/^(?:the|a|an|die|der|das|den|reported|stated)\s+/iu, '').replace(/[,;:?.\s]+$/u, '').trim();
}
