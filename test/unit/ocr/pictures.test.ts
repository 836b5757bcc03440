import { describe, expect, it } from 'vitest';
import { findSkew } from '../../../electron/ocr/findSkew.ts';
import { grayFromColours, shrink, turn, type GrayPicture } from '../../../electron/ocr/GrayPicture.ts';
import type { FoundBlock, FoundLine } from '../../../electron/ocr/Tesseract.ts';
import { writeText } from '../../../electron/ocr/writeText.ts';
import { drawScan, grayOf } from '../../fixtures/drawScans.ts';

const picture: GrayPicture = { width: 3, height: 2, pixels: Uint8Array.from([1, 2, 3, 4, 5, 6]) };

describe('turn', () => {
  it.each([[90, [4, 1, 5, 2, 6, 3]], [180, [6, 5, 4, 3, 2, 1]], [270, [3, 6, 2, 5, 1, 4]], [-90, [3, 6, 2, 5, 1, 4]], [360, [1, 2, 3, 4, 5, 6]]] as const)('turns clockwise by %i degrees', (degrees, pixels) => {
    expect([...turn(picture, degrees).picture.pixels]).toEqual(pixels);
  });

  it.each([0, 90, 180, 270, 3.5, -93])('leads back to where a place was, turned by %f degrees', (degrees) => {
    const large: GrayPicture = { width: 60, height: 40, pixels: new Uint8Array(2_400).fill(255) };
    for (let dy = 0; dy < 4; dy += 1) large.pixels.fill(0, (10 + dy) * 60 + 20, (10 + dy) * 60 + 24);
    const { picture: turned, back } = turn(large, degrees);
    const darkest = turned.pixels.indexOf(Math.min(...turned.pixels));
    const { x, y } = back({ x: (darkest % turned.width) + 0.5, y: Math.floor(darkest / turned.width) + 0.5 });
    expect(x).toBeGreaterThan(19);
    expect(x).toBeLessThan(25);
    expect(y).toBeGreaterThan(9);
    expect(y).toBeLessThan(15);
  });
});

describe('grey', () => {
  it('is white where nothing was drawn', () => { expect([...grayFromColours(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255]), 3, 1).pixels]).toEqual([255, 0, 255]); });
  it('shrinks to means', () => { expect([...shrink({ width: 4, height: 2, pixels: Uint8Array.from([0, 100, 200, 200, 0, 100, 200, 200]) }, 2).pixels]).toEqual([50, 200]); });
});

describe('findSkew', () => {
  it.each([0, 2, -5, 11, 92, 180])('measures lines tilted by %i degrees', (degrees) => {
    const tilt = ((degrees + 45) % 90) - 45;
    expect(Math.abs(findSkew(grayOf(drawScan({ degrees, size: 30 }))) - tilt)).toBeLessThan(0.25);
  });
  it('leaves a picture without lines as it is', () => { expect(findSkew({ width: 300, height: 300, pixels: new Uint8Array(90_000).fill(255) })).toBe(0); });
});

describe('writeText', () => {
  const line = (text: string, x1: number, y: number, confidence = 90): FoundLine => ({
    bbox: { x0: 0, y0: y, x1, y1: y + 10 }, rowAttributes: { rowHeight: 12 },
    words: text.split(' ').map((word, at) => ({ text: word, confidence, bbox: { x0: at * 50, y0: y, x1: at * 50 + 40, y1: y + 10 } })),
  });
  const place = ({ x0, y0, x1, y1 }: FoundLine['bbox']) => ({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 });
  const written = (...blocks: readonly FoundLine[][]) => writeText(blocks.map((lines): FoundBlock => ({ paragraphs: [{ lines }] })), place);

  it('joins full lines, keeps short ones apart, and puts parted words together', () => {
    expect(written([line('The ware-', 300, 0), line('house is full', 300, 20), line('today.', 60, 40), line('Rent 4,250', 120, 60)], [line('Next', 40, 90)]).text)
      .toBe('The warehouse is full today.\nRent 4,250\n\nNext');
  });
  it('says where each word stands', () => {
    const { text, words } = written([line('The ware-', 300, 0), line('house is full', 300, 20)]);
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['The', 'ware', 'house', 'is', 'full']);
    expect(words[2]).toMatchObject({ x: 0, y: 20, width: 40, height: 10 });
  });
  it('leaves out specks and shapes taken for letters, but keeps doubtful words', () => {
    const { text, words } = written([line('| Total ~', 300, 0, 45)], [line('ae oo', 300, 50, 20)]);
    expect(text).toBe('Total');
    expect(words).toMatchObject([{ confidence: 45 }]);
  });
});
