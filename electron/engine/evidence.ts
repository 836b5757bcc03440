import type { PassageRecord } from './library/records.ts';
import { askedPhrase, weightInPhrase } from './question/askedPhrase.ts';
import type { QuestionTerms } from './question/terms.ts';
import { wantedKind, type WantedKind } from './question/wanted.ts';
import type { PageText, PageUnit } from './text/PageText.ts';
import { findDates, matchesDate } from './text/dates.ts';
import { findNames } from './text/names.ts';
import { findNumbers } from './text/numbers.ts';
import { hasInitials, holdsKin, stem, wordsOf } from './text/words.ts';
import { columnsFromBars, type TableHeader, type TableRow } from './text/tables.ts';

/** A passage as the evidence stage needs it; `score` 0..1 within one result list. */
export type EvidencePassage = PassageRecord & { readonly score: number };

/**
 * Words of a page that may hold the answer: a sentence, a list with its lead-in, or one or more rows of a table.
 * `text === page.slice(start, end)`. `header` is what the row's columns are called, `group` the label above the row.
 */
export type EvidenceItem = {
  readonly passage: EvidencePassage; readonly start: number; readonly end: number; readonly text: string;
  readonly row: TableRow | null; readonly header: (TableHeader & { readonly text: string }) | null; readonly group: string | null;
  /** One name for each cell of the row, from its header on the page or in the heading path; null where that is not certain. */
  readonly columns: readonly string[] | null;
  /** 0..1, higher is better, comparable within one answer. */
  readonly score: number;
  /** Share of what is asked (weighed words of the topic) that the words themselves hold. */
  readonly topic: number;
};

export type EvidenceInput = {
  readonly question: QuestionTerms; readonly passages: readonly EvidencePassage[];
  /** A page as stored, taken apart. */
  readonly pageOf: (contentId: number, page: number) => PageText;
  /** All passages of a page, in reading order: the row asked for may stand beside the passage found. */
  readonly passagesOfPage: (contentId: number, page: number) => readonly PassageRecord[];
  /** The first page of a document: whom it is about. */
  readonly identityOf: (contentId: number) => string;
  readonly limit: number;
  /** The same is asked of several periods, which tables tell best. */
  readonly overTime: boolean;
  /** Sentences whose meaning may be compared: at most `maxEmbedded` over all searches of one question. */
  readonly embedLimit: number;
};
/** Unit vectors, one a text; null where no embedder is there. */
export type EmbedSentences = ((texts: readonly string[], kind: 'query' | 'passage', signal: AbortSignal) => Promise<readonly Float32Array[]>) | null;

/** Sentences embedded for one question: about 5 ms each, and evidence must show within 300 ms. */
export const maxEmbedded = 16;
/** Of each of several searches at least so many; the eight a question makes at most embed 24. */
const fewestEmbedded = 3;
/** Passages looked into. */
const maxPassages = 14;
/** Pages of the best passages that are read whole. */
const pagesRead = 6;
const neighbourShare = 0.85;
/** Sentences shown of documents that are named but share no word of what is asked. */
const maxUntold = 3;
/** "Acquired" for "acquisition" is nearly as good. */
const kinShare = 0.8;
/** Longer sentences tell their meaning in their first words; embedding them whole would spend the time of three others. UTF-16 units. */
const embeddedLength = 240;

/** The `embedLimit` of each of so many searches for one question. */
export function embedLimitOf(searches: number): number {
  return Math.max(fewestEmbedded, Math.floor(maxEmbedded / searches));
}

