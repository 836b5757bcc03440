import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../electron/reader/limits.ts';
import { readDocument } from '../../../electron/reader/readDocument.ts';
import { columnLeft, columnRight, encodings } from '../../fixtures/make.ts';
import { fixture, readAll } from '../../fixtures/readAll.ts';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-reader-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('how a document ends', () => {
  it.each([
    ['empty.txt', 'skipped', 'file-empty'], ['blank.txt', 'skipped', 'no-text'], ['noise.txt', 'skipped', 'format-unsupported'], ['letter.rtf', 'indexed', undefined],
    ['mail.eml', 'indexed', undefined], ['user-encrypted.pdf', 'skipped', 'password-needed'], ['encrypted.odt', 'skipped', 'password-needed'], ['scanned.pdf', 'indexed-partly', 'recognition-pending'],
    ['cut-off.pdf', 'failed', 'file-damaged'], ['cut-off.docx', 'failed', 'file-damaged'], ['partly-scanned.pdf', 'indexed-partly', 'recognition-pending'],
  ])('%s: %s (%s)', async (name, state, code) => {
    const { outcome } = await readAll(fixture(name));
    expect([outcome.state, outcome.reason?.code]).toEqual([state, code]);
  });

  it.each(['owner-encrypted.pdf', 'columns.pdf', 'a-pdf-called.txt', 'minutes.docx', 'prices.html', 'handbook.md', 'invoices.csv'])('%s: indexed', async (name) => {
    expect((await readAll(fixture(name))).outcome).toEqual({ state: 'indexed', reason: null });
  });

  it('a PDF that opens for everybody is read whatever password was given for others', async () => {
    expect((await readAll(fixture('owner-encrypted.pdf'), {}, 'x')).outcome).toEqual({ state: 'indexed', reason: null });
    expect((await readAll(fixture('user-encrypted.pdf'), {}, 'x')).outcome.reason?.code).toBe('password-needed');
  });

  it('names the format it does not read', async () => {
    expect((await readAll(write('songs.pdf', Buffer.from('OggS\0\0\0\0', 'latin1')))).outcome.reason?.detail).toBe('sound');
    expect((await readAll(write('stock.docx', Buffer.from('SQLite format 3\0', 'latin1')))).outcome.reason?.detail).toBe('SQLite database');
  });

  it('keeps pages without text empty, so that page numbers stay right', async () => {
    const { pages, outcome } = await readAll(fixture('partly-scanned.pdf'));
    expect(pages.map(({ number, text }) => [number, text !== ''])).toEqual([[1, true], [2, true], [3, false]]);
    expect(outcome.reason?.detail).toBe('3');
  });

  it('fails on what is no file, and on one that is not there', async () => {
    mkdirSync(join(folder, 'a.pdf'));
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    expect((await readAll(join(folder, 'a.pdf'))).outcome.reason?.code).toBe('file-not-readable');
    expect((await readAll(join(folder, 'loop'))).outcome.reason?.code).toBe('file-not-readable');
    expect((await readAll('/dev/zero')).outcome.reason?.code).toBe('file-not-readable');
    expect((await readAll(join(folder, 'nowhere.txt'))).outcome.reason?.code).toBe('file-not-found');
  });

  it('ends with `cancelled`, not with an outcome, when it is cancelled', async () => {
    const cancel = new AbortController();
    const events = readDocument(fixture('labels.pdf'), defaultLimits, cancel.signal)[Symbol.asyncIterator]();
    await events.next();
    cancel.abort();
    await expect(events.next()).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps what fits the limit of text and says that there is more', async () => {
    const path = write('long.txt', 'One line of a long text follows another.\n'.repeat(2_000));
    const { outcome, text } = await readAll(path, { maxTextUnits: 20_000 });
    expect([outcome.state, outcome.reason?.code]).toEqual(['indexed-partly', 'limit-exceeded']);
    expect(text.length).toBeGreaterThan(10_000);
    expect(text.length).toBeLessThanOrEqual(20_000);
    expect((await readAll(fixture('labels.pdf'), { maxPages: 2 })).outcome.reason).toEqual({ code: 'limit-exceeded', detail: 'pages 2/3' });
  });
});

