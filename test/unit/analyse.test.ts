import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';

describe('analyseTerms', () => {
  it.each([
    ['Net Sales were flat', ['net', 'sale', 'were', 'flat']],
    ['Größe ÉTÉ Čapek ＦＵＬＬ', ['grosse', 'ete', 'capek', 'full']],
    ["the company’s lease, l'année, don't", ['the', 'company', 'lease', 'annee', 'dont']],
    ['stories boxes glass basis status dresses', ['story', 'box', 'glass', 'basis', 'status', 'dress']],
    ['$94,836 and 1.234,56 and 0.125', ['94836', 'and', '1234.56', 'and', '0.125']],
    ['12’500 CHF, 1 234', ['12500', 'chf', '1', '234']],
    ['Q3 2023 on 07.01.', ['q3', '2023', 'on', '07.01']],
    ['infor-\nmation', ['infor', 'mation', 'information']],
    ['zero\u200bwidth and soft\u00adhyphen', ['zerowidth', 'and', 'softhyphen']],
    ['営業収入', ['営業', '業収', '収入']],
    ['东京2023年', ['东京', '2023', '年']],
    ['สัญญาเช่า 2031', ['สัญ', 'ญญ', 'ญา', 'าเ', 'เช่', 'ช่า', '2031']],
    ['계약서를 2031년', ['계약', '약서', '서를', '2031', '년']],
    ['Hóa đơn', ['hoa', 'đon']],
    ['Счёт №12', ['счет', 'no12']],
    ['', []],
    ['—…!', []],
  ])('%j gives %j', (text, terms) => {
    expect(analyseTerms(text)).toEqual(terms);
  });

  it('gives the same terms for a text in any Unicode form, and for any case', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(analyseTerms(text.normalize('NFD'))).toEqual(analyseTerms(text.normalize('NFC')));
    }), { numRuns: 300 });
    fc.assert(fc.property(fc.stringMatching(/^[a-zäöüéñ ,.'-]*$/), (text) => {
      expect(analyseTerms(text.toUpperCase().replaceAll('SS', 'ss'))).toEqual(analyseTerms(text));
    }), { numRuns: 300 });
  });

  it('never gives an empty or endless term, nor one with a blank in it', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      for (const term of analyseTerms(text)) {
        expect(term).toMatch(/^\S+$/u);
        expect(term.length).toBeLessThanOrEqual(48);
      }
    }), { numRuns: 500 });
    expect(analyseTerms('a'.repeat(10_000))).toEqual(['a'.repeat(48)]);
  });
});