/** The sentences and rows that answer best, best first. Keyword evidence first; meaning decides among the best of it. */
export async function findEvidence(input: EvidenceInput, embed: EmbedSentences, signal: AbortSignal): Promise<EvidenceItem[]> {
  const phrase = askedPhrase(input.question);
  // "How have inventory levels changed, and what might that imply?" asks for a figure first.
  const told = wantedKind(input.question.text);
  const wanted = phrase !== null && told === 'reason' ? 'figure' : told;
  const asked = new Set(phrase?.terms.map((term) => term.stem));
  const abouts = new Map<number, ReadonlySet<string>>();
  const candidates: Candidate[] = [];
  for (const [rank, passage] of withNeighbours(input).entries()) {
    const page = input.pageOf(passage.contentId, passage.page);
    const place = { passage, page, called: stemsOf(`${passage.title} ${passage.path.split(/[\\/]/).at(-1) ?? ''}`), about: abouts.get(passage.contentId) ?? stemsOf(input.identityOf(passage.contentId)) };
    abouts.set(passage.contentId, place.about);
    for (const unit of page.unitsIn(passage.start, passage.end)) if (unit.kind !== 'heading' && !isFurniture(page, unit, passage.page)) candidates.push(weigh(input, asked, wanted, place, unit, rank));
  }
  const best = candidates.filter((item) => item.lexical > 0).sort(byScore).slice(0, embed === null ? 80 : input.embedLimit);
  // A question in other words than the documents' has no word in common: then the best passages' sentences are compared by meaning alone.
  if (embed !== null && best.length < 8) best.push(...candidates.filter((item) => item.lexical <= 0).slice(0, Math.max(0, input.embedLimit - best.length)));
  const scored = embed === null ? best : await addMeaning(input.question.text, best, embed, signal);
  // What was found by its name alone is shown too: a keyword search must not claim that there is nothing.
  const shown = scored.length > 0 ? scored : candidates.slice(0, maxUntold);
  return select(shown.sort(byScore), input, wanted);
}

/** The passages looked into, and after them those on the pages of the best, held a little lower. */
function withNeighbours({ passages, passagesOfPage }: EvidenceInput): EvidencePassage[] {
  const found = passages.slice(0, maxPassages);
  const ids = new Set(found.map((passage) => passage.id));
  const beside: EvidencePassage[] = [];
  for (const passage of found.slice(0, pagesRead)) {
    for (const other of passagesOfPage(passage.contentId, passage.page)) {
      if (ids.has(other.id)) continue;
      ids.add(other.id);
      beside.push({ ...other, documentId: passage.documentId, path: passage.path, score: passage.score * neighbourShare });
    }
  }
  return [...found, ...beside];
}

/** Where a unit stands: `called` are the words of the document's title and file name, `about` those of its first page. */
type Place = { readonly passage: EvidencePassage; readonly page: PageText; readonly called: ReadonlySet<string>; readonly about: ReadonlySet<string> };
type Candidate = { readonly passage: EvidencePassage; readonly page: PageText; readonly unit: PageUnit; readonly lexical: number; readonly topic: number; readonly score: number };

function weigh({ question, overTime }: EvidenceInput, asked: ReadonlySet<string>, wanted: WantedKind, { passage, page, called, about }: Place, unit: PageUnit, rank: number): Candidate {
  const text = page.text.slice(unit.start, unit.end);
  const label = unit.row?.label ?? text;
  const words = wordsOf(label);
  const own = new Set(words.map(stem));
  for (const term of question.terms) if (term.isAcronym && hasInitials(words, term.word)) own.add(term.stem);
  const header = unit.row === null ? null : page.headerOf(unit);
  const around = [unit.group ?? '', header?.text ?? '', unit.row === null ? page.before(unit) : '', ...passage.headingPath].join(' ');
  const near = new Set(wordsOf(around).map(stem));
  const heading = new Set(wordsOf(passage.headingPath.at(-1) ?? '').map(stem));
  let total = 0;
  let found = 0;
  let topicTotal = 0;
  let topicFound = 0;
  for (const term of question.terms) {
    // A name the document is about need not be said again; any other has to stand with the answer.
    const isPlace = placeWords.has(term.stem);
    const weight = weightInPhrase(term);
    const factor = isPlace ? placeShare : asked.has(term.stem) ? phraseFactor : term.role === 'topic' || (term.role === 'name' && !called.has(term.stem) && !about.has(term.stem)) ? 1 : 0.35;
    // What the document is called is said of each of its sentences.
    const hit = own.has(term.stem) ? 1 : holdsKin(own, term.stem) ? kinShare : called.has(term.stem) ? 0.9 : heading.has(term.stem) ? 0.7 : near.has(term.stem) ? 0.45 : 0;
    total += weight * factor;
    found += weight * factor * hit;
    if (term.role !== 'topic' || isPlace) continue;
    topicTotal += weight;
    if (hit >= 0.7) topicFound += weight;
  }
  const recall = total === 0 ? 0 : found / total;
  const topic = topicTotal === 0 ? recall : topicFound / topicTotal;
  const precision = unit.row === null ? 0 : labelPrecision(question, own);
  const lexical = topicFound === 0 && topicTotal > 0 ? 0 : recall * 0.75 + (unit.row === null ? 0 : precision * 0.35) + datesIn(question, text, header?.text ?? '') * 0.1 + fits(wanted, unit, text, question) + (overTime && unit.row !== null ? 0.08 : 0)
    - (/:$/.test(text) ? 0.12 : 0) - (unit.row === null && pointer.test(text) ? 0.25 : 0) - (unit.row === null && isFragment(text) ? 0.2 : 0) - (unit.row === null ? Math.max(0, Math.min(0.2, (text.length - longSentence) / 1_500)) : 0);
  return { passage, page, unit, lexical, topic, score: lexical * 0.6 + passage.score * 0.4 - Math.min(rank, maxPassages) * 0.012 };
}

