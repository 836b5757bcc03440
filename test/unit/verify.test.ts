import { describe, expect, it } from 'vitest';
import { PageText } from '../../electron/engine/text/PageText.ts';
import { verifySentence, type VerifySource } from '../../electron/engine/verify.ts';
import { passage } from '../fakes/passage.ts';

const statement = `Harbour Books Ltd.
STATEMENTS OF OPERATIONS (Unaudited)
(In millions, except per share amounts)
Three Months Ended
July 1,
2023
June 25,
2022

Net sales:
Products $ 60,584 $ 63,355
Services 21,213 19,604
Total net sales 81,797 82,959
Operating expenses:
Research and development 7,442 6,797
Selling, general and administrative 5,973 6,012
Total operating expenses 13,415 12,809`;
const prose = 'The lease with Mr. Adam Weber begins on 1 March 2021 and ends on 28 February 2026. The monthly rent is EUR 1,250. The tenant may not sublet the flat without written consent. Sales fell by 4% because shops were closed. The deposit of three monthly rents is kept in a savings account of the Harbour Bank.';

function source(n: number, text: string, over: Partial<Parameters<typeof passage>[0]> = {}): VerifySource {
  return { n, passage: passage({ id: n, text, ...over }), page: new PageText(text), identity: text.slice(0, 200) };
}
const sources = [source(1, statement, { path: '/d/2023_Q3_Harbour.pdf', title: 'Harbour Books report' }), source(2, prose, { path: '/d/lease.pdf' })];
const check = (text: string, cited: number[] = [], language: 'en' | 'de' = 'en') => verifySentence({ text, cited, sources, language }, null, new AbortController().signal);

