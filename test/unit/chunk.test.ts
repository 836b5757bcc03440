import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkPages, Chunker, contextOf, countPieces, maxPieces } from '../../electron/engine/chunk.ts';
import { maxPathPieces } from '../../electron/engine/contextOf.ts';
import { englishShareOf } from '../../electron/engine/countPieces.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';

function pageOf(text: string, more: Partial<ExtractedPage> = {}): ExtractedPage {
  return { number: 1, text, locator: { kind: 'lines', firstLine: 1, lastLine: 1 }, headings: [], tables: [], ...more };
}

function headingsIn(text: string, lines: readonly { line: string; level: number }[]): ExtractedPage['headings'] {
  return lines.map(({ line, level }) => ({ start: text.indexOf(line), end: text.indexOf(line) + line.length, level }));
}

const sentence = (n: number) => `Sentence number ${n} says that the harbour wall was surveyed in the spring and found sound.`;
const sentences = (count: number, from = 1) => Array.from({ length: count }, (_, index) => sentence(from + index)).join(' ');

const words = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('rent', 'The', 'harbour', 'is', 'due', '82,959', '2022', 'Überschreibung', 'données', 'U.S.', 'No.', '第三条', '本契約は、', '甲が支払う。', 'Договор', '한국어', '...', 'end.', '🏠', '\u200b') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }).map((length) => 'x'.repeat(length)) },
);
const blanks = fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\n\n', '\t', ' \n \n ', '');
const text = fc.array(fc.tuple(words, blanks), { maxLength: 500 }).map((parts) => parts.flat().join(''));

/** Pages as a reader might send them, and worse: headings and tables anywhere. */
const page = text.chain((value) => {
  const place = fc.nat({ max: value.length });
  const range = fc.tuple(place, place).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  const headings = fc.array(fc.tuple(range, fc.integer({ min: 1, max: 9 })), { maxLength: 6 })
    .map((list) => list.map(([{ start, end }, level]) => ({ start, end: Math.min(end, start + 60), level })).sort((a, b) => a.start - b.start));
  const tables = fc.array(fc.tuple(range, fc.string({ maxLength: 300 }), fc.array(range, { maxLength: 20 })), { maxLength: 3 })
    .map((list) => list.map(([{ start, end }, header, rows]) => ({ start, end, header, rows: rows.filter((row) => row.start >= start && row.end <= end).sort((a, b) => a.start - b.start) })));
  return fc.tuple(headings, tables).map(([h, t]) => pageOf(value, { headings: h, tables: t }));
});

