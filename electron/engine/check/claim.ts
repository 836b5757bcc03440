import { findFacts, type Facts } from '../text/facts.ts';
import type { Language } from '../text/language.ts';
import { movementWords } from '../text/movement.ts';
import { readingsIn } from '../text/numbers.ts';
import { sideWords } from '../text/contradicts.ts';
import { contentStems, stem, wordsOf } from '../text/words.ts';

/** One statement as it is checked. `topic`: stems of what it is about, without its figures, dates, names and words that any source has in its own way. */
export type Claim = { readonly text: string; readonly language: Language | null; readonly facts: Facts; readonly topic: ReadonlySet<string> };

/** @param source texts the statement may rest on. */
export function readClaim(text: string, language: Language | null, source: string): Claim {
  const found = findFacts(text, language, source);
  const facts: Facts = { ...found, numbers: found.numbers.map((number) => readingsIn(number, text, language)) };
  const taken = new Set([...[...facts.names, ...facts.dates, ...facts.numbers].flatMap((fact) => wordsOf(fact.text)), ...sideWords(text), ...movementWords(text)].map(stem));
  const stems = contentStems(text, language).filter((word) => !/^\d/.test(word));
  return { text, language, facts, topic: new Set(stems.filter((word) => !taken.has(word) && !light.has(word))) };
}

/**
 * Words a statement may use though its source has others or none: how sure, how big, in what unit, that something is said or
 * shown. So may those of sides and of movement, which are judged by themselves.
 */
const light = new Set((
  'approximately about around roughly nearly almost just some exactly according respectively specific specifically various also overall alone most ' +
  'thousand million billion trillion percent per cent dollar dollars euro euros pound pounds eur usd gbp chf us ' +
  'total totaled totalled amount amounted figure figures value sum account accounted result results number ' +
  'report reported state stated record recorded book booked post posted show shows shown list listed indicate indicates note noted say says said tell give given gave appear appears describe described mention mentioned include including included ' +
  'be have had do did make made get got take took taken come came go went put set stand stood stay remain remained keep kept reach reached hit equal see seen bring brought become became ' +
  'during period company document statement passage page source sources year years quarter quarters day days ended end time times same compare compared comparison versus against earlier prior previous preceding ago before later then ' +
  'than long well far soon ' +
  'rund etwa circa zirka ungefähr knapp gut laut gemäß insgesamt sowie jeweils gegenüber verglichen vergleich zuvor davor tausend million millionen milliarde milliarden prozent franken betrag höhe summe zahl wert ' +
  'betragen beträgt betrug betrugen belaufen beläuft belief beliefen liegen liegt lag lagen kommen kommt kam kamen stehen steht stand standen gehen geht ging zeigen zeigt ausweisen weist melden meldet berichten berichtet erreichen erreichte entfallen entfielen gelten gilt ' +
  'als jahr jahre jahres vorjahr vorjahresquartal quartal quartals tag zeitraum bericht dokument seite unternehmen'
).split(' ').map(stem));
