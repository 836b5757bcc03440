import { describe, expect, it } from 'vitest';
import { doubtfulRanges, locateRecognised } from '../../../electron/engine/library/locateRecognised.ts';
import { RecognisedMerge } from '../../../electron/engine/ingest/mergeRecognised.ts';
import type { RecognisedBoxes } from '../../../electron/engine/library/recognised.ts';
import type { ExtractedPage } from '../../../electron/shared/readerContract.ts';

const word = (start: number, end: number, x: number, y: number) => ({ start, end, x, y, width: 40, height: 10, confidence: 90 });
const boxes: RecognisedBoxes = { text: 'The rent is due', width: 595, height: 842, words: [word(0, 3, 10, 20), word(4, 8, 55, 21), word(9, 11, 10, 40), word(12, 15, 55, 40)] };

describe('locateRecognised', () => {
  it('joins words of a line and parts lines', () => {
    expect(locateRecognised(boxes, 'The rent is due', [{ start: 0, end: 11 }])).toEqual({
      found: 'exact', pageWidth: 595, pageHeight: 842, rectangles: [{ range: 0, x: 10, y: 20, width: 85, height: 11 }, { range: 0, x: 10, y: 40, width: 40, height: 10 }],
    });
  });
  it('joins words of a line that runs downwards', () => {
    const words = [{ ...word(0, 3, 20, 10), width: 10, height: 40 }, { ...word(4, 8, 20, 55), width: 10, height: 40 }, { ...word(9, 11, 0, 10), width: 10, height: 40 }];
    expect(locateRecognised({ ...boxes, words }, 'The rent is due', [{ start: 0, end: 11 }])?.rectangles).toEqual([{ range: 0, x: 20, y: 10, width: 10, height: 85 }, { range: 0, x: 0, y: 10, width: 10, height: 40 }]);
  });
  it('cuts words a range begins or ends in, and knows text in front', () => {
    expect(locateRecognised(boxes, 'Page 3\n\nThe rent is due', [{ start: 14, end: 16 }])?.rectangles).toEqual([{ range: 0, x: 75, y: 21, width: 20, height: 10 }]);
    expect(locateRecognised(boxes, 'Page 3\n\nThe rent is due', [{ start: 0, end: 4 }])).toBeNull();
  });
  it('does not place text that is another one', () => {
    expect(locateRecognised(boxes, 'The rent was due', [{ start: 0, end: 3 }])).toBeNull();
    expect(locateRecognised(null, 'The rent is due', [{ start: 0, end: 3 }])).toBeNull();
  });
});

describe('doubtfulRanges', () => {
  it('names words of low confidence where they stand on the page', () => {
    const [first] = boxes.words;
    const doubted: RecognisedBoxes = { ...boxes, words: first === undefined ? [] : [{ ...first, confidence: 59 }, ...boxes.words.slice(1)] };
    expect(doubtfulRanges(doubted, 'Page 3\n\nThe rent is due')).toEqual([{ start: 8, end: 11 }]);
    expect(doubtfulRanges(null, 'The rent is due')).toEqual([]);
  });
});

describe('RecognisedMerge', () => {
  const page = (number: number, text: string): ExtractedPage => ({ number, text, locator: { kind: 'pdf-page', page: number }, headings: [], tables: [], picture: { member: null } });
  const pending = { state: 'indexed-partly', reason: { code: 'recognition-pending', detail: '1' } } as const;
  const merge = (found: Record<number, { text: string; failure: string | null }>) => new RecognisedMerge({ get: (_sha256, number) => { const one = found[number]; return one === undefined ? null : { ...one, language: 'deu' }; } }, 'a');

  it('puts recognised text behind what the page says, and ends as indexed', () => {
    const merged = merge({ 1: { text: 'Die Miete', failure: null } });
    expect(merged.page(page(1, 'S. 3'))).toMatchObject({ text: 'S. 3\n\nDie Miete', recognised: true });
    expect(merged.outcome(pending)).toEqual({ state: 'indexed', reason: null });
    expect(merged.facts({ format: 'pdf', title: '', language: null, pageCount: 1, documentDate: null }).language).toBe('de');
  });
  it('waits while a page is missing, and then says what is not there', () => {
    const waiting = merge({ 1: { text: 'a', failure: null } });
    waiting.page(page(1, ''));
    waiting.page(page(2, ''));
    expect(waiting.outcome(pending)).toEqual(pending);
    const empty = merge({ 1: { text: '', failure: null } });
    empty.page(page(1, ''));
    expect(empty.outcome(pending)).toMatchObject({ state: 'skipped', reason: { code: 'no-text' } });
    const failed = merge({ 1: { text: '', failure: 'reader-crashed' }, 2: { text: 'a', failure: null } });
    failed.page(page(1, ''));
    expect(failed.outcome(pending)).toMatchObject({ state: 'failed', reason: { code: 'recognition-failed', detail: '1' } });
    failed.page(page(2, ''));
    expect(failed.outcome(pending)).toMatchObject({ state: 'indexed-partly' });
  });
});
