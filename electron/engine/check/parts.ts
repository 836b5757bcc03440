import type { Language } from '../text/language.ts';
import { readClaim, type Claim } from './claim.ts';

const joint = /[,;]\s+(?=\p{L}|[$€£])|\s+(?=(?:and|while|whereas|but|compared|against|versus|und|während|gegenüber|aber)\s)/giu;

/**
 * A statement cut into parts that can each rest on a source of its own: every one has a figure, and a name, its own or the one
 * before it. Empty where it is one statement.
 */
export function splitClaim(text: string, language: Language | null, source: string): Claim[] {
  const pieces: string[] = [];
  let at = 0;
  for (const match of text.matchAll(joint)) {
    const piece = text.slice(at, match.index);
    const rest = text.slice(match.index);
    if (!hasFigure(piece, language, source) || !hasFigure(rest, language, source)) continue;
    pieces.push(piece);
    at = match.index;
  }
  if (pieces.length === 0) return [];
  pieces.push(text.slice(at));
  let name = '';
  return pieces.map((piece) => {
    const bare = piece.replace(/^[,;\s]+/u, '');
    const [own] = readClaim(bare, language, source).facts.names;
    if (own !== undefined) name = own.text;
    return readClaim(own === undefined && name !== '' ? `${bare} (${name})` : bare, language, source);
  });
}

function hasFigure(piece: string, language: Language | null, source: string): boolean {
  return readClaim(piece, language, source).facts.numbers.length > 0;
}