/** Pages counted in a document and printed on them differ by covers and lists of contents. */
const pageOffset = 15;

/** Running heads and feet read like rows ("Contoso | Q3 2022 Form 10-Q | 7"): first or last on their page, ending in its number, and no row of the table beside them. */
function isFurniture(page: PageText, unit: PageUnit, number: number): boolean {
  const isFirst = unit.index === 0;
  if (!isFirst && unit.index < page.units.length - 1) return false;
  const text = page.text.slice(unit.start, unit.end);
  const printed = /(?:^|\s)(\d{1,4})$/.exec(text)?.[1] ?? /^(\d{1,4})\s/.exec(text)?.[1];
  if (printed === undefined || text.length > 120 || text.includes('\n') || Math.abs(Number(printed) - number) > pageOffset) return false;
  const beside = page.units[isFirst ? 1 : unit.index - 1];
  return unit.row === null || beside?.row?.cells.length !== unit.row.cells.length;
}

/** These say where in a document something stands, not what it is: an answer seldom repeats them. */
const placeWords = new Set('section sections discussion discussions discussed note notes statement statements outlined overview insights area highlighted data'.split(' ').map(stem));
const placeShare = 0.25;
/** The one thing asked for counts more than what is said about it. */
const phraseFactor = 2;
/** "See Note 6", "Refer to Item 2 for further information": a pointer states nothing. */
const pointer = /^(?:\(?\d+\)\s*)?(?:see|refer to|also refer to|please (?:see|refer)|for (?:additional|further|more) (?:information|details|discussion)|additional information|siehe|vgl\.|weitere informationen|voir|véase)(?!\p{L})|\bshould be read in conjunction\b/iu;

/** Beyond this a sentence holds many words of any question by its length alone. UTF-16 units. */
const longSentence = 300;

/** A title, a stray cell, a running head: words without a sentence. */
function isFragment(text: string): boolean {
  return !/[.!?:;。！？]["'”’»)\]]*$/u.test(text) && (text.match(/(?<!\p{L})\p{Ll}{2,}/gu) ?? []).length < 5;
}

/** How much of a row's label is asked for: "Total net sales" is nearer to "total net sales" than "Net sales by category, other" is. */
function labelPrecision(question: QuestionTerms, label: ReadonlySet<string>): number {
  const words = [...label].filter((word) => word.length > 1);
  if (words.length === 0) return 0;
  const asked = new Set(question.terms.map((term) => term.stem));
  return words.filter((word) => asked.has(word)).length / words.length;
}

function datesIn(question: QuestionTerms, text: string, header: string): number {
  const asked = question.dates.filter((date) => date.year !== null);
  if (asked.length === 0) return 0;
  const found = findDates(`${header}\n${text}`);
  return asked.filter((date) => found.some((other) => matchesDate({ ...date, quarter: null }, other))).length / asked.length;
}

function fits(wanted: WantedKind, unit: PageUnit, text: string, question: QuestionTerms): number {
  const figures = unit.row !== null || findNumbers(text).some((number) => !number.looksLikeYear);
  switch (wanted) {
    case 'figure': return figures ? 0.12 : -0.08;
    case 'date': return findDates(text).length > 0 ? 0.15 : -0.08;
    case 'person': return namesSomebody(text, question);
    case 'reason': return unit.row !== null ? -0.05 : /\b(?:due to|because|primarily|driven by|result(?:ed|s)? (?:of|from|in)|as a result|reflect(?:s|ed|ing)?|attributable|owing to|weil|aufgrund|wegen|infolge|durch)\b/iu.test(text) ? 0.1 : 0;
    case 'list': return unit.row !== null ? 0.1 : 0;
    case 'any': return 0;
  }
}

/** "X Ltd (the landlord)", "Landlord: X Ltd" say who it is; a sentence with any name may; one without cannot. */
function namesSomebody(text: string, question: QuestionTerms): number {
  const asked = question.terms.filter((term) => term.role === 'topic').map((term) => term.word).filter((word) => /^\p{L}+$/u.test(word));
  if (asked.some((word) => new RegExp(String.raw`[(“"„](?:the |der |die |den )?[“"„]?${word}[”"“]?\s*[)”"“]|(?<!\p{L})${word}\s*[:|]\s*\p{Lu}`, 'iu').test(text))) return 0.6;
  const isAsked = (name: string): boolean => wordsOf(name).every((word) => question.terms.some((term) => term.stem === stem(word)));
  return findNames(text, null).some((name) => name.isCertain && !isAsked(name.text)) ? 0.15 : -0.1;
}

async function addMeaning(question: string, candidates: readonly Candidate[], embed: NonNullable<EmbedSentences>, signal: AbortSignal): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  const [[asked], vectors] = await Promise.all([embed([question], 'query', signal), embed(candidates.map(embeddedText), 'passage', signal)]);
  if (asked === undefined) return [...candidates];
  const cosines = vectors.map((vector) => dot(asked, vector));
  const low = Math.min(...cosines);
  const span = Math.max(...cosines) - low;
  return candidates.map((candidate, index) => {
    const meaning = span <= 0 ? 0.5 : ((cosines[index] ?? low) - low) / span;
    return { ...candidate, score: candidate.score * 0.65 + meaning * 0.35 };
  });
}

