import { marks, type Side } from './sides.ts';
import type { Concept } from './concepts.ts';

/** Whom a sentence says it of: one side, either of them, or nobody that is named. */
export type Doer = Side | 'either' | null;

const side = `(${marks.supply}|${marks.buy}|${marks.either})`;
const modal = String.raw`(?:shall|will|must|may|can|cannot|might|should|undertakes?|agrees?|accepts?|guarantees?|assumes?|hereby|is|are|has|have|had|grants?|submits?|commits?|binds?|promises?|releases?|limits?|reserves?|bears?|indemnif\w+|need|does|do|enjoys?|covenants?|warrants?|answers?|waives?|owes?|pledges?|holds?|takes?|pays?|keeps?|muss|müssen|darf|dürfen|kann|können|hat|ist|wird|verpflichtet|stellt|haftet)`;
const subject = new RegExp(String.raw`(?<!\b(?:of|by|to|from|against|with|for|between) )${side}(?:'s?)?(?: (?!${modal}\b)[^\s,;§]+){0,3}?,?(?: [^,;§]{0,60},)? ${modal}\b`, 'gu');
const conjunction = 'if|where|should|when|whenever|upon|in the event|in case|unless|following|after|until|provided|save where|because|once|as long as|in the absence of|failing|wenn|falls|sofern|soweit|solange';
/** What only says when: who stands there does not act, and what is not so there is not denied. */
const opening = new RegExp(String.raw`^(?:and |or )?(?:${conjunction})\b[^;]*?,(?! (?:or|and) (?:${conjunction})\b)\s(?=.*\b${modal}\b)`, 'u');
const anyOpening = new RegExp(String.raw`^(?:and |or )?(?:${conjunction})\b[^;]*?,(?! (?:or|and) (?:${conjunction})\b)\s`, 'u');
const condition = new RegExp(String.raw`(?:,| )\s?(?:${conjunction})\b[^,;.]*`, 'gu');

const before = (source: string): RegExp => new RegExp(String.raw`(?:${source}) ${side}`, 'u');
const owners: readonly RegExp[] = [
  new RegExp(String.raw`${side}'s?(?: [\w-]+){0,3} (?:liability|indemnity|exposure|liabilities)\b`, 'u'), before('(?:liability|liabilities|liability cap|cap on|exposure|remedies|indemnity)(?: \\w+)? (?:of|by|from)'), before(String.raw`indemnity (?:right )?against`), new RegExp(String.raw`cost ${side} more`, 'u'),
  new RegExp(String.raw`(?:everything|sums?|damages|amounts?|which|what|all)(?: for which| which| that)? ${side} (?:may|must|can|might|has to) `, 'u'), before('as regards'),  before(String.raw`\b(?:it is )?for(?= \S+ to (?:defend|pay|bear|indemnif|protect|see))`), before(String.raw`(?:incumbent|obligatory) (?:up)?on`),
];
const payers: readonly RegExp[] = [
  before(String.raw`(?:borne|made good|met|payable|owed|reimbursed|compensated|refunded|indemnified|held harmless|covered|satisfied|settled)(?: \w+){0,4} by`), before(String.raw`(?:recover|claim|claims|obtain|demand|recourse|look|hold)\b(?: [^,;]{0,50}?)?\b(?:from|to|against)`),
  before('(?:account|expense|risk) of'), before(String.raw`damages (?:for \w+ )?against`), before('(?:fall|falls|rest|rests) (?:up)?on'),
];
const generalVerb = /^(?:made|performed|conducted|out|done|given|exercised|undertaken|effected|taken|back|harmless|good)$/u;
/** "The right to terminate lies with the supplier". */
const belonging = before(String.raw`\b(?:right|option|power)\b[^,;§]{0,80}(?:belongs? to|reserved (?:to|for)|lies with|vests? in|rests? with)`);
const passive = new RegExp(String.raw`(\S+ (?:\S+ ){0,5}?)by ${side}`, 'gu');
const lets = new RegExp(String.raw`${side}[^§;]{0,60}?\b(?:allow|permit|open|submit|undergo|assist|support|grant|tolerat|(?:make|makes|keep|keeps|kept|hold|holds)\b[^§;]{0,60}?\bavailable|let|give|afford|cooperate|present|agrees? that|is subject|be subject|accommodate|consent|enable|accept|disclose|show|provide)\w*\b[^;]*§`, 'u');

/** What is done by whoever watches, its object left out: "may be inspected by the customer". */
const watched = /\b(?:audited|inspected|examined|verified|checked|reviewed|scrutini[sz]ed|looked (?:into|through|over|at)|viewed|visited|monitored)\b/u;

/** A sentence without what stands in front of it as a condition, where the rest is a sentence. */
export function mainClause(sentence: string): string {
  return sentence.replace(opening, '');
}

/** A sentence without any conditions. What is left of it in front of a verb like "begins" need not be told from a condition itself. */
export function withoutConditions(sentence: string): string {
  return sentence.replace(anyOpening, '').replace(condition, ' ');
}

/** Whom a normalised sentence says it of, as who is asked for takes part in it. */
export function findDoer(sentence: string, { doer, said, inverse }: Concept): Doer {
  const main = mainClause(sentence);
  const turned = inverse?.exec(main)?.slice(1).find((mark) => mark !== undefined);
  if (turned !== undefined) return sideOf(opposite(turned));
  switch (doer) {
    case 'payer': return firstOf(owners, main) ?? firstOf(payers, main) ?? passiveOf(main, said) ?? subjectOf(main, sentence);
    case 'watcher': {
      const suffers = lets.exec(main)?.[1];
      if (suffers === marks.supply || suffers === marks.buy) return sideOf(opposite(suffers));
      return passiveOf(main, watched) ?? passiveOf(main, said) ?? subjectOf(main, sentence);
    }
    default: return firstOf([belonging], main) ?? passiveOf(main, said) ?? subjectOf(main, sentence);
  }
}

function opposite(mark: string | undefined): string | undefined {
  return mark === marks.supply ? marks.buy : mark === marks.buy ? marks.supply : mark;
}

/** "May be terminated by the customer": only where what is done is what is asked for. */
function passiveOf(sentence: string, said: RegExp): Doer {
  for (const match of sentence.matchAll(passive)) {
    const words = (match[1] ?? '').trim().split(' ');
    const done = words.slice(generalVerb.test(words.at(-1) ?? '') ? -6 : -1).join(' ');
    if (said.test(done)) return sideOf(match[2]);
  }
  return null;
}

function firstOf(patterns: readonly RegExp[], sentence: string): Doer {
  for (const pattern of patterns) {
    const found = sideOf(pattern.exec(sentence)?.[1]);
    if (found !== null) return found;
  }
  return null;
}

/** Who stands in front of the verb that obliges or allows. */
function subjectOf(main: string, sentence: string): Doer {
  for (const text of [main, sentence]) {
    const [first] = [...text.matchAll(subject)];
    const found = sideOf(first?.[1]);
    if (found !== null) return found;
  }
  return null;
}

function sideOf(mark: string | undefined): Doer {
  if (mark === undefined) return null;
  return mark === marks.supply ? 'supply' : mark === marks.buy ? 'buy' : 'either';
}
