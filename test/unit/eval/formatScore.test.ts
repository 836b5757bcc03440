import { describe, expect, it } from 'vitest';
import { scoreFormat, type FormatEntry } from '../../eval/formatScore.ts';
import type { ExtractedPage } from '../../../electron/shared/readerContract.ts';

const entry: FormatEntry = { file: 'a.pptx', format: 'pptx', expected: 'a.md' };
const slide = (text: string, more: Partial<ExtractedPage> = {}): ExtractedPage => ({ number: 1, text, locator: { kind: 'slide', slide: 1 }, headings: [], tables: [], ...more });
const score = (expected: string, pages: readonly ExtractedPage[], notes = '', title = '') => scoreFormat({ ...entry, notes }, expected, { pages, title });

describe('how much of a known text was read', () => {
  it('is the share of its distinct words, without the marks it is written with', () => {
    const { raw, ruled, lost, extra } = score('# The *quay*\n\n[map](https://a.example/far) &amp; sea\\_wall <!-- image --> quay', [slide('The quay map sea storm')]);
    expect(ruled).toEqual({ recall: 4 / 5, precision: 4 / 5 });
    expect(raw).toEqual(ruled);
    expect([lost, extra]).toEqual([['wall'], ['storm']]);
  });

  it('takes what does not show where it is expected, and does not hold it against the reader where it is not', () => {
    const pages = [slide('The quay'), slide('remember the boats', { locator: { kind: 'slide', slide: 1, notes: true } }), slide('remark', { hidden: 'comment' })];
    expect(score('The quay', pages)).toMatchObject({ raw: { recall: 1, precision: 2 / 5 }, ruled: { recall: 1, precision: 1 }, extra: [] });
    expect(score('The quay boats remark', pages).ruled.recall).toBe(1);
    expect(score('Harbours. The quay', pages, '', 'Harbours')).toMatchObject({ raw: { recall: 2 / 3 }, ruled: { recall: 1, precision: 1 } });
    const mail = slide('From: Ada\nSubject: Rent\nIt is due.', { locator: { kind: 'message', message: 1, subject: 'Rent' } });
    expect(score('Subject Rent: it is due', [mail])).toMatchObject({ raw: { precision: 5 / 7 }, ruled: { precision: 1 } });
  });

  it('accepts what the manifest says is added by the expected text from 0.70 on, and does not score LaTeX', () => {
    expect(score('1 2 3 one two three four five six seven', [slide('one two three four five six seven')], 'expected adds list numbers')).toMatchObject({ raw: { recall: 0.7 }, ruled: { recall: null, precision: 1 } });
    expect(score('1 2 3 4 one two three four five six', [slide('one two three four five six')], 'expected adds list numbers').ruled.recall).toBe(0.6);
    expect(score('pi r 2', [slide('πr2')], 'expected uses LaTeX for formulas').ruled).toEqual({ recall: null, precision: null });
  });

  it('names what must be there and is not, whatever its blanks and case', () => {
    const wanted: FormatEntry = { ...entry, expected: null, must_include: ['The  Quay', 'tide'], attachments: ['a.PDF'], attachment_text: ['gone'] };
    expect(scoreFormat(wanted, null, { pages: [slide('the\nquay a.pdf')], title: 'Tide' })).toMatchObject({ missing: ['gone'], ruled: { recall: null } });
  });
});
