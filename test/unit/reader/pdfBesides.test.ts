import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFile } from '../../../electron/reader/Input.ts';
import { locateOnPage } from '../../../electron/reader/locateOnPage.ts';
import { openPart } from '../../../electron/reader/openPart.ts';
import { pdfHints } from '../../../electron/reader/pdf/hints.ts';
import { line, rawPdf } from '../../fixtures/rawPdf.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

const shown = line('The rent of the harbour house is 1,200 crowns a month, payable on the first.', 700);
const read = async (content: string) => (await readBytes('a.pdf', rawPdf({ pages: [{ content }] }))).pages.map(({ number, text, hidden, locator }) => ({ number, text, hidden, page: locator.kind === 'pdf-page' ? locator.page : 0 }));
const plain = { number: 1, text: 'The rent of the harbour house is 1,200 crowns a month, payable on the first.', hidden: undefined, page: 1 };

describe('text of a PDF that does not show', () => {
  it.each([
    ['white', line('Secret in white.', 600, { before: '1 1 1 rg' })], ['white', line('Secret in grey white.', 600, { before: '1 g' })], ['white', line('Secret in ink.', 600, { before: '0 0 0 0 k' })],
    ['invisible', line('Secret in nothing.', 600, { before: '3 Tr' })], ['tiny', line('Secret in dust.', 600, { size: 1 })],
  ] as const)('%s is kept apart behind the pages: %s', async (kind, hidden) => {
    expect(await read(shown + hidden)).toEqual([plain, { number: 2, text: /\((.*)\)/.exec(hidden)?.[1], hidden: kind, page: 1 }]);
  });

  it('white text on a dark ground shows, and so does what comes after a colour was white', async () => {
    const banner = `0 0 0.5 rg 60 590 400 30 re f\n${line('Shown in white on blue.', 600, { before: '1 g' })}`;
    expect((await read(shown + banner)).map(({ text, hidden }) => [text.includes('Shown in white on blue.'), hidden])).toEqual([[true, undefined]]);
    expect((await read(`q 1 g 0 0 612 792 re f Q\n${shown}`)).length).toBe(1);
    expect((await read(`${line('Secret.', 600, { before: '1 g' })}0 0 0.5 rg 60 590 400 30 re f\n${shown}`)).at(-1)).toMatchObject({ text: 'Secret.', hidden: 'white' });
  });

  it('the text a scanner left under the picture of a page is the text of the page', async () => {
    const scan = `q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n${line('Recognised words under the picture of the page, as scanners leave them there.', 700, { before: '3 Tr' })}`;
    expect(await read(scan)).toMatchObject([{ text: 'Recognised words under the picture of the page, as scanners leave them there.', hidden: undefined }]);
    expect(await read(line('All the words of this page are drawn as shapes, and stand here for searching.', 700, { before: '3 Tr' }))).toMatchObject([{ hidden: undefined }]);
  });

  it('a quote on such a page is lit where it stands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrel-locate-'));
    const path = join(folder, 'a.pdf');
    writeFileSync(path, rawPdf({ pages: [{ content: line('Secret in white.', 720, { before: '1 g' }) + shown }] }));
    const pageHash = createHash('sha256').update(plain.text).digest('hex');
    const location = await locateOnPage({ path, page: 1, pageHash, ranges: [{ start: 4, end: 8 }], quotes: ['rent'] }, new AbortController().signal);
    rmSync(folder, { recursive: true });
    expect(location).toMatchObject({ found: 'exact', rectangles: [{ range: 0 }] });
  });

  it('only files that may hold some are looked through for it', () => {
    const hints = (content: string) => pdfHints(rawPdf({ pages: [{ content }] }));
    expect(hints(shown)).toEqual({ remarks: false, unseen: false, descriptions: false });
    expect(hints(`1 g 0 0 612 792 re f 0 g\n${shown}`)).toEqual({ remarks: false, unseen: false, descriptions: false });
    expect(hints(line('x', 600, { before: '1 g' }))).toEqual({ remarks: false, unseen: true, descriptions: false });
    expect(hints(line('x', 600, { before: '3 Tr' }))).toEqual({ remarks: false, unseen: true, descriptions: false });
  });
});

it.each([['zeros', '0'], ['zeros behind a point', '.0'], ['ones', '1 '], ['blanks', ' '], ['white', '1 g '], ['black', '0 0 0 0 '], ['brackets', '] 3 ']])('a drawing of nothing but %s takes no time', (_, piece) => {
  const began = performance.now();
  pdfHints(rawPdf({ pages: [{ content: piece.repeat(2_000_000 / piece.length) }] }));
  expect(performance.now() - began).toBeLessThan(4_000);
});

