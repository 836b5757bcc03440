import { stem, wordsOf } from './words.ts';

const negations = new Set('not no never none neither nor cannot without nicht kein keine keinen keinem keiner keines nie niemals ohne ne pas jamais aucun aucune sans nunca ningún ninguna sin'.split(' '));
const contracted = /\b\p{L}+n['’]t\b/giu;
/** Not the contrary of anything: "no later than", "whether or not", "not only". */
const idle = /\b(?:no|not)\s+(?:more|less|fewer|later|earlier|sooner)\s+than\b|\bwhether\s+or\s+not\b|\bnot\s+only\b|\bnot\s+limited\s+to\b|\bno\.\s?\d|(?<!\p{L})nicht\s+nur(?!\p{L})|(?<!\p{L})nicht\s+mehr\s+als(?!\p{L})/giu;
/** Each pair: words of one side, words of the other. What moved which way is judged by the figures: `check/movement.ts`. */
const opposites: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = ([
  ['profit profits gewinn', 'loss losses verlust'], ['before vor', 'after nach'],
  ['allow allows allowed permit permits permitted may can entitled erlaubt erlaubnis gestattet zulässig darf dürfen kann können', 'prohibit prohibits prohibited forbid forbidden ban banned verboten untersagt unzulässig'],
  ['minimum least mindestens', 'maximum most höchstens'],
  ['accept accepts accepted approve approves approved approval agree agrees agreed adopt adopts adopted grant granted authorise authorised authorize authorized zugestimmt zustimmung stimmte angenommen genehmigt bewilligt', 'reject rejects rejected rejection refuse refuses refused decline declines declined deny denied dismissed abgelehnt lehnte verweigert'],
  ['favorable favourable', 'unfavorable unfavourable'], ['include includes included including', 'exclude excludes excluded excluding'], ['won win gewonnen', 'lost lose verloren'], ['open opens opened geöffnet', 'close closes closed geschlossen'],
] as const).map(([a, b]) => [new Set(a.split(' ')), new Set(b.split(' '))] as const);
const allSides = new Set(opposites.flatMap(([a, b]) => [...a, ...b]));

/** The words of a text that are one of a pair of opposites ("accepted", "forbidden"), which `contradicts` compares. */
export function sideWords(text: string): string[] {
  return wordsOf(text).filter((word) => allSides.has(word));
}

/**
 * Whether a claim says the contrary of the sentence it would rest on: one is negated and the other not, or they take opposite
 * sides ("approved", "rejected"), while they speak of the same. A negated side is the other side. Cautious: with both sides in one
 * text nothing is said.
 * @param topic stems of what the claim is about, without negations, names and sides.
 */
export function contradicts(claim: string, source: string, topic: ReadonlySet<string>): boolean {
  const said = wordsOf(claim);
  const content = [...topic];
  const clause = nearest(content, source);
  const given = wordsOf(clause);
  const givenStems = new Set(given.map(stem));
  const shared = content.length === 0 ? 1 : content.filter((word) => givenStems.has(word)).length / content.length;
  if (shared < 0.3) return false;
  const isTurned = isNegated(claim, said) !== isNegated(clause, given);
  for (const [one, other] of opposites) {
    const claimed = sideOf(said, one, other);
    const stated = sideOf(given, one, other);
    if (claimed !== null && stated !== null) return (claimed !== stated) !== isTurned;
  }
  return shared >= 0.5 && isTurned && given.length <= said.length * 3;
}

/** Whether both take the same side of one matter ("may", "is entitled"; "forbidden", "not allowed"), negations counted. */
export function takeSameSide(claim: string, source: string, topic: ReadonlySet<string>): boolean {
  const clause = nearest([...topic], source);
  const [said, given] = [wordsOf(claim), wordsOf(clause)];
  const isTurned = isNegated(claim, said) !== isNegated(clause, given);
  return opposites.some(([one, other]) => {
    const [claimed, stated] = [sideOf(said, one, other), sideOf(given, one, other)];
    return claimed !== null && stated !== null && (claimed === stated) !== isTurned;
  });
}

/** The part of a sentence that speaks of the claim's matter: contracts say several things in one. */
function nearest(content: readonly string[], source: string): string {
  const parts = source.split(/(?<=[;:.!?])\s+|,\s+(?=(?:and|but|while|whereas|und|aber|während)\s)|\n\s*\n/u).filter((part) => /\p{L}/u.test(part));
  let best = source;
  let most = 0;
  for (const part of parts) {
    const stems = new Set(wordsOf(part).map(stem));
    const count = content.filter((word) => stems.has(word)).length;
    if (count > most) { best = part; most = count; }
  }
  return best;
}

function sideOf(words: readonly string[], one: ReadonlySet<string>, other: ReadonlySet<string>): 1 | -1 | null {
  const isOne = words.some((word) => one.has(word) || (word === 'cannot' && one.has('can')));
  const isOther = words.some((word) => other.has(word));
  return isOne === isOther ? null : isOne ? 1 : -1;
}

/** Negated once or thrice; twice is not at all. */
function isNegated(text: string, words: readonly string[]): boolean {
  const idled = [...text.matchAll(idle)].filter((match) => /\b(?:no|not|nicht)\b/iu.test(match[0])).length;
  const count = words.filter((word) => negations.has(word)).length + [...text.matchAll(contracted)].length - idled;
  return count > 0 && (count % 2 === 1 || /\bneither\b|[:;]/iu.test(text));
}
