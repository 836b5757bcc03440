/** The two sides of a contract as a criterion or a sentence names them: `supply` gives, `buy` takes and pays. */
export type Side = 'supply' | 'buy';

type Family = Readonly<Record<Side, string>>;

/** What the sides are called in one kind of contract. A criterion about tenants is not about customers, so kinds are not mixed. */
const families: readonly Family[] = [
  {
    supply: 'service providers?|suppliers?|vendors?|providers?|sellers?|licensors?|contractors?|consultants?|manufacturers?|distributors?|agency|carriers?|lieferant(?:en|in)?|auftragnehmers?|auftragnehmerin|anbieters?|verkäufers?|dienstleisters?|lizenzgebers?',
    buy: 'customers?|clients?|buyers?|purchasers?|subscribers?|licensees?|principals?|kunde[n]?|käufers?|auftraggebers?|auftraggeberin|bestellers?|lizenznehmers?',
  },
  { supply: 'landlords?|lessors?|vermieters?|vermieterin', buy: 'tenants?|lessees?|mieters?|mieterin' },
  { supply: 'lenders?|creditors?|darlehensgebers?', buy: 'borrowers?|debtors?|darlehensnehmers?' },
];

/** Stand in a normalised sentence for the sides, and for either of them without saying which. */
export const marks: Readonly<Record<Side | 'either', string>> = { supply: '§s', buy: '§b', either: '§e' };
const either = /(?<!\p{L}|third |third-|outside |dritte |external |competing )(?:(?:either|each|neither|both|no|the other|other|another|the respective other|one|a|any|such|the contracting|the) (?:contracting )?part(?:y|ies)|the parties|parties|(?:keine|jede|eine|beide|die andere)r? (?:vertrags)?partei(?:en)?|die (?:vertrags)?parteien)(?!\p{L})/giu;

/** The sides a criterion names, in its order, and how sentences are to be read for them. */
export type Sides = { readonly named: readonly Side[]; readonly normalise: (sentence: string) => string };

/** Reads who a criterion is about. Without a side named, sentences are read for all kinds of contracts. */
export function readSides(criterion: string): Sides {
  const found = families.map((family) => ({ family, named: sidesIn(criterion, family) }));
  const meant = found.filter(({ named }) => named.length > 0);
  const used = (meant.length > 0 ? meant : found).map(({ family }) => family);
  const patterns = (['supply', 'buy'] as const).map((side) => ({ side, pattern: new RegExp(String.raw`(?<![\p{L}-]|'s |s' |other |alternative |another |competing |rival |second )(?:the |a |an |our |der |die |das |dem |den |des )?(?:${used.map((family) => family[side]).join('|')})(?![\p{L}])`, 'giu') }));
  return {
    named: meant[0]?.named ?? [],
    normalise(sentence) {
      let text = sentence.normalize('NFKC').toLowerCase().replace(/[’`´]/g, "'").replace(/\s+/g, ' ').trim();
      for (const { side, pattern } of patterns) text = text.replace(pattern, marks[side]);
      return text.replace(either, (match) => (/^(?:neither|no|keine)/.test(match) ? `${match.startsWith('k') ? 'keine' : match.split(' ')[0] ?? ''} ${marks.either}` : marks.either));
    },
  };
}

function sidesIn(criterion: string, family: Family): Side[] {
  const places = (['supply', 'buy'] as const).flatMap((side) => {
    const at = new RegExp(String.raw`(?<!\p{L})(?:${family[side]})(?!\p{L})`, 'iu').exec(criterion)?.index;
    return at === undefined ? [] : [{ side, at }];
  });
  return places.sort((a, b) => a.at - b.at).map(({ side }) => side);
}
