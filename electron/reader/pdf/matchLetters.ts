import { pack } from './letters.ts';

/** How far apart the list of letters and the list of pieces may drift, letters. */
const mostDrift = 400;

/** Where a piece's letters are in the list, and whether they stand there in its order, turned round, or in another: text from the right with figures in it. */
export type Match = { readonly start: number; readonly end: number; readonly order: 'same' | 'turned' | 'other' };

/** Finds pieces of text, asked for in the order of the list, in the letters of a page: both have the same in the same order, but pdf.js turns round what is written from the right. */
export function matchLetters(packed: string): (text: string, rightToLeft: boolean) => Match | null {
  let next = 0;
  return (text, rightToLeft) => {
    const wanted = pack(text);
    if (wanted === '') return null;
    const most = Math.min(packed.length, next + mostDrift + wanted.length);
    const near = packed.slice(next, most);
    const found = (at: number, order: Match['order']): Match => {
      const start = next + at;
      next = start + wanted.length;
      return { start, end: next, order };
    };
    const same = near.indexOf(wanted);
    if (same !== -1) return found(same, 'same');
    if (!rightToLeft) return null;
    const turned = near.indexOf(wanted.split('').reverse().join(''));
    if (turned !== -1) return found(turned, 'turned');
    const other = sameLetters(near, wanted);
    return other === -1 ? null : found(other, 'other');
  };
}

/** Where the letters of `wanted` first stand together in `text`, in any order; -1 where nowhere. */
function sameLetters(text: string, wanted: string): number {
  const missing = new Map<string, number>();
  let off = 0;
  const count = (letter: string, by: 1 | -1): void => {
    const before = missing.get(letter) ?? 0;
    off += Math.abs(before + by) - Math.abs(before);
    missing.set(letter, before + by);
  };
  for (const letter of wanted.split('')) count(letter, 1);
  for (let at = 0; at < text.length; at += 1) {
    count(text.charAt(at), -1);
    if (at >= wanted.length) count(text.charAt(at - wanted.length), 1);
    if (off === 0) return at - wanted.length + 1;
  }
  return -1;
}
