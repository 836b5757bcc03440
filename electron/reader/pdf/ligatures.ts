import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from './TextRun.ts';
import type { Drawing } from './letters.ts';

const { OPS } = pdfjs;
/** How far apart the list of letters and the list of pieces may drift, letters. */
const mostDrift = 400;
/** Forms of Arabic letters as they are drawn; pdf.js leaves them as they are. */
const drawnForms = /[\ufe70-\ufefc]+/g;

/** Whether something on the page is written from the right in letters that are drawn joined. */
export function mayHaveLigatures(items: readonly TextItem[]): boolean {
  return items.some(({ str, dir }) => dir === 'rtl' && /\p{Script=Arabic}/u.test(str));
}

/**
 * Puts joined letters of text written from the right in order: pdf.js turns a piece round letter by letter, and one sign that stands for two
 * letters, as lam and alef are drawn, comes out the wrong way round. `drawing`: what the page draws, from which it can be told which letters were one sign.
 */
export function inReadingOrder(items: readonly TextItem[], { fnArray, argsArray }: Pick<Drawing, 'fnArray' | 'argsArray'>): TextItem[] {
  const signs = fnArray.flatMap((operation, at) => (operation === OPS.showText ? signsOf(argsArray[at]) : []));
  let next = 0;
  return items.map((item) => {
    const found = item.dir === 'rtl' ? turned(item.str, signs, next) : passed(item.str, signs, next);
    if (found === null) return item;
    next = found.next;
    return found.text === item.str ? item : { ...item, str: found.text };
  });
}

/** What each sign of a line stands for, those that stand for nothing or a blank left out. */
function signsOf(args: unknown): string[] {
  const [line]: readonly unknown[] = Array.isArray(args) ? args : [];
  if (!Array.isArray(line)) return [];
  return line.flatMap((sign: unknown) => {
    const text = typeof sign === 'object' && sign !== null && 'unicode' in sign && typeof sign.unicode === 'string' ? sign.unicode.normalize('NFKC').replace(/\s+/g, '') : '';
    return text === '' ? [] : [text];
  });
}

type Found = { readonly text: string; readonly next: number };

/** A piece that pdf.js turned round, by the signs it was made of; null where they are not found. */
function turned(text: string, signs: readonly string[], from: number): Found | null {
  const letters = Array.from(text.replace(drawnForms, (form) => form.normalize('NFKC'))).filter((letter) => /\S/.test(letter));
  for (let start = from; start < Math.min(signs.length, from + mostDrift); start += 1) {
    const found = matched(text, letters, signs, start);
    if (found !== null) return found;
  }
  return null;
}

function matched(text: string, letters: readonly string[], signs: readonly string[], start: number): Found | null {
  let [left, at] = [letters.length, start];
  let read = '';
  for (; left > 0; at += 1) {
    const sign = signs[at];
    if (sign === undefined) return null;
    const own = Array.from(sign);
    const drawn = letters.slice(Math.max(0, left - own.length), left);
    const isSame = own.length === drawn.length && (drawn.toReversed().join('') === sign || drawn.join('') === sign);
    if (!isSame) return null;
    left -= own.length;
    read = sign + read;
  }
  // Blanks stay where they are.
  const inOrder = Array.from(read)[Symbol.iterator]();
  return { text: Array.from(text.replace(drawnForms, (form) => form.normalize('NFKC')), (letter) => (/\s/.test(letter) ? letter : inOrder.next().value ?? '')).join(''), next: at };
}

/** A piece written from the left: only how many signs it took. */
function passed(text: string, signs: readonly string[], from: number): Found | null {
  const wanted = text.normalize('NFKC').replace(/\s+/g, '');
  if (wanted === '') return null;
  for (let start = from; start < Math.min(signs.length, from + mostDrift); start += 1) {
    let [said, at] = ['', start];
    while (said.length < wanted.length && wanted.startsWith(said) && at < signs.length) {
      said += signs[at] ?? '';
      at += 1;
    }
    if (said === wanted) return { text, next: at };
  }
  return null;
}
