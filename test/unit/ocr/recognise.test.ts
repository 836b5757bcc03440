import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Languages } from '../../../electron/ocr/Languages.ts';
import { LastOpened } from '../../../electron/ocr/LastOpened.ts';
import { PdfPages } from '../../../electron/ocr/PdfPages.ts';
import { recognise } from '../../../electron/ocr/recognise.ts';
import { Tesseract } from '../../../electron/ocr/Tesseract.ts';
import type { RecognisedPage, RecogniseInput } from '../../../electron/shared/ocrContract.ts';
import { docxWithPicture, drawScan, grayOf, letterWords, mailWith, scannedPdf, tiffOf } from '../../fixtures/drawScans.ts';
import { zipFile } from '../../fakes/zipFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-ocr-'));
const languages = new Languages(null);
const documents = new LastOpened();
let tesseract: Tesseract;

beforeAll(async () => { tesseract = await Tesseract.load(languages); });
afterAll(async () => {
  await documents.close();
  rmSync(folder, { recursive: true, force: true });
});

async function read(name: string, bytes: Buffer, input: Partial<RecogniseInput> = {}): Promise<RecognisedPage> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return await recognise({ path, page: 1, member: null, languages: [], ...input }, documents, tesseract, languages);
}

function expectLetter({ text, words, meanConfidence }: RecognisedPage): void {
  for (const wanted of letterWords) expect(text).toContain(wanted);
  expect(meanConfidence).toBeGreaterThan(80);
  for (const { start, end } of words) expect(text.slice(start, end)).toMatch(/^\S+$/);
}

function boxOf({ text, words }: RecognisedPage, wanted: string): RecognisedPage['words'][number] {
  const word = words.find(({ start, end }) => text.slice(start, end).startsWith(wanted));
  if (word === undefined) throw new Error(`${wanted} is not there`);
  return word;
}

