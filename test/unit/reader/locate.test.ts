import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../build/samples/fontWidths.ts';
import { findQuote } from '../../../electron/reader/findQuote.ts';
import { locateOnPage } from '../../../electron/reader/locateOnPage.ts';
import { columnRight } from '../../fixtures/make.ts';
import { fixture, readAll } from '../../fixtures/readAll.ts';

const signal = new AbortController().signal;
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
// Poppler shares no code with pdf.js, so it can say independently where words stand.
const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasPoppler) console.warn('pdftotext (poppler) is not installed: places are checked against the writer only.');

async function locate(name: string, quote: string, pageHash?: string) {
  const [page] = (await readAll(fixture(name))).pages;
  const start = page?.text.indexOf(quote) ?? -1;
  return locateOnPage({ path: fixture(name), page: 1, pageHash: pageHash ?? hash(page?.text ?? ''), ranges: [{ start, end: start + quote.length }], quotes: [quote] }, signal);
}

describe('locateOnPage', () => {
  it('gives the place of one cell where it was written', async () => {
    const { found, rectangles, pageWidth, pageHeight } = await locate('table.pdf', '82,959');
    expect(found).toBe('exact');
    expect([pageWidth, pageHeight]).toEqual([595.28, 841.89]);
    expect(rectangles).toHaveLength(1);
    const [cell] = rectangles;
    expect(cell?.x).toBeCloseTo(420 - textWidth('82,959', 'Helvetica', 9), 0);
    expect((cell?.x ?? 0) + (cell?.width ?? 0)).toBeCloseTo(420, 0);
    // The baseline is at 184.
    expect(cell?.y).toBeGreaterThan(184 - 10);
    expect((cell?.y ?? 0) + (cell?.height ?? 0)).toBeLessThan(184 + 4);
  });

  it('gives the cells of a row one by one', async () => {
    const { rectangles } = await locate('table.pdf', 'Total net sales  82,959  81,434');
    expect(rectangles.map(({ range }) => range)).toEqual([0, 0, 0]);
    expect(new Set(rectangles.map(({ y }) => Math.round(y))).size).toBe(1);
  });

  it('gives a sentence of a column line by line, inside the column', async () => {
    const { rectangles } = await locate('columns.pdf', columnRight);
    expect(rectangles.length).toBeGreaterThan(3);
    for (const { x, width } of rectangles) {
      expect(x).toBeGreaterThanOrEqual(309);
      expect(x + width).toBeLessThanOrEqual(527);
    }
  });

  it('gives the two halves of a word that was parted at a line end', async () => {
    const { rectangles } = await locate('hyphens.pdf', 'consolidated');
    expect(rectangles).toHaveLength(2);
    expect(rectangles[1]?.y).toBeGreaterThan(rectangles[0]?.y ?? Infinity);
  });

  it('gives turned text in points of the page as it is before turning', async () => {
    const { rectangles } = await locate('turned.pdf', 'Words');
    expect(rectangles).toHaveLength(1);
    const [word] = rectangles;
    expect(word?.height).toBeCloseTo(textWidth('Words', 'Helvetica', 12), 0);
    expect((word?.y ?? 0) + (word?.height ?? 0)).toBeCloseTo(300, 0);
  });

  it('looks for the quote when the page is another one now, and says so', async () => {
    const moved = await locate('table.pdf', '82,959', hash('what the page said before'));
    expect(moved.found).toBe('moved');
    expect(moved.rectangles).toHaveLength(1);
    const gone = await locateOnPage({ path: fixture('table.pdf'), page: 1, pageHash: 'x', ranges: [{ start: 0, end: 3 }], quotes: ['words that are nowhere'] }, signal);
    expect(gone).toMatchObject({ found: 'gone', rectangles: [] });
  });

  it('finds places of formats without a drawn page, without rectangles', async () => {
    expect(await locate('minutes.docx', 'Renew the policy')).toEqual({ found: 'exact', pageWidth: 0, pageHeight: 0, rectangles: [] });
  });

  it('refuses a page that is not there', async () => {
    await expect(locateOnPage({ path: fixture('table.pdf'), page: 9, pageHash: '', ranges: [{ start: 0, end: 1 }], quotes: ['x'] }, signal)).rejects.toMatchObject({ code: 'page-unknown' });
  });

  it.skipIf(!hasPoppler).each(['columns.pdf', 'table.pdf', 'labels.pdf'])('agrees with poppler about every word of %s within 4 points', async (name) => {
    const boxes = execFileSync('pdftotext', ['-bbox', '-l', '1', fixture(name), '-'], { encoding: 'utf8' });
    const words = [...boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(([, x0, y0, x1, y1, word]) => ({ x0: Number(x0), y0: Number(y0), x1: Number(x1), y1: Number(y1), word }));
    const [page] = (await readAll(fixture(name))).pages;
    const text = page?.text ?? '';
    const ranges = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
    const { rectangles } = await locateOnPage({ path: fixture(name), page: 1, pageHash: hash(text), ranges, quotes: [] }, signal);
    let compared = 0;
    for (const [index, range] of ranges.entries()) {
      const same = words.filter(({ word }) => word === text.slice(range.start, range.end));
      const place = rectangles.find((rectangle) => rectangle.range === index);
      if (same.length === 0 || place === undefined) continue;
      compared += 1;
      const nearest = Math.min(...same.map(({ x0, x1, y0, y1 }) => Math.max(Math.abs(x0 - place.x), Math.abs(x1 - place.x - place.width), Math.abs((y0 + y1) / 2 - place.y - place.height / 2))));
      expect(nearest, text.slice(range.start, range.end)).toBeLessThan(4);
    }
    expect(compared).toBeGreaterThan(ranges.length * 0.8);
  });
});

describe('findQuote', () => {
  it.each([['a  b\nc', 'a b c', { start: 0, end: 6 }], ['one two', 'two', { start: 4, end: 7 }], ['one', 'two', null], ['x', ' ', null]])('%j has %j at %j', (text, quote, place) => {
    expect(findQuote(text, quote)).toEqual(place);
  });
});
