import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { pictureFacts } from '../../../../electron/reader/image/pictureFacts.ts';
import { inMemory } from '../../../../electron/reader/Input.ts';
import { isGarbage } from '../../../../electron/reader/pdf/garbageText.ts';
import { grayOf, tiffOf } from '../../../fixtures/drawScans.ts';

const facts = (bytes: Buffer) => pictureFacts(inMemory('a', bytes));
const canvas = createCanvas(70, 30);
const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), Buffer.from([40, 0, 0, 0, 70, 0, 0, 0, 226, 255, 255, 255]), Buffer.alloc(40)]);

describe('pictureFacts', () => {
  it.each([['png', canvas.toBuffer('image/png')], ['jpeg', canvas.toBuffer('image/jpeg')], ['webp', canvas.toBuffer('image/webp')], ['bmp', bmp]] as const)('reads the size of a %s from its head', async (kind, bytes) => {
    expect(await facts(bytes)).toEqual({ kind, frames: [{ width: 70, height: 30 }] });
  });
  it('counts the pages of a TIFF, also of one that ends early', async () => {
    const tiff = tiffOf([grayOf(canvas), grayOf(canvas)]);
    expect((await facts(tiff)).frames).toHaveLength(2);
    expect((await facts(tiff.subarray(0, 400))).frames).toEqual([{ width: 70, height: 30 }]);
  });
  it('does not go round in a TIFF whose pages point at each other', async () => {
    const tiff = tiffOf([grayOf(canvas)]);
    tiff.writeUInt32LE(8, 8 + 2 + 9 * 12);
    expect((await facts(tiff)).frames).toHaveLength(1);
  });
  it.each([['a cut head', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')], ['no frame', Buffer.from('\xff\xd8\xff\xd9', 'latin1')], ['an empty TIFF', Buffer.from('II*\0\0\0\0\0', 'latin1')]])('names damage: %s', async (_name, bytes) => {
    await expect(facts(bytes)).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

describe('isGarbage', () => {
  it.each([
    'The tenant pays the rent on the third working day of each month, in advance.', 'Die Kündigung bedarf der Schriftform.', '4,250.00 3,100.00 12.5 % 2031-03-01 17,350.00', 'SN-001 MN-2024 KX-77',
    'Договор аренды складского помещения вступает в силу с первого марта.', '倉庫の賃貸借契約は三月一日に始まり、五年後に終了します。賃料は毎月前払いです。',
  ])('takes text for text: %s', (text) => { expect(isGarbage(text)).toBe(false); });
  it.each(['\ue001\ue002\ue003\ue004 \ue005\ue006\ue007'.repeat(5), '\u0003\u0011\u0012abc\u0014'.repeat(8), 'Wkh whqdqw sdbv wkh uhqw rq wkh wklug zrunlqj gdb ri hdfk prqwk lq dgydqfh wkh nhbv duh kdqghg ryhu eb wkh fduhwdnhu'])('sees that a layer says nothing: %j', (text) => { expect(isGarbage(text)).toBe(true); });
});