describe('PDF', () => {
  it('reads columns one after the other, then what stands below them', async () => {
    const { text, facts } = await readAll(fixture('columns.pdf'));
    expect(text.indexOf(columnLeft)).toBeGreaterThan(0);
    expect(text.indexOf(columnRight)).toBeGreaterThan(text.indexOf(columnLeft));
    expect(text.indexOf('runs across the whole page')).toBeGreaterThan(text.indexOf(columnRight));
    expect(facts?.title).toBe('Harbour Wall Survey');
    expect(facts?.documentDate).toBe('2024-04-02');
    expect(facts?.language).toBe('en');
  });

  it('keeps the rows of a table and puts its header together by columns', async () => {
    const [page] = (await readAll(fixture('table.pdf'))).pages;
    const rows = page?.tables[0]?.rows.map(({ start, end }) => page.text.slice(start, end));
    expect(rows).toEqual(['Net sales:', 'Products  $63,355  $63,948', 'Services  19,604  17,486', 'Total net sales  82,959  81,434', 'Other income (expense), net  (10)  243']);
    expect(page?.tables[0]?.header).toBe('June 25, 2022 | June 26, 2021');
    expect(page?.headings.map(({ start, end }) => page.text.slice(start, end))).toEqual(['Statement of Income']);
  });

  it('has the printed page numbers', async () => {
    expect((await readAll(fixture('labels.pdf'))).pages.map(({ locator }) => locator)).toEqual([
      { kind: 'pdf-page', page: 1, label: 'i' }, { kind: 'pdf-page', page: 2, label: '1' }, { kind: 'pdf-page', page: 3, label: '2' },
    ]);
  });

  it('puts parted words together and leaves real hyphens', async () => {
    expect((await readAll(fixture('hyphens.pdf'))).text).toBe('The consolidated accounts of the department were agreed, and a long-term loan of the partnership was paid back in full.');
  });

  it('reads what was typed into a form, beside its labels', async () => {
    const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R]>>>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Annots[5 0 R 6 0 R]>>endobj
4 0 obj<</Length 68>>stream
BT /F1 10 Tf 40 250 Td (Name of the vessel:) Tj 0 -30 Td (Owner:) Tj ET
endstream endobj
5 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(vessel)/V(Corvina)/Rect[160 246 300 262]/F 4>>endobj
6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(owner)/V(H. Lindqvist)/Rect[160 216 300 232]/F 4>>endobj
trailer<</Root 1 0 R>>
%%EOF`;
    expect((await readAll(write('form.pdf', pdf))).text).toBe('Name of the vessel:  Corvina\nOwner:  H. Lindqvist');
  });

  it('reads text that is turned', async () => {
    expect((await readAll(fixture('turned.pdf'))).text).toBe('Words that run up the sheet and a second line of them');
  });
});

describe('Word', () => {
  it('has headings, numbers of clauses, tables and the letterhead, and nothing deleted or hidden', async () => {
    const { text, pages, facts } = await readAll(fixture('minutes.docx'));
    expect(text).toContain('1. The rent is paid quarterly.\n1.1 It is due on the first day.\n(a) Late payment bears interest.\n2. The deposit stays as it is.');
    expect(text).toContain('Kept text and inserted text');
    expect(pages.filter(({ hidden }) => hidden === undefined).map((page) => page.text).join()).not.toContain('secret');
    expect(pages.map(({ hidden }) => hidden)).toEqual([undefined, 'deleted', 'invisible']);
    expect(text).toContain('Quay Surveyors, private');
    const [page] = pages;
    expect(page?.headings.map(({ start, end, level }) => [level, page.text.slice(start, end)])).toEqual([[1, 'Minutes of the board'], [1, 'Money'], [2, 'Actions']]);
    expect(page?.tables[0]).toMatchObject({ header: 'Who | What | By' });
    expect(page?.tables[0]?.rows.map(({ start, end }) => page.text.slice(start, end))).toEqual(['Ines | Renew the policy | 1 December 2024', 'Tom | Order 40 helmets | 15 January 2025']);
    expect(facts).toMatchObject({ format: 'docx', title: 'Minutes', documentDate: '2024-11-14', language: 'en' });
  });
});

describe('web pages', () => {
  it('have their text, tables and title, and nothing hidden and no script', async () => {
    const { facts, pages } = await readAll(fixture('prices.html'));
    const text = pages.filter(({ hidden }) => hidden === undefined).map((page) => page.text).join('\n');
    expect(text).not.toMatch(/secret|color:red/);
    expect(text).toContain('Prices hold until 31 December 2025.\nAll are net.');
    expect(text).toContain('Survey | Price\nHull, up to 10 m | £640\nRig and mast | £310');
    expect(text).toContain('• Half is paid with the order.\n• The rest within 30 days.');
    expect(facts).toMatchObject({ format: 'html', title: 'Price list & terms', documentDate: '2025-01-06' });
    expect(pages[0]?.headings.map(({ level }) => level)).toEqual([1, 2]);
  });

  it('are known by their content, whatever they are called', async () => {
    expect((await readAll(write('page.txt', '<!DOCTYPE html><html><body><p>Hello from a page.</p></body></html>'))).facts?.format).toBe('html');
  });

  it('in an old encoding are read by what they declare', async () => {
    const { text } = await readAll(write('old.html', Buffer.from('<html><head><meta charset="windows-1251"></head><body><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></body></html>', 'latin1')));
    expect(text).toBe('Привет');
  });
});

describe('Markdown', () => {
  it('loses its marks and keeps its shape', async () => {
    const { text, facts, pages } = await readAll(fixture('handbook.md'));
    expect(text).toContain('Read this before your first day; see the rota. It is short.');
    expect(text).toContain('• 25 days a year\n• ask two weeks ahead');
    expect(text).toContain('Grade | Days\nJunior | 25\nSenior | 28');
    expect(text).toContain('keep | this');
    expect(facts).toMatchObject({ format: 'markdown', title: 'Staff handbook', documentDate: '2024-05-01' });
    expect(pages[0]?.locator).toEqual({ kind: 'section', section: 1, heading: ['Handbook'] });
  });
});

describe('CSV', () => {
  it('comes in blocks of rows that all know the header', async () => {
    const rows = Array.from({ length: 1_000 }, (_value, index) => `Q-${index + 1},"Customer ${index}, Ltd",${index}.50`);
    const { pages } = await readAll(write('many.csv', ['Invoice,Customer,Amount', ...rows].join('\r\n')));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.every((page) => page.tables[0]?.header === 'Invoice | Customer | Amount')).toBe(true);
    expect(pages.flatMap((page) => page.tables[0]?.rows.map(({ start, end }) => page.text.slice(start, end)) ?? [])).toEqual(rows.map((_row, index) => `Q-${index + 1} | Customer ${index}, Ltd | ${index}.50`));
    const locators = pages.map(({ locator }) => (locator.kind === 'rows' ? [locator.firstRow, locator.lastRow] : []));
    expect(locators[0]?.[0]).toBe(1);
    expect(locators.at(-1)?.[1]).toBe(1_001);
    for (const [index, [first]] of locators.slice(1).entries()) expect(first).toBe((locators[index]?.[1] ?? 0) + 1);
  });

  it.each([[';', 'semicolons'], ['\t', 'tabs'], ['|', 'bars']])('finds its separator: %j', async (separator) => {
    const { text } = await readAll(write('separated.csv', [['Name', 'Amount'], ['Rope', '12'], ['Anchor', '340']].map((row) => row.join(separator)).join('\n')));
    expect(text).toBe('Name | Amount\nRope | 12\nAnchor | 340');
  });
});

describe('plain text', () => {
  it.each(Object.entries(encodings))('%s is decoded', async (name, { text }) => {
    expect((await readAll(fixture(name))).text).toBe(text);
  });

  it('is cut into sections of whole lines that lose nothing and know their line numbers', async () => {
    const lines = Array.from({ length: 900 }, (_value, index) => (index % 9 === 8 ? '' : `Line ${index + 1} of the log says that all is well at the quay.`));
    const { pages } = await readAll(write('log.txt', lines.join('\n')));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      expect(page.text.length).toBeLessThanOrEqual(6_000);
      if (page.locator.kind !== 'lines') throw new Error('not lines');
      expect(lines.slice(page.locator.firstLine - 1, page.locator.lastLine).join('\n').trim()).toBe(page.text.trim());
    }
    expect(pages.map((page) => page.text).join('').replace(/\s/g, '')).toBe(lines.join('').replace(/\s/g, ''));
  });

  it('has headings where it plainly has some', async () => {
    const [page] = (await readAll(write('rules.txt', 'RULES OF THE QUAY\n\nNobody may dive.\n\n2.1 Berths\n\nBerths are let by the year.\n\nCranes\n======\n\nOnly staff use them.\n'))).pages;
    expect(page?.headings.map(({ start, end }) => page.text.slice(start, end))).toEqual(['RULES OF THE QUAY', '2.1 Berths', 'Cranes']);
  });

  it('cuts one endless line without tearing characters apart', async () => {
    const { pages, text } = await readAll(write('line.txt', '🏠'.repeat(10_000)));
    expect(text.replaceAll('\n', '')).toBe('🏠'.repeat(10_000));
    for (const page of pages) expect(page.text.isWellFormed()).toBe(true);
  });
});
