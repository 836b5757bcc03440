import { holdsKin, stem, wordsOf } from '../text/words.ts';
import type { Criterion } from './criterion.ts';
import { findDoer, withoutConditions } from './partsOf.ts';

export type SentenceFinding = 'says' | 'contrary' | 'other-party' | 'definition' | 'near';
/** `score` 0..1 orders findings of one kind: the share of what is asked that the sentence holds. */
export type JudgedSentence = { readonly finding: SentenceFinding; readonly score: number };

const definition = /^(?:\(?\w{1,3}[.)] )?(?:in (?:this|the) (?:agreement|contract|document)[^,"“„]{0,40}, )?(?:the (?:term|expression) )?["“„'][^"”“']{1,80}["”“'],?(?: as used [^,]{0,40},?)? ?(?:shall |will )?(?:mean|means|refers? to|is defined|has the meaning|denotes?|bezeichnet|bedeutet)\b|^[^"“„”]{1,60}["”] (?:shall |will )?means?\b/u;
/** A "not" that denies nothing: "need not give reasons", "not only". */
const harmless = /\bneed not (?:give|state|show|have|name)\b|\bnot (?:only|merely|limited to|bound|needed|necessary|required)\b|\b(?:does|do|is|are) not (?:have to|required to) (?:give|state|show|name)\b|\bnot less than\b|\bnot later than\b|\bwhether or not\b|\bno (?:reason|cause|grounds?|justification|notice)\b(?! for)|\b(?:does|do|shall|will) not (?:expire|lapse|run out|require|need|presuppose)\b/gu;
const reversed = /\b(?:shall|will|does|do|is|are|may|must|can|need|has|have|should) not\b|\bcannot\b|\b(?:shall|will|has|have|is|are) (?:have )?(?:under )?no (?:obligation|duty|right|liability|ground)\b|\b(?:is|gives?|constitutes?|arises?|there is) no (?:right|ground|reason|cause)\b|\bno (?:obligation|right|indemnity|audit right|exclusivity|automatic|limitation|cap|non-solicitation|restriction)\b|\bnothing\b[^.;]{0,60}\b(?:requires?|obliges?|limits?|prevents?|entitles?)\b|\bunder no circumstances\b|\bin no (?:case|event) (?:is|are|shall|does)\b|\bneither\b|\b(?:is|are) excluded\b|\bunlimited\b|\bwithout limit\b|\bwithout (?:an )?automatic\b|\bonly by (?:mutual|written|agreement)\b|\bremains? free\b|\b(?:is|are|be) free to\b(?! end| terminate| cancel)|\bnon-exclusive\b|\bunaffected\b|\bkein\w*\b|\bnicht\b/u;
/** With a ban a "not" belongs to it; the contrary is to allow it. */
const allowed = /\bnothing\b[^.;]{0,60}\bprevents?\b|\b(?:is|are|be|remains?) free to\b|\bno (?:restriction|non-solicitation)\b|(?<!\b(?:no|neither|keine) )§[sbe] may (?!not\b)(?:\w+ )?(?:hire|employ|recruit|solicit|engage)|\bis permitted\b|\bare permitted\b|\bis allowed to\b/u;
const capNegation = /\b(?:not be limited|not limited in|unlimited|without limit|no (?:limitation|cap|limit)|nothing\b[^.;]{0,60}\b(?:limits?|caps?))\b/u;
const contractWords = /\b(?:agreement|contract|term|terms|period|subscription|renewal|duration|arrangement|parties|vertrag|vertragsdauer|laufzeit)\b|§e/u;
/** The share of what is asked from which a sentence that does not say it still comes near. */
const nearShare = 0.5;
const termShare = 0.6;

/** What one sentence says of the criterion; null where it does not come near. `lead` is what an item of a list stands under. Pure. */
export function judgeSentence(criterion: Criterion, sentence: string, { lead = '', heading = '' }: { readonly lead?: string; readonly heading?: string } = {}): JudgedSentence | null {
  const text = criterion.sides.normalise(lead === '' ? sentence : `${lead} ${sentence}`);
  const share = shareOf(criterion, text, heading);
  if (share < nearShare) return null;
  if (definition.test(text) && !criterion.asksDefinition) return { finding: 'definition', score: share };
  if (share < 1) return { finding: 'near', score: share };
  if (isReversed(criterion, withoutConditions(text).replace(harmless, ' '))) return { finding: 'contrary', score: share };
  if (isOfOthers(criterion, text)) return { finding: 'other-party', score: share };
  return { finding: 'says', score: share };
}

/** Concepts count whole, other words by their weight; what the heading says counts half. */
function shareOf({ concepts, terms, isOfContract }: Criterion, text: string, heading: string): number {
  const needed = concepts.filter((concept) => concept.isImplied !== true);
  const bare = (concept: (typeof concepts)[number]): boolean => concept.said.test(concept.other === undefined ? text : text.replace(new RegExp(concept.other.source, 'giu'), ' '));
  const held = needed.filter((concept) => bare(concept)).length;
  const own = new Set(wordsOf(text).map(stem));
  const above = new Set(wordsOf(heading).map(stem));
  let [total, found] = [0, 0];
  for (const term of terms) {
    total += term.weight;
    found += term.weight * (own.has(term.stem) || holdsKin(own, term.stem) ? 1 : above.has(term.stem) ? 0.5 : 0);
  }
  const termsHeld = total === 0 ? 1 : found / total;
  if (needed.length === 0) return termsHeld >= 0.75 ? 1 : termsHeld;
  if (isOfContract && !contractWords.test(text)) return 0;
  const share = held / needed.length;
  return terms.length === 0 || termsHeld >= termShare ? share : Math.min(share, 0.9) * (0.5 + termsHeld / 2);
}

function isReversed({ concepts }: Criterion, text: string): boolean {
  if (concepts.some(({ name }) => name === 'cap')) return capNegation.test(text);
  if (concepts.some(({ name }) => name === 'forbidden')) return allowed.test(text);
  if (concepts.some(({ name }) => name === 'exclusively')) return /\bnon-exclusive\b|\bnot (?:be )?(?:obliged|the exclusive)\b|\bremains? free\b|\bnothing\b[^.;]{0,60}\bobliges?\b|\bno exclusivity\b|\bmay (?:\w+ ){0,3}?(?:purchase|order|buy|obtain|source|procure)\b[^.;]*\b(?:elsewhere|other|others|any|anyone)\b/u.test(text);
  return reversed.test(text);
}

function isOfOthers({ concepts, agent }: Criterion, text: string): boolean {
  const concept = concepts.find(({ doer }) => doer !== undefined);
  if (agent === null || concept === undefined) return false;
  const doer = findDoer(text, concept);
  return doer !== null && doer !== 'either' && doer !== agent;
}