function embeddedText(candidate: Candidate): string {
  const { unit, page, passage } = candidate;
  const text = page.text.slice(unit.start, unit.end).slice(0, embeddedLength);
  return unit.row === null ? text : [passage.title, unit.group ?? '', unit.row.label, ...unit.row.cells.slice(0, 2).map((cell) => cell.text)].filter((part) => part !== '').join(', ').slice(0, embeddedLength);
}

/** Best first, nothing twice, at most 40 % of one document where others score within 0.8 of the best. */
function select(candidates: readonly Candidate[], input: EvidenceInput, wanted: WantedKind): EvidenceItem[] {
  const top = candidates[0]?.score ?? 0;
  const perDocument = Math.max(2, Math.ceil(input.limit * 0.4));
  const isShared = new Set(candidates.filter((item) => item.score >= top * 0.8).map((item) => item.passage.contentId)).size > 1;
  const chosen: EvidenceItem[] = [];
  const texts = new Set<string>();
  const counts = new Map<number, number>();
  for (const candidate of candidates) {
    if (chosen.length >= input.limit || candidate.score < top * 0.45) break;
    const { unit, page, passage } = candidate;
    const range = page.widen(unit, { allRows: wanted === 'list', allItems: wanted === 'any' || wanted === 'reason' || wanted === 'list' });
    const text = page.text.slice(range.start, range.end);
    const plain = text.replace(/\s+/g, ' ').toLowerCase();
    const count = counts.get(passage.contentId) ?? 0;
    if (texts.has(plain) || (isShared && count >= perDocument)) continue;
    if (chosen.some((item) => item.passage.contentId === passage.contentId && item.passage.page === passage.page && range.start < item.end && range.end > item.start)) continue;
    texts.add(plain);
    counts.set(passage.contentId, count + 1);
    const header = unit.row === null ? null : page.headerOf(unit);
    chosen.push({
      passage, ...range, text, row: unit.row, header: header !== null && header.start < range.start ? header : null, group: unit.group,
      columns: unit.row === null ? null : header === null ? columnsOfPath(passage.headingPath, unit.row) : header.columns,
      score: Math.max(0, Math.min(1, candidate.score)), topic: candidate.topic,
    });
  }
  return chosen;
}

/** Tables that go on over pages have their header in the heading path alone. */
function columnsOfPath(headingPath: readonly string[], row: TableRow): string[] | null {
  const last = headingPath.at(-1) ?? '';
  return last.includes(' | ') ? columnsFromBars(last, row.cells.length) : null;
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.passage.id - b.passage.id || a.unit.start - b.unit.start;
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text.replaceAll('_', ' ')).map(stem));
}

function dot(a: Float32Array, b: Float32Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += (a[index] ?? 0) * (b[index] ?? 0);
  return total;
}
