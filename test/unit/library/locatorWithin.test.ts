import { describe, expect, it } from 'vitest';
import { locatorWithin } from '../../../electron/engine/library/locatorWithin.ts';

describe('locatorWithin', () => {
  const text = 'one\ntwo\r\nthree\rfour\n';
  const page = { kind: 'lines', firstLine: 11, lastLine: 14 } as const;
  const linesOf = (words: string, from?: { readonly at: number; readonly line: number }) => {
    const start = text.indexOf(words);
    return locatorWithin(from === undefined ? page : { ...page, firstLine: from.line }, text, { from: from?.at ?? 0, start, end: start + words.length });
  };

  it.each([['one', 11, 11], ['one\n', 11, 11], ['two', 12, 12], ['three', 13, 13], ['two\r\nthree', 12, 13], ['two\r\nthree\rfour\n', 12, 14], ['four', 14, 14]])('%j stands on lines %i to %i', (words, firstLine, lastLine) => {
    expect(linesOf(words)).toEqual({ kind: 'lines', firstLine, lastLine });
  });

  it('counts from a passage too, also back to what stands before it', () => {
    const passage = { at: text.indexOf('three'), line: 13 };
    expect(linesOf('four', passage)).toMatchObject({ firstLine: 14, lastLine: 14 });
    expect(linesOf('one', passage)).toMatchObject({ firstLine: 11, lastLine: 11 });
  });

  it('leaves what is told otherwise as it is, and keeps the part', () => {
    expect(locatorWithin({ kind: 'pdf-page', page: 3 }, text, { start: 4, end: 7 })).toEqual({ kind: 'pdf-page', page: 3 });
    expect(locatorWithin({ ...page, part: ['a.txt'] }, text, { start: 4, end: 7 })).toEqual({ kind: 'lines', firstLine: 12, lastLine: 12, part: ['a.txt'] });
  });
});
