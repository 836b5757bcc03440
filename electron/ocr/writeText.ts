import type { RecognisedWord } from '../shared/ocrContract.ts';
import type { FoundBlock, FoundBox, FoundLine, FoundWord } from './Tesseract.ts';

export type Box = Pick<RecognisedWord, 'x' | 'y' | 'width' | 'height'>;
export type WrittenText = { readonly text: string; readonly words: readonly RecognisedWord[]; readonly meanConfidence: number };

/** A block surer than this may be text; what is below are shapes in a photograph taken for letters. */
const leastBlockConfidence = 35;
/** A sign that is neither letter nor figure counts only when it is this sure: specks and rules look like them. */
const leastSignConfidence = 60;

/**
 * What was recognised as running text: lines of a paragraph are joined by blanks (a word parted at a line's end is put together), `\n` ends a
 * row, a blank line what stands apart. `place` leads from the picture to the page.
 */
export function writeText(blocks: readonly FoundBlock[], place: (box: FoundBox) => Box): WrittenText {
  let text = '';
  const words: RecognisedWord[] = [];
  const write = (word: FoundWord): void => {
    words.push({ start: text.length, end: text.length + word.text.length, ...place(word.bbox), confidence: word.confidence });
    text += word.text;
  };
  for (const block of blocks) {
    const paragraphs = block.paragraphs.map(({ lines }) => lines.map(withoutSpecks).filter(({ words: some }) => some.length > 0)).filter((lines) => lines.length > 0);
    if (meanConfidence(paragraphs.flat(2).flatMap((line) => line.words)) < leastBlockConfidence) continue;
    for (const lines of paragraphs) {
      if (text !== '') text += '\n\n';
      const right = Math.max(...lines.map(({ bbox }) => bbox.x1));
      for (const [index, line] of lines.entries()) {
        const before = lines[index - 1];
        if (before !== undefined) text = joined(text, before, line, right, words);
        for (const [at, word] of line.words.entries()) {
          if (at > 0) text += ' ';
          write(word);
        }
      }
    }
  }
  return { text, words, meanConfidence: meanConfidence(words.map(({ start, end, confidence }) => ({ text: text.slice(start, end), confidence }))) };
}

/** By characters, 0..100; 0 without any. */
export function meanConfidence(words: readonly Pick<FoundWord, 'text' | 'confidence'>[]): number {
  const length = words.reduce((sum, { text }) => sum + text.length, 0);
  return length === 0 ? 0 : words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / length;
}

function withoutSpecks(line: FoundLine): FoundLine {
  return { ...line, words: line.words.filter(({ text, confidence }) => confidence >= leastSignConfidence || /[\p{L}\p{N}]/u.test(text)) };
}

/** What goes between two lines of a paragraph: a blank where the next line's first word would not have fitted, otherwise an end of line. */
function joined(text: string, before: FoundLine, line: FoundLine, right: number, words: RecognisedWord[]): string {
  const first = line.words[0];
  if (first === undefined) return text;
  const isFull = right - before.bbox.x1 < (first.bbox.x1 - first.bbox.x0) + 0.5 * line.rowAttributes.rowHeight;
  if (!isFull) return `${text}\n`;
  const last = words.at(-1);
  if (last === undefined || !/\p{Ll}[-\u2010]$/u.test(text) || !/^\p{Ll}/u.test(first.text)) return `${text} `;
  words[words.length - 1] = { ...last, end: last.end - 1 };
  return text.slice(0, -1);
}