describe('verifySentence', () => {
  it('supports what a source says, and finds the source itself', async () => {
    for (const [text, n] of [
      ['Total net sales were $81,797 million in the three months ended July 1, 2023.', 1], ['Services net sales were 21,213 million.', 1], ['Research and development expenses amounted to $7.4 billion.', 1],
      ['The monthly rent is 1,250 EUR.', 2], ['The lease with Adam Weber ends on 28 February 2026.', 2], ['The tenant may not sublet without written consent.', 2], ['Sales fell by 4% because the shops were closed.', 2],
      ['In Q3 2023 Harbour Books had total operating expenses of 13,415 million.', 1],
    ] as const) {
      const checked = await check(text, [n === 1 ? 2 : 1]);
      expect([text, checked.support, checked.note]).toEqual([text, 'supported', null]);
      expect(checked.backings.map((backing) => backing.source.n), text).toEqual([n]);
    }
  });
  it('points at the very line', async () => {
    const checked = await check('Selling, general and administrative expenses were 5,973 million.');
    const backing = checked.backings[0];
    expect(statement.slice(backing?.unit.start, backing?.unit.end)).toBe('Selling, general and administrative 5,973 6,012');
  });
  it('flags every planted falsehood', async () => {
    for (const text of [
      'Total net sales were $81,798 million in the three months ended July 1, 2023.', 'Total net sales were $85.2 billion.', 'Selling, general and administrative expenses were 7,442 million.',
      'Total net sales were 21,213 million.', 'The lease ends on 28 February 2027.', 'The lease with Mr. Adam Miller ends on 28 February 2026.', 'The monthly rent is EUR 1,520.',
      'The tenant may sublet the flat without written consent.', 'Sales rose by 4% because shops were closed.', 'The deposit is paid in gold coins to the landlord’s brother.',
      'Northwind Traders had total net sales of 81,797 million.', 'Total net sales were 82,959 million in the three months ended July 1, 2023.', 'The weather in Lisbon is pleasant.',
      'The deposit of four monthly rents is kept in a savings account.', 'The rent is EUR 1,250 a year and was paid in 2019.',
    ]) expect([text, (await check(text)).support === 'supported']).toEqual([text, false]);
  });
  it('gives no source to what no source says', async () => {
    const checked = await check('The monthly rent is EUR 1,520.', [2]);
    expect(checked).toMatchObject({ support: 'unsupported', backings: [] });
    expect(checked.note).toContain('1,520');
  });
  it('says so when the source is in another language', async () => {
    expect(await check('Die Miete beträgt 1.250 EUR im Monat.', [2], 'de')).toMatchObject({ support: 'partly' });
    expect((await check('Die Miete beträgt 1.251 EUR im Monat.', [2], 'de')).support).toBe('unsupported');
  });
  it('accepts other words where the meaning is the same', async () => {
    const embed = (texts: readonly string[]) => Promise.resolve(texts.map(() => new Float32Array([1, 0])));
    const text = 'Subletting the flat needs the agreement in writing of the other side.';
    expect((await check(text)).support).not.toBe('supported');
    expect((await verifySentence({ text, cited: [], sources, language: 'en' }, embed, new AbortController().signal)).support).toBe('supported');
  });
  it('lets two sources bear out one sentence together', async () => {
    const parts = [source(1, 'The rent of the Harbour Street shop is EUR 900 a month.'), source(2, 'The rent of the Mill Lane shop is EUR 700 a month.')];
    const checked = await verifySentence({ text: 'The shop in Harbour Street costs EUR 900 a month, the Mill Lane shop EUR 700 rent.', cited: [], sources: parts, language: 'en' }, null, new AbortController().signal);
    expect(checked.support).toBe('supported');
    expect(checked.backings.map((backing) => backing.source.n).sort()).toEqual([1, 2]);
  });
  it('takes no figure of another time, by the columns of a row or the turn of a sentence', async () => {
    const report = source(1, 'Mill Tools, first quarter of 2021. Net sales were $24.4 million, compared with $20.1 million in the same quarter of 2020. Rent was EUR 9,200, after EUR 8,100 in the year before.', { title: 'Mill Tools, Q1 2021', path: '/d/mill.md' });
    const table = source(2, 'Mill Tools\n(in thousands)\n\n| Item | Q1 2021 | Q1 2020 |\n| Inventories | 5,210 | 4,870 |\n| Wages | 3,300 | 3,900 |', { title: 'Mill Tools, Q1 2021', path: '/d/mill table.md' });
    const ask = async (text: string) => (await verifySentence({ text, cited: [], sources: [report, table], language: 'en' }, null, new AbortController().signal)).support;
    for (const text of [
      'Net sales were $24.4 million in the first quarter of 2021.', 'Net sales were $20.1 million in the first quarter of 2020.', 'Net sales were 24,400 thousand dollars in the first quarter of 2021.',
      'Rent was EUR 9,200 against EUR 8,100 in the year before.', 'Inventories were $5.21 million in Q1 2021 and $4.87 million in Q1 2020.', 'Wages were $3,300,000 in Q1 2021.', 'Wages were lower in Q1 2021 than in Q1 2020.',
      'Inventories rose to 5,210 thousand in Q1 2021.', 'Net sales rose from $20.1 million to $24.4 million.',
    ]) expect([text, await ask(text)]).toEqual([text, 'supported']);
    for (const text of [
      'Net sales were $20.1 million in the first quarter of 2021.', 'Inventories were $4.87 million in Q1 2021.', 'Inventories were $5.21 million in Q1 2020 and $4.87 million in Q1 2021.', 'Rent was EUR 8,100 this year.',
      'Wages were higher in Q1 2021 than in Q1 2020.', 'Inventories fell to 5,210 thousand in Q1 2021.', 'Net sales fell from $24.4 million to $20.1 million.', 'Net sales were $24.4 billion in the first quarter of 2021.',
    ]) expect([text, await ask(text) === 'supported']).toEqual([text, false]);
  });
  it('lets nobody be what the source says of somebody else', async () => {
    const form = source(1, 'Lease summary\nLandlord: Clara Whitcombe\nTenant: Pavel Novotny\nDeposit: two monthly rents\n\nSubletting is not permitted. Dogs may be kept.', { title: 'Lease of Mill Lane 3', path: '/d/lease.txt' });
    const other = source(2, 'Lease summary\nLandlord: Tobias Rauch\nTenant: Owen Tredwell\nDeposit: three monthly rents', { title: 'Lease of Castle Hill 4', path: '/d/other.txt' });
    const ask = async (text: string) => (await verifySentence({ text, cited: [2], sources: [form, other], language: 'en' }, null, new AbortController().signal)).support;
    for (const text of ['The landlord of Mill Lane 3 is Clara Whitcombe.', 'At Mill Lane 3 the deposit is 2 monthly rents.', 'Subletting is prohibited.', 'Keeping dogs is allowed.']) expect([text, await ask(text)]).toEqual([text, 'supported']);
    for (const text of ['The landlord of Mill Lane 3 is Pavel Novotny.', 'The landlord of Mill Lane 3 is Owen Tredwell.', 'Subletting is permitted.', 'Dogs may not be kept.']) expect([text, await ask(text) === 'supported']).toEqual([text, false]);
  });
  it('points at the line with the date, not at a heading or the line with the name', async () => {
    const text = 'LEASE AGREEMENT\n\nThis lease is made on 12 January 2021 with Mr. Adam Weber, the tenant of the shop at Harbour Street.\n\nTerm\n\nThe lease ends on 28 February 2026. The rent is EUR 900.';
    const lease = source(1, text, { title: 'Lease Harbour Street', path: '/d/lease.txt' });
    const checked = await verifySentence({ text: 'The lease with Adam Weber ends on 28 February 2026.', cited: [], sources: [lease], language: 'en' }, null, new AbortController().signal);
    expect(checked.support).toBe('supported');
    expect(text.slice(checked.backings[0]?.unit.start, checked.backings[0]?.unit.end)).toBe('The lease ends on 28 February 2026.');
    expect((await verifySentence({ text: 'The shop is made of gold.', cited: [1], sources: [lease], language: 'en' }, null, new AbortController().signal)).support).toBe('unsupported');
  });
});

describe('a model that tells whether a sentence follows', () => {
  const told = (entailment: number, contradiction: number) => (text: string) => verifySentence({ text, cited: [], sources, language: 'en' }, null, new AbortController().signal, () => Promise.resolve({ entailment, contradiction }));
  it('denies what words bear out', async () => {
    const text = 'The tenant may not sublet without written consent.';
    expect((await check(text)).support).toBe('supported');
    expect((await told(0.02, 0.95)(text)).support).toBe('unsupported');
    expect((await told(0.3, 0.5)(text)).support).toBe('supported');
  });
  it('bears out what is said in other words, but no figure, date or name that is missing', async () => {
    const reworded = 'Letting the flat to others requires written permission of the owner, says the lease.';
    expect((await check(reworded)).support).not.toBe('supported');
    expect((await told(0.97, 0.01)(reworded)).support).toBe('supported');
    expect((await told(0.5, 0.1)(reworded)).support).not.toBe('supported');
    for (const text of ['The monthly rent is EUR 1,520.', 'The lease ends on 28 February 2027.', 'The lease with Mr. Adam Miller ends on 28 February 2026.', 'The weather in Lisbon is pleasant.']) expect([text, (await told(0.99, 0)(text)).support === 'supported']).toEqual([text, false]);
  });
});