describe('chunkPages', () => {
  it('invariant 1: a passage is exactly a range of its page, with text at both its ends', () => {
    fc.assert(fc.property(fc.array(page, { maxLength: 3 }), (pages) => {
      const numbered = pages.map((one, index) => ({ ...one, number: index + 1 }));
      for (const passage of chunkPages(numbered)) {
        const of = numbered[passage.page - 1];
        expect(passage.start).toBeGreaterThanOrEqual(0);
        expect(passage.end).toBeLessThanOrEqual(of?.text.length ?? 0);
        const slice = of?.text.slice(passage.start, passage.end) ?? '';
        expect(slice.length).toBeGreaterThan(0);
        expect(slice).toBe(slice.trim());
      }
    }), { numRuns: 200 });
  });

  it('invariant 2: passages cover every character that is not blank, once, in reading order', () => {
    fc.assert(fc.property(page, (one) => {
      let covered = 0;
      for (const { start, end } of chunkPages([one])) {
        expect(one.text.slice(covered, start).trim()).toBe('');
        expect(start).toBeGreaterThanOrEqual(covered);
        covered = end;
      }
      expect(one.text.slice(covered).trim()).toBe('');
    }), { numRuns: 300 });
  });

  it('never goes over the maximum of pieces, of text and of heading path', () => {
    fc.assert(fc.property(page, (one) => {
      const english = englishShareOf(one.text);
      for (const { start, end, headingPath } of chunkPages([one])) {
        expect(countPieces(one.text.slice(start, end), english)).toBeLessThanOrEqual(maxPieces);
        expect(headingPath.reduce((sum, part) => sum + countPieces(part), 0)).toBeLessThanOrEqual(maxPathPieces);
      }
    }), { numRuns: 300 });
  });

  it('gives the same passages again', () => {
    fc.assert(fc.property(page, (one) => { expect(chunkPages([one])).toEqual(chunkPages([one])); }), { numRuns: 50 });
  });

  it('cuts one word of 100 kB into passages that obey the maximum', () => {
    const one = pageOf(`${'a'.repeat(50_000)}${'Ж'.repeat(50_000)}`);
    const passages = chunkPages([one]);
    const english = englishShareOf(one.text);
    expect(passages.map(({ start, end }) => one.text.slice(start, end)).join('')).toBe(one.text);
    for (const { start, end } of passages) expect(countPieces(one.text.slice(start, end), english)).toBeLessThanOrEqual(maxPieces);
  });

  it.each(['.', ' ', '\n', 'a ', '1', '" ', '.)', '\u200b', '。'])('takes 300 kB of %j without slowing down', (unit) => {
    const began = performance.now();
    chunkPages([pageOf(unit.repeat(300_000 / unit.length))]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('makes passages of about the target, ending at sentences', () => {
    const one = pageOf(sentences(60));
    const passages = chunkPages([one]);
    const pieces = passages.map(({ start, end }) => countPieces(one.text.slice(start, end)));
    expect(Math.min(...pieces)).toBeGreaterThan(130);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(200);
    for (const { end } of passages) expect(one.text.charAt(end - 1)).toBe('.');
  });

  it('does not end a sentence at an abbreviation', () => {
    const one = pageOf(Array.from({ length: 40 }, (_, n) => `The fee of Dr. Amelia Hart under No. ${n} is due to Quayside Ltd. London each month of the year`).join('; '));
    for (const { start, end } of chunkPages([one])) expect(one.text.slice(start, end)).not.toMatch(/(?:Dr|No|Ltd)\.$/);
  });

  it('cuts Chinese and Japanese text at its own full stops', () => {
    const one = pageOf('甲方应当在每月五日之前支付租金。乙方收到后应当出具收据。'.repeat(40));
    const passages = chunkPages([one]);
    expect(passages.length).toBeGreaterThan(4);
    for (const { start, end } of passages) {
      expect(one.text.charAt(end - 1)).toBe('。');
      expect(end - start).toBeLessThanOrEqual(200);
    }
  });

  it('does not cut at the line ends of a text that came with broken lines', () => {
    const one = pageOf(sentences(40).replace(/(.{1,70}) /g, '$1\n'));
    for (const { end } of chunkPages([one])) expect(one.text.charAt(end - 1)).toBe('.');
  });

  it('begins a passage at each heading and names the path', () => {
    const value = `Lease\n${sentences(6)}\nRent\n${sentences(6)}\nDeposit\n${sentences(6)}\nNotice\n${sentences(6)}`;
    const one = pageOf(value, { headings: headingsIn(value, [{ line: 'Lease', level: 1 }, { line: 'Rent', level: 2 }, { line: 'Deposit', level: 3 }, { line: 'Notice', level: 2 }]) });
    expect(chunkPages([one]).map(({ start, headingPath }) => [value.slice(start, value.indexOf('\n', start)), headingPath])).toEqual([
      ['Lease', ['Lease']], ['Rent', ['Lease', 'Rent']], ['Deposit', ['Lease', 'Rent', 'Deposit']], ['Notice', ['Lease', 'Notice']],
    ]);
  });

  it('keeps headings in force on the next page', () => {
    const chunker = new Chunker();
    const first = `Lease\n${sentences(4)}`;
    chunker.push(pageOf(first, { headings: headingsIn(first, [{ line: 'Lease', level: 1 }]) }));
    expect(chunker.push(pageOf(sentences(4), { number: 2 })).map(({ page: number, headingPath }) => [number, headingPath])).toEqual([[2, ['Lease']]]);
  });

  it('joins small sections rather than make passages of a few words', () => {
    const value = `Lease\nRent\nThe rent is 1,200 a month.\nDeposit\nThe deposit is 2,400.`;
    const one = pageOf(value, { headings: headingsIn(value, [{ line: 'Lease', level: 1 }, { line: 'Rent', level: 2 }, { line: 'Deposit', level: 2 }]) });
    expect(chunkPages([one])).toEqual([{ page: 1, start: 0, end: value.length, headingPath: ['Lease'] }]);
  });

  it('gives passages inside a table its header row, and cuts only between rows', () => {
    const header = 'Invoice\tCustomer\tAmount';
    const rows = Array.from({ length: 80 }, (_, n) => `INV-${1000 + n}\tHarbour Office ${n}\t${n * 37}.50`);
    const value = [header, ...rows].join('\n');
    let at = header.length + 1;
    const ranges = rows.map((row) => { const start = at; at += row.length + 1; return { start, end: start + row.length }; });
    const passages = chunkPages([pageOf(value, { tables: [{ start: 0, end: value.length, header, rows: ranges }] })]);
    expect(passages.length).toBeGreaterThan(5);
    expect(passages[0]?.headingPath).toEqual([]);
    for (const { start, end, headingPath } of passages.slice(1)) {
      expect(headingPath).toEqual(['Invoice Customer Amount']);
      expect(rows).toContain(value.slice(start, end).split('\n')[0]);
      expect(rows).toContain(value.slice(start, end).split('\n').at(-1));
    }
  });

  it('gives a blank page no passage', () => {
    expect(chunkPages([pageOf(''), pageOf(' \n\t\u00a0 ')])).toEqual([]);
  });
});

describe('countPieces', () => {
  // Real counts of the tokenizer of bge-small-en-v1.5.
  it.each([
    ['The quarterly report lists total net sales of 82,959 and 81,434 million.', 19],
    ['Sallé, Montgomery and Fitzwilliam-Przybylski v. Wolverhampton Borough Council', 19],
    ['Die Kündigungsfrist für das Mietverhältnis beträgt drei Monate zum Ende eines Kalendervierteljahres.', 36],
    ['El arrendatario deberá pagar la renta mensual dentro de los primeros cinco días.', 28],
    ['甲方应当在每月五日之前支付租金。', 16],
    ['Арендатор обязан вносить плату ежемесячно.', 37],
  ])('is near the tokenizer: %s', (value, real) => {
    const counted = countPieces(value);
    expect(counted).toBeGreaterThanOrEqual(real * 0.9);
    expect(counted).toBeLessThanOrEqual(real * 1.4);
  });

  it('counts nothing in blanks', () => { expect(countPieces(' \n\t ')).toBe(0); });
});

describe('contextOf', () => {
  it('has the words of the name, the title and the path', () => {
    expect(contextOf({ name: 'lease_quay-house', title: 'Commercial lease', headingPath: ['Rent', 'Review'] })).toBe('lease quay house. Commercial lease\nRent\nReview');
  });
  it('says a title that the name says only once', () => {
    expect(contextOf({ name: 'Board minutes 2024-03', title: 'board minutes', headingPath: [] })).toBe('Board minutes 2024 03');
  });
  it('stays short whatever the title', () => {
    expect(countPieces(contextOf({ name: 'a', title: 'word '.repeat(5_000), headingPath: [] }))).toBeLessThanOrEqual(42);
  });
});
