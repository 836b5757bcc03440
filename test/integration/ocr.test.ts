import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { locateRecognised } from '../../electron/engine/library/locateRecognised.ts';
import { OcrPool } from '../../electron/engine/OcrPool.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { ocrContract, type RecogniseInput } from '../../electron/shared/ocrContract.ts';
import { FakeOcr } from '../fakes/ocr.ts';
import { realReader } from '../fakes/openIngest.ts';
import { zipFile } from '../fakes/zipFile.ts';
import { docxWithPicture, drawScan, grayOf, letterWords, mailWith, scannedPdf, tiffOf } from '../fixtures/drawScans.ts';
import { useIngest } from './useIngest.ts';

const test = useIngest();
const pools: OcrPool[] = [];
afterEach(async () => { await Promise.all(pools.splice(0).map((pool) => pool.close())); });

const small = (seed: number) => drawScan({ columns: [[`Sheet ${seed}`]], size: 20 });
const putScan = (name: string, pages: number): void => { test.put(name, ''); writeFileSync(join(test.docs, name), scannedPdf(Array.from({ length: pages }, (_, at) => small(at)))); };

describe('the process that recognises', () => {
  it('reads a page without a connection, and leaves no file behind', async () => {
    const helper = new HelperProcess({ contract: ocrContract, entry: new URL('../../electron/ocr/main.ts', import.meta.url), args: [join(test.folder, 'none')], name: 'ocr' });
    const pool = new OcrPool({ create: () => helper, size: 1 });
    pools.push(pool);
    const path = join(test.docs, 'a.png');
    writeFileSync(path, drawScan().toBuffer('image/png'));
    const before = readdirSync(process.cwd());
    const page = await pool.recognise({ path, page: 1, member: null, languages: [] }, { signal: AbortSignal.timeout(60_000) });
    for (const wanted of letterWords) expect(page.text).toContain(wanted);
    expect(readdirSync(process.cwd())).toEqual(before);
    expect(readdirSync(test.docs)).toEqual(['a.png']);
  });

  it('makes a scan, a picture and a picture in a document searchable, with places', async () => {
    const ocr = new OcrPool({ create: () => new HelperProcess({ contract: ocrContract, entry: new URL('../../electron/ocr/main.ts', import.meta.url), name: 'ocr' }), size: 1 });
    pools.push(ocr);
    const put = (name: string, bytes: Buffer): void => { writeFileSync(join(test.docs, name), bytes); };
    put('scan.pdf', scannedPdf([drawScan()]));
    put('two.tif', tiffOf([grayOf(small(1)), grayOf(drawScan())]));
    put('letter.docx', docxWithPicture('Please see the picture.', drawScan().toBuffer('image/png')));
    await test.open({ reader: realReader, ocr });
    await test.indexAll();
    expect(test.states()).toEqual({ 'scan.pdf': 'indexed', 'two.tif': 'indexed', 'letter.docx': 'indexed' });
    expect(await test.find('Pennyfeather')).toEqual(['letter.docx', 'scan.pdf', 'two.tif']);
    const { library } = test.opened;
    const document = library.documents.all().find(({ path }) => path.endsWith('scan.pdf'));
    const page = library.pages.get(document?.contentId ?? 0, 1);
    const start = page?.text.indexOf('Pennyfeather') ?? -1;
    const location = locateRecognised(library.recognised.boxes(document?.contentId ?? 0, 1), page?.text ?? '', [{ start, end: start + 12 }]);
    expect(location).toMatchObject({ found: 'exact', pageWidth: 595, rectangles: [{ range: 0 }] });
    expect(document?.language).toBe('en');
  });
});

