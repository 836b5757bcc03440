import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../electron/engine/find/evaluate.ts';
import { editDistance } from '../../../electron/engine/find/expand.ts';
import type { AppError } from '../../../electron/shared/AppError.ts';
import { parseExpression } from '../../../electron/engine/find/expression.ts';
import { pageWords } from '../../../electron/engine/find/pageWords.ts';
import { WordMatcher } from '../../../electron/engine/find/WordMatcher.ts';
import { analyseTerms } from '../../../electron/engine/analyse.ts';
import { csvRow } from '../../../electron/shared/foundAsCsv.ts';

const found = (query: string, text: string): string[] | null => {
  const words = pageWords(text);
  return evaluate(parseExpression(query), words, (typed) => WordMatcher.of(typed))?.map(({ first, last }) => text.slice(words[first]?.start, words[last]?.end)) ?? null;
};

describe('expressions', () => {
  const clause = 'The Supplier shall indemnify the Buyer against gross  negligence, and no other indemnities apply to the Café.';

  it.each([
    ['indemnif*', ['indemnify']], ['indemn*', ['indemnify', 'indemnities']], ['indemnitie*', ['indemnities']], ['*gence', ['negligence']], ['b?yer', ['Buyer']],
    ['"gross negligence"', ['gross  negligence']], ['"negligence gross"', null], ['indemnif* NEAR/5 "gross negligence"', ['indemnify the Buyer against gross  negligence']],
    ['indemnif* NEAR/3 "gross negligence"', null], ['"gross negligence" NEAR/4 indemnif*', ['indemnify the Buyer against gross  negligence']],
    ['buyer AND supplier', ['Supplier', 'Buyer']], ['buyer supplier', ['Supplier', 'Buyer']], ['buyer AND seller', null], ['buyer OR seller', ['Buyer']],
    ['buyer NOT seller', ['Buyer']], ['buyer NOT supplier', null], ['(seller OR buyer) NEAR/2 against', ['Buyer against']], ['cafe', ['Café']], ['indemnity', ['indemnities']],
    ['NOT (seller OR lessor) buyer', ['Buyer']], ['"the s*"', ['The Supplier']], ['gross NEAR/1 negligence', ['gross  negligence']], ['and', ['and']],
  ])('%s', (query, expected) => { expect(found(query, clause)).toEqual(expected); });

  it('find what search takes for the same: broken lines, numbers, scripts without blanks', () => {
    expect(found('negligence', 'gross negli-\ngence of all')).toEqual(['negli-\ngence']);
    expect(found('"negligence of"', 'gross negli-\ngence of all')).toEqual(['negli-\ngence of']);
    expect(found('1234.5', 'a total of 1,234.5 in all')).toEqual(['1,234.5']);
    expect(found('倉庫', 'この倉庫の改装')).toEqual(['倉庫']);
    expect(found('改装', 'この倉庫の改装')).toEqual(['改装']);
    expect(found('co-operation', 'their co-operation ended')).toEqual(['co-operation']);
  });

  it.each(['', '   ', '(a', 'a)', 'NOT a', 'a OR NOT b', 'a AND', 'a NEAR/0 b', 'a NEAR/2000 b', '(a AND b) NEAR/3 c', '"open', '***', 'a NEAR/3 NOT b', `${'a '.repeat(300)}`])('that cannot be read say so: %s', (query) => {
    expect(() => parseExpression(query)).toThrowError(expect.objectContaining({ code: 'input-invalid' }) as Error);
  });

  it.each([
    ['lease AND (rent', 'not-closed', '('], ['lease rent)', 'not-opened', ')'], ['rent "gross neg', 'quotation-not-closed', '"gross neg'], ['rent OR', 'ends-early', ''], ['rent OR AND due', 'word-missing', 'AND'],
    ['(a b) NEAR/3 c', 'near-of-what', 'NEAR/3'], ['a NEAR/2000 b', 'near-distance', 'NEAR/2000'], ['NOT draft', 'only-not', 'NOT draft'], ['rent  ***', 'no-letter', '***'],
  ])('that cannot be read say where: %s', (query, mistake, place) => {
    const wrong = (() => { try { parseExpression(query); return null; } catch (error) { return error as AppError; } })();
    const { at, length, mistake: said } = wrong?.details ?? {};
    expect({ said, place: query.slice(Number(at), Number(at) + Number(length)) }).toEqual({ said: mistake, place });
  });

  it('have the words of a page as the index has its terms', () => {
    for (const text of [clause, "L'année 2031, it's 10.5 % of the company's 1 234 shares", '会議メモ ABC 日本語\nMünchen-Straße', 'a\u00adb c\u200bd naïve-\nté']) {
      expect(new Set(pageWords(text).flatMap(({ terms }) => terms))).toEqual(new Set(analyseTerms(text)));
    }
  });
});

describe('editDistance', () => {
  it.each([['indemnify', 'indemnfy', 1], ['recieve', 'receive', 1], ['abcd', 'abcd', 0], ['abcd', 'wxyz', 3], ['kitten', 'sitting', 3]])('%s to %s: %i', (a, b, expected) => {
    expect(editDistance(a, b, 2)).toBe(expected);
  });
});

describe('csvRow', () => {
  it('quotes what must be, and makes no formulas', () => {
    expect(csvRow(['a', 'b,c', 'd "e"', '=1+1', '-2', 'line\nbreak'])).toBe('a,"b,c","d ""e""",\'=1+1,\'-2,line break');
  });
});
