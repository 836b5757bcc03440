import type { TextRange } from '../shared/schemas.ts';

/** Where `quote` stands in `text`: exactly, or with other blanks and line ends in between; null when nowhere. */
export function findQuote(text: string, quote: string): TextRange | null {
  if (quote.trim() === '') return null;
  const exact = text.indexOf(quote);
  if (exact !== -1) return { start: exact, end: exact + quote.length };
  const places: number[] = [];
  let packed = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (/\s/.test(character)) continue;
    packed += character;
    places.push(index);
  }
  const wanted = quote.replace(/\s+/g, '');
  const found = packed.indexOf(wanted);
  const start = places[found];
  const last = places[found + wanted.length - 1];
  return found === -1 || start === undefined || last === undefined ? null : { start, end: last + 1 };
}
