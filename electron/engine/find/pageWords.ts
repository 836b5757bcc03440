import { analyseWords } from '../analyse.ts';

/** A place of a text in the order of reading. `start` and `end` count UTF-16 units of the text. */
export type PageWord = {
  /** The terms it counts as; more than one where a line breaks inside a word. */
  readonly terms: readonly string[];
  /** The word as it stands, folded, and its terms: what patterns go by. */
  readonly forms: readonly string[];
  readonly start: number; readonly end: number;
};

// A hyphen at the end of a line between small letters is inside a word, for search too.
const chunkPattern = /(?:[^\s]|(?<=\p{Ll}{2}-)\n(?=\p{Ll}{2})|[\u00a0\u202f])+/gu;

const lettersPattern = /[\p{L}\p{M}\p{N}](?:.*[\p{L}\p{M}\p{N}])?/su;

/** The words of a text with their places: the same terms, in the same order, as the index has of it. */
export function pageWords(text: string): PageWord[] {
  const words: PageWord[] = [];
  for (const { 0: chunk, index } of text.matchAll(chunkPattern)) {
    const broken = chunk.includes('-\n');
    const parts = broken ? analyseWords(chunk).flatMap(({ word, terms }) => [word, ...terms]) : [];
    const lower = chunk.toLowerCase();
    // Where the letters are not found as they are folded, all between the chunk's own marks counts as the word.
    const inside = lettersPattern.exec(chunk);
    let from = 0;
    for (const { word, terms } of analyseWords(broken ? chunk.replaceAll('-\n', '') : chunk)) {
      for (const term of terms) {
        const piece = terms.length > 1 ? term : word;
        const found = broken ? -1 : lower.indexOf(piece, from);
        const exact = found !== -1 && lower.length === chunk.length;
        // Pairs of characters overlap: the next one begins inside this one.
        if (exact) from = terms.length > 1 ? found + 1 : found + piece.length;
        const [start, end] = exact ? [index + found, index + found + piece.length] : [index + (inside?.index ?? 0), index + (inside?.index ?? 0) + (inside?.[0].length ?? chunk.length)];
        words.push({ terms: [term, ...parts], forms: terms.length > 1 ? [term] : [word, term, ...parts], start, end });
      }
    }
  }
  return words;
}
