import { wordsOf } from './words.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const up = set('increase increased increases increasing rise rose risen rises rising grow grew grown grows growing growth gain gained gains climb climbed climbs jump jumped surge surged expand expanded improve improved improvement higher greater larger more exceed exceeded exceeds above up steigen steigt stieg stiegen gestiegen anstieg erhöht erhöhte erhöhten erhöhung zunahme zugenommen wuchs wuchsen gewachsen wachstum höher größer mehr über');
const down = set('decrease decreased decreases decreasing fall fell fallen falls falling decline declined declines declining drop dropped drops shrink shrank shrunk reduce reduced reduces reduction slip slipped sink sank lower smaller less fewer below down sinken sinkt sank sanken gesunken fallen fiel fielen gefallen rückgang verringert verringerte verringerten verringerung abnahme abgenommen gesenkt senkung niedriger geringer kleiner weniger unter');
/** "Up to EUR 200", "more than 90 days", "under the contract", "drop down": limits and places, no movement. */
const noMovement = /(?<!\b(?:goes|go|going|went|gone|came|is|was|are|were|moved|shot|edged)\s)\bup\s+to\b|\bset\s+up\b|\b(?:no|not)\s+(?:more|less|fewer|later)\s+than\b|\bmore\s+or\s+less\b|(?:\bmore|\bless|\bfewer|\babove|\bbelow|\bover|\bunder)\s+(?:than\s+)?(?:EUR|USD|CHF|GBP|[$€£])?\s?\d[\d.,]*|\bdown\s+payment|(?<!\p{L})(?:über|unter)(?!\p{L})|\bfurthermore\b|(?<!\p{L})nicht\s+mehr(?!\p{L})|\bany\s*more\b/giu;

/** Which way something moved or is compared, as a text says it. `isComparative`: "higher than", which takes its sides in the order they are said. */
export type Movement = { readonly direction: 'up' | 'down'; readonly isComparative: boolean };

/** Null where a text speaks of no movement, or of both. */
export function movementIn(text: string): Movement | null {
  const plain = text.replace(noMovement, ' ');
  const words = wordsOf(plain);
  const isUp = words.some((word) => up.has(word));
  const isDown = words.some((word) => down.has(word));
  if (isUp === isDown) return null;
  return { direction: isUp ? 'up' : 'down', isComparative: /(?<!\p{L})(?:than|als)(?!\p{L})/iu.test(plain) };
}

/** The words of a text that say which way something moved or is compared. */
export function movementWords(text: string): string[] {
  return wordsOf(text).filter((word) => up.has(word) || down.has(word));
}
