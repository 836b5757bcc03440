import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../fixtures/readBytes.ts';

const rtf = (body: string, head = '') => readBytes('a.rtf', Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil Arial;}{\\f1\\fnil\\fcharset204 Arial Cyr;}{\\f2\\fnil\\fcharset128 MS Mincho;}{\\f3\\fnil\\fcharset2 Symbol;}}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 \\'dcberschrift 2;}{\\*\\cs10 Default;}}${head}${body}}`, 'latin1'));
const escaped = (text: string, encoding: string) => [...iconv.encode(text, encoding)].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('');

describe('rich text', () => {
  it('has its headings by style, its title and date', async () => {
    const { facts, pages, outcome } = await rtf('\\pard\\s1 The lease\\par\\pard\\plain Rent is due.\\par\\pard\\s2 Deposit\\par\\pard Two months\\line of rent.\\par', '{\\info{\\title Lease of Quay House}{\\author Ada}{\\creatim\\yr2025\\mo3\\dy4\\hr9}}');
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'rtf', title: 'Lease of Quay House', documentDate: '2025-03-04' });
    expect(pages[0]?.text).toBe('The lease\n\nRent is due.\n\nDeposit\n\nTwo months\nof rent.');
    expect(pages[0]?.headings.map(({ level }) => level)).toEqual([1, 2]);
  });

  it.each([
    ['code pages', `K\\'f6ln {\\f1 ${escaped('Договор', 'cp1251')}} {\\f2 ${escaped('契約書', 'cp932')}} {\\f3 \\'61\\'b7}`, 'Köln Договор 契約書 α•'],
    ['Unicode', '\\u8364? {\\uc2\\u22865\\\'8c\\\'5f\\u32004\\\'96\\\'f1} \\uc0\\u228 rger \\u-10179 \\u-8704', '€ 契約 ärger 😀'],
    ['signs', '\\ldblquote a\\rdblquote \\emdash b\\~c \\bullet\\tab d\\_e\\-f \\{g\\}', '“a”—b c • d-ef {g}'],
    ['fields', 'See {\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt the rules}}.', 'See the rules.'],
    ['pictures and objects left out', 'a{\\pict\\pngblip 89504e470d0a}b{\\object{\\*\\objdata 0105}{\\result c}}{\\*\\unknown d}\\bin4 XXXXe', 'abce'],
  ])('%s', async (_what, body, text) => {
    expect((await rtf(`\\pard ${body}\\par`)).text).toBe(text);
  });

  it('tables keep their rows, lists their marks', async () => {
    const row = (...cells: string[]) => `\\trowd\\cellx100\\cellx200\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\row`;
    const { text, pages } = await rtf(`${row('Item', 'Price')}${row('Chair\\par with arms', '40')}\\pard After.\\par{\\pard{\\listtext 1.\\tab}First\\par}{\\pard{\\listtext 2.\\tab}Second\\par}`);
    expect(text).toBe('Item | Price\nChair with arms | 40\n\nAfter.\n\n1. First\n2. Second');
    expect(pages[0]?.tables[0]?.rows).toHaveLength(2);
  });

  it('text that does not show, deleted text and remarks are kept apart', async () => {
    const { pages } = await rtf('\\pard Pay {\\v nothing }{\\deleted never }the rent.{\\*\\annotation Really?}\\par');
    expect(pages.map(({ hidden, text }) => [hidden, text])).toEqual([[undefined, 'Pay the rent.'], ['invisible', 'nothing'], ['deleted', 'never'], ['comment', 'Really?']]);
  });

  it('head, notes, frames and foot stand around the text, each once', async () => {
    const { text } = await rtf('{\\header Quay House\\par}{\\headerf Quay House\\par}{\\footer page {\\chpgn}\\par}\\pard Text{\\footnote A note.}.\\par{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt In a frame.\\par}}}');
    expect(text).toBe('Quay House\n\nText.\n\nIn a frame.\n\nA note.\n\npage');
  });

  it('what breaks off is read as far as it goes; endless groups end', async () => {
    expect((await readBytes('a.rtf', '{\\rtf1 Words that break')).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged' } });
    expect((await readBytes('a.rtf', `{\\rtf1 Words.${'{'.repeat(200_000)}`)).outcome.reason?.code).toBe('limit-exceeded');
    const began = performance.now();
    for (const odd of ['\\u', '\\bin99999999999 ', '\\\'', '}}}}', '\\'.repeat(100_000), '\\par'.repeat(300_000), '\\cell'.repeat(300_000)]) expect((await readBytes('a.rtf', `{\\rtf1 Words.${odd}}`)).outcome.state).toMatch(/^indexed/);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