describe('what is in a PDF beside its pages', () => {
  const note = (contents: string, author: string): string => `<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /T (${author}) /Contents (${contents}) >>`;

  it('remarks of readers are marked as such, with who made them and on which page', async () => {
    const { pages, outcome, facts } = await readBytes('a.pdf', rawPdf({ pages: [{ content: shown }, { content: shown, annotations: [note('Check this sum.', 'Hana'), '<< /Type /Annot /Subtype /Highlight /Rect [72 690 200 712] /QuadPoints [72 712 200 712 72 690 200 690] /Contents (Too high.) >>', '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (no remark) >>'] }] }));
    expect(outcome.state).toBe('indexed');
    expect(facts?.pageCount).toBe(3);
    expect(pages.map(({ number, hidden }) => [number, hidden])).toEqual([[1, undefined], [2, undefined], [3, 'comment']]);
    expect(pages[2]).toMatchObject({ text: 'Hana: Check this sum.\nToo high.', locator: { kind: 'pdf-page', page: 2 } });
  });

  it('files in it are read as parts, each opened again by its place', async () => {
    const bytes = rawPdf({ pages: [{ content: shown, annotations: ['<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS FILE 0 >>'] }], files: { 'prices.csv': 'Item,Price\nChair,40', 'empty.txt': '' }, pinned: ['Words pinned to the page.'] });
    const { pages, outcome } = await readBytes('a.pdf', bytes);
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(pages.map(({ number, locator }) => [number, locator.part])).toEqual([[1, undefined], [2, ['prices.csv']], [3, ['pinned 0.txt']], [4, undefined]]);
    expect(pages[3]?.text).toBe('empty.txt');
    expect(pages[1]?.text).toContain('Chair | 40');
    expect(pages[2]?.text).toBe('pinned 0.txt\n\nWords pinned to the page.');

    const folder = mkdtempSync(join(tmpdir(), 'carrel-part-'));
    writeFileSync(join(folder, 'a.pdf'), bytes);
    const file = await openFile(join(folder, 'a.pdf'));
    const parts = await Promise.all([2, 3].map(async (place) => { const part = await openPart(file, [place], null); return (await part.read(0, part.sizeBytes)).toString(); }));
    await file.close();
    rmSync(folder, { recursive: true });
    expect(parts).toEqual(['Item,Price\nChair,40', 'Words pinned to the page.']);
  });

  it('what is in it and cannot be read is named, and the pages stand', async () => {
    const twice = '/Names << /EmbeddedFiles << /Kids [9 0 R 9 0 R] >> >>';
    // An object of a generation there is none of. The file stays as long as it was: its table of places is not written anew.
    const spoilt = (bytes: Buffer, from: number): Buffer => {
      let at = 0;
      return Buffer.from(bytes.toString('latin1').replace(/ \/MediaBox \[0 0 612 792\] (.*?)\/Annots \[\]/g, (all, middle: string) => (at++ < from ? all : `/MediaBox[0 0 612 792]${middle}/Annots 4 9 R`)), 'latin1');
    };
    const made = (more: string): Buffer => rawPdf({ pages: [{ content: shown }, { content: shown }, { content: shown }], pinned: ['pinned to no page'], catalog: `/PieceInfo << /Subtype /Text >> ${more}` });
    expect((await readBytes('a.pdf', made(''))).outcome).toEqual({ state: 'indexed', reason: null });
    const [files, remarks, both] = await Promise.all([made(twice), spoilt(made(''), 1), spoilt(made(twice), 2)].map((bytes) => readBytes('a.pdf', bytes)));
    expect(files?.outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'attachments' } });
    expect(remarks?.outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'remarks 2-3' } });
    expect(both?.outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'attachments; remarks 3' } });
    for (const one of [files, remarks, both]) expect(one?.pages.map(({ text }) => text)).toEqual([plain.text, plain.text, plain.text]);
  });

  it('a file in it that cannot be read is named, and spoils nothing', async () => {
    const unknown = await readBytes('a.pdf', rawPdf({ pages: [{ content: shown }], files: { 'old.wq2': '\x00\x01\x02\x03\x00\x00\x01' } }));
    expect([unknown.outcome, unknown.pages.at(-1)?.text]).toEqual([{ state: 'indexed', reason: null }, 'old.wq2']);
    expect((await readBytes('a.pdf', rawPdf({ pages: [{ content: shown }], files: { 'cut.pdf': '%PDF-1.4\n%%EOF' } }))).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'cut.pdf' } });
  });
});
