import { findDates } from '../text/dates.ts';
import type { Language } from '../text/language.ts';
import { findNames } from '../text/names.ts';
import { contentStems } from '../text/words.ts';

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
    if (right.stems.length === 0 && right.marks.length > 0) return [withContext(a, question, language, right.marks), exchange(a, left.marks, right.marks)];
    if (left.stems.length === 0 && left.marks.length > 0) return [exchange(b, right.marks, left.marks), withContext(b, question, language, left.marks)];
    return [withContext(a, question, language, []), withContext(b, question, language, [])];
  }
  return [];
}

type Mark = { readonly text: string; readonly kind: 'name' | 'date' };

function bare(part: string, language: Language | null): { readonly stems: readonly string[]; readonly marks: readonly Mark[] } {
  const marks = marksOf(part, language);
  let rest = part;
  for (const mark of marks) rest = rest.replace(mark.text, ' ');
  return { stems: contentStems(rest, language, 'question'), marks };
}

function marksOf(text: string, language: Language | null): Mark[] {
  const dates = findDates(text);
  const names = findNames(text, language).filter((name) => name.isCertain || name.start === 0).filter((name) => !dates.some((date) => date.start < name.end && date.end > name.start));
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
