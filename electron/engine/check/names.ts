import { findNames, type FoundName } from '../text/names.ts';
import { holding, stem, wordsOf } from '../text/words.ts';
import type { Claim } from './claim.ts';
import type { Place } from './places.ts';

/** Farther from a name than this a word says nothing of it, in UTF-16 units. */
const reach = 90;
const stopApart = 40;

/**
 * Whether what a claim says of a name is said in the source of somebody else: the claim's words stand by other names, and none
 * by this one ("Landlord: A. Tenant: B.", and B is said to be the landlord).
 * @param called stems of the source's title and file name: what is said by those is said of the whole.
 */
export function isOthers(name: FoundName, claim: Claim, places: readonly Place[], called: ReadonlySet<string>): boolean {
  const own = new Set(wordsOf(name.text).map(stem));
  const claimed = new Set(claim.facts.names.flatMap((other) => wordsOf(other.text)).map(stem));
  let ofOwn = 0;
  let ofOthers = 0;
  for (const place of places) {
    const named = findNames(place.text, place.language).filter((other) => other.isCertain || wordsOf(other.text).map(stem).some((word) => claimed.has(word)));
    if (named.length === 0) continue;
    for (const match of place.text.matchAll(/[\p{L}\p{M}]{3,}/gu)) {
      const word = stem(match[0].toLowerCase());
      if (holding(claim.topic, word, claim.language) === 0 || named.some((other) => other.start <= match.index && match.index < other.end)) continue;
      const nearest = named.reduce((best, other) => (distance(other, match.index, place.text) < distance(best, match.index, place.text) ? other : best));
      if (distance(nearest, match.index, place.text) > reach) continue;
      const stems = wordsOf(nearest.text).map(stem);
      if (stems.some((part) => own.has(part))) ofOwn += 1;
      else if (!stems.some((part) => claimed.has(part) || called.has(part))) ofOthers += 1;
    }
  }
  return ofOwn === 0 && ofOthers > 0;
}

/** A stop, semicolon or line between a word and a name parts them. */
function distance(name: FoundName, at: number, text: string): number {
  const between = at < name.start ? text.slice(at, name.start) : text.slice(name.end, at);
  return between.length + (/[.;\n]/u.test(between) ? stopApart : 0);
}
