import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../renderer/features/source/standing.ts';
import { plainSource } from '../../../renderer/features/source/plainSource.ts';
import { widthOf, zoomBy, zooms } from '../../../renderer/features/source/zooms.ts';

describe('the size of a page', () => {
  it('goes in steps and stops at its ends; from the whole page one step either way', () => {
    expect([zoomBy(1, 1), zoomBy(1, -1), zoomBy('page', 1), zoomBy('page', -1)]).toEqual([1.25, 0.75, 1, 0.75]);
    expect([zoomBy(zooms[0], -1), zoomBy(3, 1)]).toEqual([zooms[0], 3]);
  });

  it('fits the width or all of the page, and blows up nothing small by itself', () => {
    const room = { width: 400, height: 300 };
    expect(widthOf(1, room, { width: 600, height: 800 })).toBe(400);
    expect(widthOf('page', room, { width: 600, height: 800 })).toBe(225);
    expect(widthOf('page', room, { width: 800, height: 100 })).toBe(400);
    expect([widthOf(1, room, { width: 120, height: 90 }, 120), widthOf(2, room, { width: 120, height: 90 }, 120), widthOf('page', room, { width: 120, height: 90 }, 120)]).toEqual([120, 240, 120]);
  });
});

describe('how a quote stands', () => {
  const source = { ...plainSource({ id: 1, path: '/a.pdf', title: 'a', format: 'pdf' }, 2), start: 4, end: 8, quote: 'quay' };
  const page = (text: string, doubtful?: { start: number; end: number }[]) => ({ documentId: 1, path: '/a.pdf', page: 2, locator: source.locator, text, ...(doubtful === undefined ? {} : { doubtful }) });
  const location = (found: 'exact' | 'moved' | 'gone') => ({ pageWidth: 1, pageHeight: 1, rectangles: [], found }) as NonNullable<Parameters<typeof standingOf>[0]['location']>;

  it('on its page, elsewhere, gone, or hard to read', () => {
    const opened = { source, shown: 2, location: null, page: page('The quay.') };
    expect(standingOf(opened)).toBe('exact');
    expect(standingOf({ ...opened, shown: 3 })).toBe('turned');
    expect(standingOf({ ...opened, source: { ...source, quote: '' } })).toBe('none');
    expect(standingOf({ ...opened, page: page('A new quay.') })).toBe('gone');
    expect(standingOf({ ...opened, page: null })).toBe('gone');
    expect(standingOf({ ...opened, location: location('gone') })).toBe('gone');
    expect(standingOf({ ...opened, page: page('A new quay.'), location: location('moved') })).toBe('moved');
    expect(standingOf({ ...opened, page: page('The quay.', [{ start: 5, end: 6 }]) })).toBe('doubtful');
  });
});
