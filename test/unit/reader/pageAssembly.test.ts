import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemblePage } from '../../../electron/reader/pdf/pageAssembly.ts';
import { HeadingFinder } from '../../../electron/reader/pdf/headings.ts';
import { pageList } from '../../../electron/reader/image/recognitionPending.ts';
import { rectanglesOf } from '../../../electron/reader/pdf/rectangles.ts';
import type { TextRun } from '../../../electron/reader/pdf/TextRun.ts';
import { believableDate } from '../../../electron/reader/dates.ts';
import { meaningfulTitle } from '../../../electron/reader/titles.ts';
import { nameWords } from '../../../electron/reader/names.ts';
import { LanguageGuess } from '../../../electron/reader/language.ts';

let order = 0;
function run(text: string, left: number, base: number, more: Partial<TextRun> = {}): TextRun {
  order += 1;
  return { text, left, right: left + text.length * 5, base, size: 10, bold: false, ascent: 0.9, descent: -0.2, angle: 0, rightToLeft: false, blankBefore: false, order, ...more };
}
/** A row of cells, each at its place. */
const row = (base: number, cells: readonly (readonly [number, string])[], more: Partial<TextRun> = {}) => cells.map(([left, text]) => run(text, left, base, more));
const textOf = (runs: readonly TextRun[]) => assemblePage(runs).text;

describe('assemblePage', () => {
  it('joins the lines of a paragraph and keeps paragraphs apart', () => {
    const full = 'a line of words that reaches the right edge of its page';
    expect(textOf([run(full, 50, 100), run(full, 50, 112), run('and ends.', 50, 124), run('A new one begins after a gap.', 50, 150)])).toBe(`${full} ${full} and ends.\n\nA new one begins after a gap.`);
  });

  it('does not join short lines such as an address', () => {
    expect(textOf([run('Quillon & Hart', 50, 100), run('3 Custom House Quay', 50, 112), run('Port Ellery', 50, 124), run('A much longer line of the letter that begins here.', 50, 160)])).toMatch(/^Quillon & Hart\n3 Custom House Quay\nPort Ellery\n\n/);
  });

  it('begins a line with each bullet and number', () => {
    const text = textOf([run('•', 50, 100), run('first thing that is said here', 62, 100), run('•', 50, 112), run('second thing', 62, 112), run('(a)', 50, 124), run('third', 70, 124)]);
    expect(text).toBe('• first thing that is said here\n• second thing\n(a) third');
  });

  it('puts the words of wrapped cells together, and the cells of a header', () => {
    const page = assemblePage([
      ...row(100, [[200, 'Price'], [300, 'Price']], { bold: true }), ...row(111, [[205, '2024'], [305, '2023']], { bold: true }),
      ...row(130, [[50, 'Rope of the'], [200, '12'], [300, '11']]), ...row(148, [[50, 'Anchor and chain that'], [200, '340'], [300, '330']]), ...row(166, [[50, 'Fenders'], [200, '45'], [300, '44']]),
    ]);
    expect(page.text).toBe('Price 2024  Price 2023\nRope of the  12  11\nAnchor and chain that  340  330\nFenders  45  44');
    expect(page.tables[0]).toMatchObject({ header: 'Price 2024 | Price 2023' });
    const words = assemblePage([
      ...row(100, [[50, 'Who'], [150, 'What']], { bold: true }), ...row(120, [[50, 'Ines'], [150, 'Measures the plating of']]), ...row(131, [[150, 'every hull']]), ...row(150, [[50, 'Joseph'], [150, 'Writes the report and']]), ...row(161, [[150, 'signs it']]),
    ]);
    expect(words.text).toBe('Who  What\nInes  Measures the plating of every hull\nJoseph  Writes the report and signs it');
  });

  it('goes on with a label beside its figures', () => {
    const text = textOf([...row(100, [[50, 'Sales'], [250, '12'], [320, '13']]), ...row(112, [[50, 'Restricted cash and marketable']]), ...row(124, [[50, 'securities held abroad'], [250, '260'], [320, '231']])]);
    expect(text).toBe('Sales  12  13\nRestricted cash and marketable securities held abroad  260  231');
  });

  it('leaves out what is drawn twice for weight', () => {
    expect(textOf([run('Total', 50, 100), run('Total', 50.4, 100), run('due', 90, 100)])).toBe('Total due');
  });

  it('puts text of another direction after the upright text', () => {
    expect(textOf([run('axis', 10, 10, { angle: 90 }), run('The page says this.', 50, 100)])).toBe('The page says this.\n\naxis');
  });

  it('reads right-to-left lines from the right', () => {
    expect(textOf([run('שלום', 200, 100, { rightToLeft: true }), run('עולם', 175, 100, { rightToLeft: true })])).toBe('שלום עולם');
  });

  it('places every run where the text has it, whatever the page', () => {
    const runs = fc.array(fc.record({ text: fc.constantFrom('word', 'two words', '82,959', '$', '(10', ')', '•', 'parted-', 'ﬁ', 'a'), left: fc.integer({ min: 0, max: 500 }), base: fc.integer({ min: 0, max: 700 }), size: fc.constantFrom(8, 10, 14), angle: fc.constantFrom(0, 0, 0, 90), bold: fc.boolean() }), { maxLength: 120 });
    fc.assert(fc.property(runs, (list) => {
      const page = assemblePage(list.map(({ text, left, base, ...more }) => run(text, left, base, more)));
      for (const { run: placed, start, end, from } of page.placed) expect(page.text.slice(start, end)).toBe(placed.text.slice(from, from + Math.min(end, page.text.length) - start));
      for (const { start, end } of page.lines) expect(end).toBeGreaterThanOrEqual(start);
      for (const rectangle of rectanglesOf(page.placed, [{ start: 0, end: page.text.length }])) for (const value of Object.values(rectangle)) expect(Number.isFinite(value)).toBe(true);
    }), { numRuns: 300 });
  });
});

