import { AppError } from '../../shared/AppError.ts';
import { detectLanguage } from '../text/language.ts';
import { findNames } from '../text/names.ts';
import { weighQuestion, type Frequencies, type QuestionTerm } from '../question/terms.ts';
import { stem } from '../text/words.ts';
import { concepts, type Concept } from './concepts.ts';
import { readSides, type Side, type Sides } from './sides.ts';

/**
 * What every document is asked. `concepts` are told in many words, `terms` only in their own. `agent` is the side it is asked of, `patient` the other where it
 * is named. `isOfContract`: nobody is asked of, but the documents themselves.
 */
export type Criterion = {
  readonly text: string; readonly concepts: readonly Concept[]; readonly terms: readonly QuestionTerm[]; readonly agent: Side | null; readonly patient: Side | null;
  readonly sides: Sides; readonly isOfContract: boolean; readonly asksDefinition: boolean;
};

/** Words that ask, name documents or frame the rest: what they stand around is what is asked. */
const framing = new Set((
  'contract contracts agreement agreements document documents lease leases letter letters file files paper papers report reports clause clauses provision provisions section sections term have has having contain contains containing include includes ' +
  'including provide provides let lets allow allows make makes oblige obliges require requires give gives right rights party parties other others say says state mention mentions may must shall can could upon without forbid forbids against under exist there obligation obligations duty ' +
  'vertrag verträge verträgen vertrags dokument dokumente enthalten enthält haben hat regelung regelungen klausel klauseln sehen vor recht pflicht partei parteien welche welchen'
).split(' ').map(stem));

/** Reads what is asked of each document. Errors: input-invalid where nothing is. */
export function readCriterion(text: string, vocabulary: Frequencies): Criterion {
  const language = detectLanguage(text);
  const sides = readSides(text);
  const plain = sides.normalise(text);
  const meant = concepts.filter((concept) => concept.asked.test(plain));
  const names = findNames(text, language).filter((name) => name.isCertain).map((name) => name.text);
  const bare = meant.reduce((rest, { asked }) => rest.replace(new RegExp(String.raw`${asked.source}[\p{L}-]*`, 'giu'), ' '), plain).replace(/§[sbe]('s)?/g, ' ');
  const terms = weighQuestion(bare, names.filter((name) => bare.includes(name.toLowerCase())), language, vocabulary).terms
    .filter((term) => !framing.has(term.stem));
  if (meant.length === 0 && terms.length === 0) throw new AppError('input-invalid', { problem: 'this asks for nothing that could stand in a document' });
  return {
    text, concepts: meant, terms: meant.length > 0 ? terms.filter((term) => term.role !== 'frame') : terms, agent: sides.named[0] ?? null, patient: sides.named[1] ?? null, sides,
    isOfContract: sides.named.length === 0 && meant.some(({ name }) => name === 'renew'), asksDefinition: /\bdefin/iu.test(text),
  };
}
