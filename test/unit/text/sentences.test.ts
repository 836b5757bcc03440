import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../electron/engine/text/sentences.ts';

const texts = (text: string): string[] => splitSentences(text).map((span) => text.slice(span.start, span.end));
const kinds = (text: string): string[] => splitSentences(text).map((span) => span.kind);

describe('splitSentences', () => {
  it('ends at full stops, not at abbreviations, initials, decimals and ordinals', () => {
    expect(texts('Dr. J. Weber of Weber Corp. signed on 3.5 acres. The rent, e.g. for No. 5, is due on Jan. 3. It rises.')).toEqual([
      'Dr. J. Weber of Weber Corp. signed on 3.5 acres.', 'The rent, e.g. for No. 5, is due on Jan. 3.', 'It rises.']);
    expect(texts('Der Vertrag beginnt am 1. Januar 2023, z. B. mit Nr. 4. Er endet bzw. ruht am 31. Dezember 2024.')).toEqual([
      'Der Vertrag beginnt am 1. Januar 2023, z. B. mit Nr. 4.', 'Er endet bzw. ruht am 31. Dezember 2024.']);
    expect(texts('We work with Acme Inc. The firm is small.')).toHaveLength(2);
    expect(texts('Sales in the U.S. Treasury market fell.')).toHaveLength(1);
  });
  it('keeps closing quotes with their sentence and splits scripts without blanks', () => {
    expect(texts('He said “No.” Then he left.')).toEqual(['He said “No.”', 'Then he left.']);
    expect(texts('合同于2023年开始。租金为五百元！')).toEqual(['合同于2023年开始。', '租金为五百元！']);
  });
  it('joins lines the page has wrapped', () => {
    const text = 'Weakness in foreign currencies relative to the dollar had an unfavorable impact on\ntotal net sales, which decreased 1% or $1.2 billion during\nthe third quarter of 2023. The decrease was small.';
    expect(texts(text)).toHaveLength(2);
    expect(texts(text)[0]).toContain('during\nthe third quarter');
  });
  it('takes table rows one by one, with labels wrapped over two lines', () => {
    const text = 'Net sales:\nProducts $ 60,584 $ 63,355\nServices 21,213 19,604\nReclassification adjustments for net gain included in\nnet income — — 1 —\nTotal net sales 81,797 82,959';
    expect(texts(text)).toEqual(['Net sales:', 'Products $ 60,584 $ 63,355', 'Services 21,213 19,604',
      'Reclassification adjustments for net gain included in\nnet income — — 1 —', 'Total net sales 81,797 82,959']);
    expect(kinds(text)).toEqual(['heading', 'row', 'row', 'row', 'row']);
  });
  it('does not take wrapped prose that ends in a figure for a row', () => {
    const text = 'The amount due under the agreement was reduced by both parties to\nan amount of $ 4,500 and the interest was set at 3.5%\nfor the rest of the term.';
    expect(kinds(text)).toEqual(['sentence']);
  });
  it('knows headings and list items', () => {
    expect(kinds('Fiscal Period\n\nThe year ends in September.\n• one thing;\n• another thing.')).toEqual(['heading', 'sentence', 'sentence', 'sentence']);
  });
  it('holds every character that is not blank, in order, without overlap', () => {
    const pieces = fc.array(fc.constantFrom('Net sales', ' ', '\n', '. ', '3.5', '$ 1,000', '—', 'Dr.', '。', '合同', '\t', '|', 'The end.', '•', '(12)', '%', '\n\n', ';', 'Ä', '\u200b', '\r\n'), { maxLength: 60 });
    fc.assert(fc.property(pieces, (parts) => {
      const text = parts.join('');
      let at = 0;
      for (const span of splitSentences(text)) {
        expect(text.slice(at, span.start).trim()).toBe('');
        expect(span.end).toBeGreaterThan(span.start);
        expect(text.slice(span.start, span.end)).toBe(text.slice(span.start, span.end).trim());
        at = span.end;
      }
      expect(text.slice(at).trim()).toBe('');
    }), { numRuns: 500 });
  });
  it('cuts endless enumerations at semicolons', () => {
    const text = `The tenant shall ${Array.from({ length: 30 }, (_, n) => `pay the charge number ${n} on time and in full`).join('; ')}.`;
    expect(splitSentences(text).length).toBeGreaterThan(3);
    expect(Math.max(...splitSentences(text).map((span) => span.end - span.start))).toBeLessThan(700);
  });
  it('takes each line of a form by itself, with what goes on below it', () => {
    const form = 'Lease summary\nLandlord: Clara Whitcombe\nDeposit: two monthly rents, kept\nat the bank\nNotice period: 6 months\n\nNote: this is prose that says something at some length.';
    expect(texts(form)).toEqual(['Lease summary', 'Landlord: Clara Whitcombe', 'Deposit: two monthly rents, kept\nat the bank', 'Notice period: 6 months', 'Note: this is prose that says something at some length.']);
    expect(kinds(form).slice(0, 5)).toEqual(['heading', 'sentence', 'sentence', 'sentence', 'sentence']);
  });
  it('takes lines that only name columns for headings, not for statements or rows', () => {
    expect(kinds('July 30, 2023 July 31, 2022\n(In millions, except per share data)\nNet income $6,188 $656')).toEqual(['heading', 'heading', 'row']);
    expect(kinds('The report is for the quarter ended March 31, 2020')).not.toContain('row');
  });
});