describe('headings', () => {
  it('are found by size and weight, and running heads are not', () => {
    const finder = new HeadingFinder();
    const page = (number: number) => assemblePage([
      run('Yearly report', 50, 30, { bold: true }), run(`Part ${number}`, 50, 60, { size: 16 }), run('Rent', 50, 90, { bold: true }), run('The rent of the office is due every quarter, and it is paid in advance by the firm, as it should be.', 50, 102), run(`Page ${number}`, 50, 780),
    ]);
    const titles = (number: number) => { const one = page(number); return finder.headingsOf(one).map(({ start, end, level }) => [level, one.text.slice(start, end)]); };
    titles(1);
    expect(titles(2)).toEqual([[3, 'Part 2'], [6, 'Rent']]);
  });
});

describe('facts', () => {
  it.each([['Microsoft Word - lease.doc', ''], ['Microsoft Word - Lease of the quay', 'Lease of the quay'], ['untitled', ''], ['(anonymous)', ''], ['0000320193-22-000070', ''], ['C:\\Users\\x\\report.pdf', ''], ['Annual report 2024', 'Annual report 2024'], ['Document retention policy', 'Document retention policy'], ['PDFCreator 2.0 Ghostscript', '']])('title %j is %j', (raw, title) => {
    expect(meaningfulTitle(raw)).toBe(title);
  });

  it.each([["D:20220729060321-04'00'", '2022-07-29'], ['2024-02-30', null], ['D:19700101', null], ['D:29990101', null], ['', null], ['2024-02-29T10:00:00Z', '2024-02-29']])('date %j is %j', (raw, date) => {
    expect(believableDate(raw)).toBe(date);
  });

  it.each([['/a/lease_quay-house.pdf', 'lease quay house'], ['/a/2022_Q3_X.pdf', '2022 Q3 X'], ['/a/.hidden', '.hidden'], ['/a/Minutes 2024-11-14.docx', 'Minutes 2024-11-14']])('name %j is %j', (path, words) => {
    expect(nameWords(path)).toBe(words);
  });

  it.each([
    ['en', 'The tenant pays the rent of the office in advance and the landlord insures the building.'], ['de', 'Der Mieter zahlt die Miete im Voraus und der Vermieter versichert das Gebäude, das er vermietet.'], ['fr', 'Le locataire paie le loyer du bureau à l’avance et le bailleur assure le bâtiment pour la durée du bail.'],
    ['es', 'El arrendatario paga la renta de la oficina por adelantado y el arrendador asegura el edificio.'], ['it', 'Il conduttore paga il canone della sede in anticipo e il locatore assicura l’edificio per tutta la durata.'], ['nl', 'De huurder betaalt de huur van het kantoor vooraf en de verhuurder verzekert het gebouw.'], ['pt', 'O inquilino paga a renda do escritório com antecedência e o senhorio segura o edifício que não é seu.'],
    ['ru', 'Арендатор вносит плату ежемесячно.'], ['zh', '承租人应当在每月五日之前支付租金。'], ['ja', '賃借人は毎月五日までに賃料を支払うものとします。'], ['ko', '임차인은 매월 임대료를 미리 지급하여야 한다.'], ['ar', 'يدفع المستأجر الإيجار مقدما كل شهر.'],
  ])('language %s', (language, text) => {
    const guess = new LanguageGuess();
    guess.add(text);
    expect(guess.best()).toBe(language);
  });

  it('claims no language for figures', () => {
    const guess = new LanguageGuess();
    guess.add('12 34 56');
    expect(guess.best()).toBe(null);
  });

  it('lists pages in stretches', () => { expect(pageList([1, 2, 3, 7, 9, 10])).toBe('1-3, 7, 9-10'); });
});