describe('recognise', () => {
  it.each([['a.png', 'image/png'], ['a.jpg', 'image/jpeg'], ['a.webp', 'image/webp']] as const)('reads %s and says where words stand', async (name, kind) => {
    const canvas = drawScan();
    const page = await read(name, kind === 'image/png' ? canvas.toBuffer(kind) : canvas.toBuffer(kind, 95));
    expectLetter(page);
    expect(page).toMatchObject({ width: canvas.width, height: canvas.height, rotation: 0, language: 'eng' });
    // The first word of the first line stands where it was drawn.
    const { x, y, width, height } = boxOf(page, 'The');
    expect(x).toBeCloseTo(60, -1);
    expect(y + height).toBeCloseTo(150, -1);
    expect(Math.abs(width - 68)).toBeLessThan(6);
  });

  it.each([90, 180, 270])('rights a page that lies turned by %i degrees and finds its words there', async (degrees) => {
    const canvas = drawScan({ degrees });
    const page = await read(`turned-${degrees}.png`, canvas.toBuffer('image/png'));
    expectLetter(page);
    expect(page.rotation).toBe(360 - degrees);
    const { x, y, width, height } = boxOf(page, 'Pennyfeather');
    expect(width > height).toBe(degrees === 180);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(canvas.width);
    expect(y + height).toBeLessThanOrEqual(canvas.height);
  });

  it.each([3, -4, 93])('levels a page skewed by %i degrees', async (degrees) => {
    const page = await read(`skewed-${degrees}.png`, drawScan({ degrees }).toBuffer('image/png'));
    expectLetter(page);
    expect(Math.abs(((page.rotation + degrees + 540) % 360) - 180)).toBeLessThan(0.4);
  });

  it('reads columns one after the other', async () => {
    const column = (side: string) => Array.from({ length: 14 }, (_, row) => `${side} column, line ${row + 1}, goes on to its end here`);
    const { text } = await read('columns.png', drawScan({ columns: [column('Left'), column('Right')] }).toBuffer('image/png'));
    expect(text.indexOf('Left column, line 14')).toBeGreaterThan(-1);
    expect(text.indexOf('Left column, line 14')).toBeLessThan(text.indexOf('Right column, line 1,'));
  });

  it('reads German and French without being told', async () => {
    const german = ['Die Kündigung des Vertrages muss schriftlich', 'erfolgen und ist nur für das Ende eines Jahres', 'zulässig. Die Gebühren für die Prüfung trägt', 'der Mieter, nicht die Gemeinde Überlingen.'];
    const page = await read('german.png', drawScan({ columns: [german] }).toBuffer('image/png'));
    expect(page.language).toBe('deu');
    for (const wanted of ['Kündigung', 'zulässig', 'Prüfung trägt', 'Überlingen']) expect(page.text).toContain(wanted);
  });

  it('draws small print larger', async () => {
    const page = await read('small.png', drawScan({ size: 11 }).toBuffer('image/png'));
    expect(page.text).toContain('Harbour Road');
    expect(boxOf(page, 'Pennyfeather').height).toBeLessThan(20);
  });

  it('reads each page of a scanned PDF in points of the page', async () => {
    const pdf = scannedPdf([drawScan(), drawScan({ degrees: 180 })]);
    for (const number of [1, 2]) {
      const page = await read('scan.pdf', pdf, { page: number });
      expectLetter(page);
      expect(page.width).toBe(595);
    }
    const first = boxOf(await read('scan.pdf', pdf), 'The');
    expect(first.x).toBeCloseTo((60 / 1040) * 595, -0.5);
    await expect(read('scan.pdf', pdf, { page: 3 })).rejects.toMatchObject({ code: 'page-unknown' });
  });

  it('reads the second page of a TIFF and a picture inside a document', async () => {
    const blank = { ...grayOf(drawScan()), pixels: new Uint8Array(drawScan().width * drawScan().height).fill(255) };
    const tiff = tiffOf([blank, grayOf(drawScan())]);
    expect(await read('two.tif', tiff)).toMatchObject({ text: '', words: [] });
    expectLetter(await read('two.tif', tiff, { page: 2 }));
    expectLetter(await read('letter.docx', docxWithPicture('Please see the picture.', drawScan().toBuffer('image/png')), { member: 'word/media/image1.png' }));
  });

  it('reads what is attached to a mail in an archive', async () => {
    const mail = mailWith({ 'first.txt': Buffer.from('first'), 'scan.pdf': scannedPdf([drawScan({ columns: [['Sheet one']] }), drawScan()]) });
    const zip = zipFile({ 'other.txt': Buffer.from('other'), 'mail.eml': mail });
    expectLetter(await read('all.zip', zip, { part: [1, 2], page: 2 }));
    await expect(read('all.zip', zip, { part: [1, 3] })).rejects.toMatchObject({ code: 'file-changed' });
    await expect(read('all.zip', zip, { part: [2] })).rejects.toMatchObject({ code: 'format-unsupported' });
  });

  it('opens a document once for all its pages, and anew when it changed', async () => {
    const open = vi.spyOn(PdfPages, 'open');
    const sheet = (word: string) => drawScan({ columns: [[`Sheet ${word}`]] });
    const path = join(folder, 'kept.pdf');
    const page = (number: number) => recognise({ path, page: number, member: null, languages: ['eng'] }, documents, tesseract, languages);
    writeFileSync(path, scannedPdf([sheet('alpha'), sheet('bravo'), sheet('charlie')]));
    for (const [at, word] of ['alpha', 'bravo', 'charlie'].entries()) expect((await page(at + 1)).text).toBe(`Sheet ${word}`);
    expect(open).toHaveBeenCalledTimes(1);
    writeFileSync(path, scannedPdf([sheet('delta'), sheet('echo')]));
    expect((await page(2)).text).toBe('Sheet echo');
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('says what is wrong with what it cannot read', async () => {
    const png = drawScan().toBuffer('image/png');
    await expect(read('cut.webp', Buffer.from('RIFF\x40\0\0\0WEBPVP8 \x30\0\0\0\0\0\0\x9d\x01\x2a\x40\0\x40\0nothing more', 'latin1'))).rejects.toMatchObject({ code: 'file-damaged' });
    await expect(read('no.docx', docxWithPicture('x', png), { member: 'word/media/image2.png' })).rejects.toMatchObject({ code: 'file-changed' });
    await expect(read('text.txt', Buffer.from('plain'))).rejects.toMatchObject({ code: 'format-unsupported' });
    await expect(recognise({ path: join(folder, 'gone.png'), page: 1, member: null, languages: [] }, documents, tesseract, languages)).rejects.toMatchObject({ code: 'file-not-found' });
    const huge = Buffer.from(png);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    await expect(read('huge.png', huge)).rejects.toMatchObject({ code: 'limit-exceeded' });
  });
});
