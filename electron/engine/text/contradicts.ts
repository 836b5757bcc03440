import { stem, wordsOf } from './words.ts';

const negations = new Set('not no never none neither nor cannot nicht kein keine keinen keinem keiner nie niemals ne pas jamais aucun aucune nunca ningún ninguna'.split(' '));
const lacking = new Set(['without', 'ohne', 'sans', 'sin']);
const contracted = /\b\p{L}+n['’]t\b/iu;
/** Each pair: words of one direction, words of the other. */
const opposites: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = ([
  ['increase increased increases increasing rise rose risen rising grew grow grown growth gain gained higher up more', 'decrease decreased decreases decreasing fall fell fallen falling decline declined declines drop dropped lower reduced reduction down less'],
  ['steigen stieg gestiegen erhöht erhöhte erhöhung zunahme zugenommen höher mehr', 'sinken sank gesunken gefallen verringert verringerte rückgang abnahme abgenommen niedriger weniger reduziert'],
  ['profit profits gewinn', 'loss losses verlust'], ['before vor', 'after nach'], ['allowed permitted may erlaubt gestattet zulässig', 'prohibited forbidden verboten untersagt unzulässig'],
  ['minimum least mindestens', 'maximum most höchstens'], ['accept accepted agreed zugestimmt angenommen', 'rejected refused declined abgelehnt verweigert'], ['favorable favourable', 'unfavorable unfavourable'],
] as const).map(([a, b]) => [new Set(a.split(' ')), new Set(b.split(' '))] as const);

/**
 * Whether a claim says the contrary of the sentence it would rest on: one is negated and the other not, or they name opposite
 * directions, while they speak of the same. Cautious: with both directions on one side nothing is said.
 */
export function contradicts(claim: string, source: string): boolean {
  const said = wordsOf(claim);
  const given = wordsOf(source);
  const givenStems = new Set(given.map(stem));
  const content = [...new Set(said.filter((word) => word.length > 3 && !negations.has(word) && !lacking.has(word)).map(stem))];
  const shared = content.length === 0 ? 0 : content.filter((word) => givenStems.has(word)).length / content.length;
  if (shared < 0.4) return false;
  for (const [one, other] of opposites) {
    const saysOne = said.some((word) => one.has(word));
    const saysOther = said.some((word) => other.has(word));
    const givesOne = given.some((word) => one.has(word));
    const givesOther = given.some((word) => other.has(word));
    if ((saysOne && !saysOther && givesOther && !givesOne) || (saysOther && !saysOne && givesOne && !givesOther)) return true;
  }
  const isTurned = isNegated(claim, said) !== isNegated(source, given) || said.some((word) => lacking.has(word)) !== given.some((word) => lacking.has(word));
  return shared >= 0.6 && isTurned && given.length <= said.length * 2.5;
}

function isNegated(text: string, words: readonly string[]): boolean {
  return words.some((word) => negations.has(word)) || contracted.test(text);
}