describe('recognising in the background', () => {
  it('says what is to come, then that it is there', async () => {
    putScan('scan.pdf', 3);
    const ocr = new FakeOcr();
    const gate = Promise.withResolvers<undefined>();
    ocr.hold = gate.promise.then(() => undefined);
    await test.open({ reader: realReader, ocr });
    await test.opened.ingest.addFolder(test.docs);
    await test.opened.settle('searchable');
    expect(test.states()).toEqual({ 'scan.pdf': 'searchable recognition-pending' });
    expect(test.opened.ingest.activity()).toMatchObject({ phase: 'recognising', recognition: { done: 0, total: 3 } });
    gate.resolve(undefined);
    await test.opened.settle();
    expect(test.states()).toEqual({ 'scan.pdf': 'indexed' });
    expect(await test.find('recognised number3')).toEqual(['scan.pdf']);
    expect(test.opened.library.pages.get(test.opened.library.documents.all()[0]?.contentId ?? 0, 2)?.text).toBe('Recognised words of page number2');
    expect(ocr.asked.toSorted()).toEqual(['scan.pdf 1', 'scan.pdf 2', 'scan.pdf 3']);
  });

  it('recognises what is attached to mails and lies in archives, each in its place', async () => {
    const picture = small(1).toBuffer('image/png');
    const mail = mailWith({ 'notes.txt': Buffer.from('Typed words of the attached notes'), 'scan.pdf': scannedPdf([small(2), small(3)]), 'photo.png': picture, 'icon.png': drawScan({ columns: [['']], size: 2 }).toBuffer('image/png') });
    writeFileSync(join(test.docs, 'mail.eml'), mail);
    writeFileSync(join(test.docs, 'all.zip'), zipFile({ 'a/photo.png': picture, 'b.txt': Buffer.from('Typed words of the member'), 'c/mail.eml': mail, 'd.docx': docxWithPicture('Typed words.', picture) }));
    const ocr = new FakeOcr();
    await test.open({ reader: realReader, ocr });
    await test.indexAll();
    expect(test.states()).toEqual({ 'mail.eml': 'indexed', 'all.zip': 'indexed' });
    expect(ocr.asked.toSorted()).toEqual([
      'all.zip 1/1', 'all.zip 3.2/1', 'all.zip 3.2/2', 'all.zip 3.3/1', 'all.zip 4/word/media/image1.png1', 'mail.eml 2/1', 'mail.eml 2/2', 'mail.eml 3/1',
    ]);
    expect(await test.find('recognised number2')).toEqual(['all.zip', 'mail.eml']);
    const { library } = test.opened;
    const contentId = library.documents.all().find(({ path }) => path.endsWith('mail.eml'))?.contentId ?? 0;
    const pages = Array.from({ length: library.pages.count(contentId) }, (_, at) => library.pages.get(contentId, at + 1));
    expect(pages.map((page) => [page?.text, page?.locator])).toEqual([
      [expect.stringContaining('With papers attached.'), expect.objectContaining({ kind: 'message' })],
      ['notes.txt\n\nTyped words of the attached notes', expect.objectContaining({ part: ['notes.txt'] })],
      ['scan.pdf\n\nRecognised words of page number1', { kind: 'pdf-page', page: 1, part: ['scan.pdf'] }],
      ['Recognised words of page number2', { kind: 'pdf-page', page: 2, part: ['scan.pdf'] }],
      ['photo.png\n\nRecognised words of page number1', { kind: 'picture', picture: 1, part: ['photo.png'] }],
    ]);
  });

  it('recognises a scan that was stamped, not a letter with a small picture, and repeats nothing the page says itself', async () => {
    const put = (name: string, stamp: string, share?: number): void => { writeFileSync(join(test.docs, name), scannedPdf([small(1)], { stamp, ...(share === undefined ? {} : { share }) })); };
    put('stamped.pdf', 'Received 3 March 2031, file 44, to be kept');
    put('small.pdf', 'Received 3 March 2031, file 44, to be kept', 0.4);
    put('again.pdf', 'recognised words of a page Number1');
    const ocr = new FakeOcr();
    await test.open({ reader: realReader, ocr });
    await test.indexAll();
    expect(test.states()).toEqual({ 'stamped.pdf': 'indexed', 'small.pdf': 'indexed', 'again.pdf': 'indexed' });
    expect(ocr.asked.toSorted()).toEqual(['again.pdf 1', 'stamped.pdf 1']);
    const texts = new Map(test.opened.library.documents.all().map(({ path, contentId }) => [path.slice(test.docs.length + 1), test.opened.library.pages.get(contentId ?? 0, 1)?.text]));
    expect(texts.get('stamped.pdf')).toBe('Received 3 March 2031, file 44, to be kept\n\nRecognised words of page number1');
    expect(texts.get('again.pdf')).toBe('recognised words of a page Number1');
  });

  it('goes on page by page where it was cut short', async () => {
    putScan('scan.pdf', 4);
    const first = new FakeOcr(1);
    const stopped = Promise.withResolvers<undefined>();
    const recognise = first.recognise;
    Object.assign(first, { recognise: async (input: RecogniseInput, options: { signal: AbortSignal }) => {
      if (input.page === 3) {
        stopped.resolve(undefined);
        await new Promise((resolve) => { options.signal.addEventListener('abort', resolve); });
      }
      return await recognise(input, options);
    } });
    await test.open({ reader: realReader, ocr: first });
    await test.opened.ingest.addFolder(test.docs);
    await stopped.promise;
    await test.opened.close();
    const second = new FakeOcr(1);
    await test.open({ reader: realReader, ocr: second });
    await test.opened.settle();
    expect(second.asked).toEqual(['scan.pdf 3', 'scan.pdf 4']);
    expect(test.states()).toEqual({ 'scan.pdf': 'indexed' });
    expect(await test.find('number1')).toEqual(['scan.pdf']);
    await test.indexAll();
    expect(second.asked).toHaveLength(2);
  });

  it('passes over a page that fails, names it, and does not try it again', async () => {
    putScan('scan.pdf', 2);
    const ocr = new FakeOcr(1);
    ocr.fail = ({ page }) => (page === 1 ? new AppError('reader-crashed') : null);
    await test.open({ reader: realReader, ocr });
    await test.indexAll();
    expect(test.states()).toEqual({ 'scan.pdf': 'indexed-partly recognition-failed' });
    expect(ocr.asked).toEqual(['scan.pdf 1', 'scan.pdf 1', 'scan.pdf 2']);
    expect(await test.find('number2')).toEqual(['scan.pdf']);
  });

  it('ends a document without any text as skipped, and forgets what was recognised of what is removed', async () => {
    putScan('photo.pdf', 1);
    putScan('scan.pdf', 2);
    const ocr = new FakeOcr();
    const { recognise } = ocr;
    Object.assign(ocr, { recognise: async (input: RecogniseInput, options: { signal: AbortSignal }) => ({ ...await recognise(input, options), ...(input.path.endsWith('photo.pdf') ? { text: '', words: [] } : {}) }) });
    await test.open({ reader: realReader, ocr });
    await test.indexAll();
    expect(test.states()).toEqual({ 'photo.pdf': 'skipped no-text', 'scan.pdf': 'indexed' });
    const sha256 = await shaOf('scan.pdf');
    expect(test.opened.library.recognised.get(sha256, 1)).not.toBeNull();
    await test.opened.ingest.removals.remove(join(test.docs, 'scan.pdf'));
    await test.opened.settle();
    expect(test.opened.library.recognised.get(sha256, 1)).toBeNull();
    expect(await test.find('recognised')).toEqual([]);
  });

  it('without it, documents stay searchable by name and say why', async () => {
    putScan('scan.pdf', 1);
    await test.open({ reader: realReader, ocr: null });
    await test.indexAll();
    expect(test.states()).toEqual({ 'scan.pdf': 'searchable recognition-pending' });
  });

  it('waits while work is paused', async () => {
    putScan('scan.pdf', 1);
    const ocr = new FakeOcr();
    await test.open({ reader: realReader, ocr });
    test.opened.ingest.pause();
    await test.opened.ingest.addFolder(test.docs);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect(ocr.asked).toEqual([]);
    test.opened.ingest.resume();
    await test.opened.settle();
    expect(test.states()).toEqual({ 'scan.pdf': 'indexed' });
  });
});

async function shaOf(name: string): Promise<string> {
  const { hashFile } = await import('../../electron/engine/ingest/hashFile.ts');
  return (await hashFile(join(test.docs, name), { maxBytes: 1e9, signal: AbortSignal.timeout(10_000) })).sha256;
}
