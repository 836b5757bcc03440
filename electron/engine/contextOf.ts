import { countPieces, eachPiece } from './countPieces.ts';

/** Most word pieces a passage's heading path may have, and a document's name and title together. */
export const maxPathPieces = 50;
const maxTitlePieces = 40;

/**
 * What stands in front of a passage's text when it is embedded and when its terms are indexed: the words of the file's
 * name (`name`, without its ending), the document's title unless the name says the same, and the heading path.
 */
export function contextOf({ name, title, headingPath }: { readonly name: string; readonly title: string; readonly headingPath: readonly string[] }): string {
  const nameWords = name.replace(/[_\-.\s]+/g, ' ').trim();
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const says = plain(nameWords).includes(plain(title));
  const document = cutToPieces(says ? nameWords : `${nameWords}. ${title.trim()}`, maxTitlePieces);
  return [document, ...headingPath].filter((part) => part !== '').join('\n');
}

/**
 * The path of headings that fits: the innermost ones are kept, one too long by itself is cut at a word.
 * `tableHeader` (empty when there is none) comes last and may take up to three fifths.
 */
export function fitHeadingPath(headings: readonly string[], tableHeader: string): string[] {
  const fitted: string[] = [];
  let left = maxPathPieces;
  const header = cutToPieces(tableHeader, maxPathPieces * 0.6);
  if (header !== '') {
    fitted.push(header);
    left -= countPieces(header);
  }
  for (const heading of headings.toReversed()) {
    const text = cutToPieces(heading, maxPathPieces / 2);
    const pieces = countPieces(text);
    if (pieces > left) break;
    if (text === '') continue;
    fitted.unshift(text);
    left -= pieces;
  }
  return fitted;
}

/** The start of a text that has at most `max` pieces, in single blanks, cut at a word where it has words. */
function cutToPieces(text: string, max: number): string {
  const line = text.slice(0, 2_000).replace(/\s+/g, ' ').trim();
  if (countPieces(line) <= max) return line;
  let end = 0;
  let sum = 0;
  eachPiece(line, 0, (tokenEnd, pieces) => {
    sum += pieces;
    if (sum <= max) end = tokenEnd;
  });
  const cut = line.slice(0, end);
  const lastBlank = cut.lastIndexOf(' ');
  return (lastBlank > end / 2 && line.charAt(end) !== ' ' ? cut.slice(0, lastBlank) : cut).trim();
}
