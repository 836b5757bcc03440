import { findDates } from '../text/dates.ts';
import { stem, wordsOf } from '../text/words.ts';
import type { QuestionTerm, QuestionTerms } from './terms.ts';

/**
 * The one thing a plain question asks for, "net income" of "What was Contoso's net income in Q3 2022?", and its words that carry it. `head` is the stem of the one
 * that says what it is, the others say which: "income"; null where none of them does.
 */
export type AskedPhrase = { readonly text: string; readonly terms: readonly QuestionTerm[]; readonly head: string | null };

const be = 'was|is|were|are|has been|have been|had been|would be|will be';
const article = '(?:(?:the|its|their|his|her|a|an) )?';
const moved = 'change|changed|fluctuate|fluctuated|vary|varied|evolve|evolved|develop|developed|grow|grown|grew|rise|risen|fall|fallen|increase|increased|decrease|decreased|decline|declined|move|moved|shift|shifted|perform|performed|trend|trended';
const forms: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:what|which) (?:${be}) ${article}(?<phrase>.+)$`, 'iu'),
  new RegExp(String.raw`\bhow (?:high|low|large|big|great|long|old|wide|deep|tall|heavy|much|many) (?:${be}) ${article}(?<phrase>.+)$`, 'iu'),
  new RegExp(String.raw`\bhow (?:has|have|had|did|does|do) ${article}(?<phrase>.+?) (?:${moved})\b`, 'iu'),
  /\bhow (?:much|many) (?<phrase>.+)$/iu,
  /\b(?:what|which) (?<phrase>.+?) (?:did|does|do|has|have|had|was|were|is|are)\b/iu,
  /^(?:please )?(?:state|give|name|show|tell) (?:me |us )?(?:the )?(?<phrase>.+)$/iu,
  /(?:^|\s)wie (?:hoch|niedrig|groß|gross|lang|lange|viel) (?:war|ist|waren|sind|beträgt|betrug) (?:der |die |das )?(?<phrase>.+)$/iu,
  /(?:^|\s)(?:was|welche[rs]?) (?:war|ist|waren|sind) (?:der |die |das )(?<phrase>.+)$/iu,
  /(?:^|\s)wie ?viele? (?<phrase>.+)$/iu,
  /(?:^|[\s¿])cuál(?:es)? (?:fue|es|era|eran|son|fueron) (?:el |la |los |las )?(?<phrase>.+)$/iu,
  /(?:^|[\s¿])cuánt[oa]s? (?<phrase>.+)$/iu,
  /(?:^|\s)quel(?:le)?s? (?:est|était|sont|étaient|a été) (?:le |la |les |l['’])?(?<phrase>.+)$/iu,
];
/** Where the phrase ends: what follows says when, where or by whom, or is another clause. */
const end = /\s(?:in|for|as|at|during|by|from|to|with|within|across|over|between|among|until|since|after|before|under|according|reported|stated|disclosed|mentioned|revealed|recorded|when|where|that|which|who|what|how|why|used|called|being|having|about|able|forbidden|allowed|concerned|compared|did|does|do|has|have|had|can|could|is|was|are|were|im|in|bei|am|für|zum|zur|laut|nach|mit|hat|haben|hatte|hatten|wurden|wurde|en|durante|para|según|que|por|con|tiene|tenía|hay|pour|dans|selon|au|aux)\s|[,;:?!()]|\s(?:and|und|y|et)\s(?=(?:what|how|why|which|who|when|was|wie|wann|wer|qué|cómo|comment|quel)\b)/iu;
/** These ask for prose about something, which says it in its own words, or for one of many. */
const asksProse = new Set((
  'role elements element contributors contributor contributions influences influence drivers driver factors reasons reason causes cause impact impacts effect effects implication implications consequences repercussions outcomes outcome ' +
  'changes change details detail steps step breakdown distribution difference differences relationship correlation connection comparison kind kinds type types sort way ways part parts purpose meaning example examples name names thing things ' +
  'significance importance initiatives initiative plan plans strategy strategies approach issues issue challenges challenge benefits benefit term word group people person capabilities position situation performance outlook guidance opinion view ' +
  'policy policies practice practices measures actions action decision decisions information insight insights discussion statement commentary explanation description overview context basis nature status focus goal goals aim result results risk risks trend trends ' +
  'proceedings liabilities contingencies source sources component components reaction response structure business ' +
  'main key primary major significant specific notable principal potential possible important relevant new different various other unusual'
).split(' '));
/** Plural, and yet one figure. Other plurals ask for a list. */
const plural = /^(?:\p{L}+ss|.*(?:sales|earnings|costs|expenses|expenditures|revenues?|assets|inventories|receivables|payables|shares|repurchases|savings|proceeds|dividends|equivalents|taxes|losses|profits|margins|flows|emissions|users|subscribers|customers|employees|hours|days|barrels|beds|units|levels|reports|rates|fees|wages|salaries))$/iu;
/** Answered by a value that is not called so: "What was the time when …". */
const asksValue = new Set('time date day year month place city country area scale episode color colour title length kilometres kilometers meters metres miles'.split(' '));
/** "In what episode …", "to which city …": what is asked for holds the answer, and is seldom named beside it. */
const container = /\b(?:in|on|at|by|into|to|from|of|for|under|during|with) (?:what|which)\b/iu;
/** Words that measure without saying what. */
const measures = new Set('number numbers amount amounts total level levels value values figure figures percentage percent proportion average size quantity anzahl zahl betrag höhe wert durchschnittliche durchschnittlicher durchschnittliches número cantidad total promedio nombre montant'.split(' ').map(stem));
const measureShare = 0.4;
/** Of these, the ones that ask for nothing but how much of it there is: "inventory levels" are told by a row called "Inventories". */
const plainMeasures = new Set('amount amounts level levels value values figure figures betrag höhe wert montant'.split(' ').map(stem));
const plainShare = 0.08;
const maxTerms = 6;

/** The phrase, or null where the question asks for something else than one thing by name. Pure. */
export function askedPhrase({ text, names, terms }: Pick<QuestionTerms, 'text' | 'names' | 'terms'>): AskedPhrase | null {
  if (container.test(text)) return null;
  const plain = withoutNames(withoutDates(text), names.map((name) => name.text));
  for (const form of forms) {
    const found = form.exec(plain)?.groups?.['phrase'];
    if (found === undefined) continue;
    const phrase = cut(found);
    const words = wordsOf(phrase);
    const owner = ownerOf(words);
    const head = words[owner - 1] ?? words.at(-1) ?? '';
    if (words.some((word) => asksProse.has(word)) || asksValue.has(head)) return null;
    if (head.endsWith('s') && !plural.test(head) && !/\bhow many\b/iu.test(text)) return null;
    const stems = new Set(words.map(stem));
    const carrying = terms.filter((term) => term.role === 'topic' && stems.has(term.stem));
    return carrying.length === 0 || carrying.length > maxTerms ? null : { text: phrase, terms: carrying, head: headOf(words, carrying) };
  }
  return null;
}

/** "Salary of the director", "Gehalt des Geschäftsführers", "salario del director": what comes before the first of these is what is asked for, after it whose. */
const owning = new Set('of von der des de del du'.split(' '));

function ownerOf(words: readonly string[]): number {
  return words.findIndex((word, index) => index > 0 && owning.has(word));
}

/** The word before the first "of", else the last one; where that only measures ("number of patents"), the next that carries. */
function headOf(words: readonly string[], carrying: readonly QuestionTerm[]): string | null {
  const owner = ownerOf(words);
  const order = owner === -1 ? words.toReversed() : [...words.slice(0, owner).toReversed(), ...words.slice(owner + 1)];
  return order.map(stem).find((word) => !measures.has(word) && carrying.some((term) => term.stem === word)) ?? null;
}

/** How much a word of a phrase says, from its weight in the library. A word that is nowhere must not drown the others. */
export function weightInPhrase(term: QuestionTerm): number {
  return Math.min(term.weight, 6) * (plainMeasures.has(term.stem) ? plainShare : measures.has(term.stem) ? measureShare : 1);
}

function cut(phrase: string): string {
  const padded = ` ${phrase} `;
  const at = end.exec(padded)?.index ?? padded.length;
  return padded.slice(0, at).trim();
}

function withoutDates(text: string): string {
  return findDates(text).toReversed().reduce((rest, { start, end: to }) => `${rest.slice(0, start)} ${rest.slice(to)}`, text);
}

function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(new RegExp(String.raw`(?:\b(?:of|for|by|von|bei|de|du|d['’])\s+)?${name.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}(?:['’]s?)?(?![\p{L}\p{N}])`, 'giu'), ' '), text).replace(/\s+/g, ' ').trim();
}
