import { describe, expect, it } from 'vitest';
import { pdfHints } from '../../../electron/reader/pdf/hints.ts';
import { line, rawPdf } from '../../fixtures/rawPdf.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

const rent = 'The rent of the harbour house is 1,200 crowns a month.';
const shown = line(rent, 700);
const read = async (content: string, { more = '', letters = {} }: { readonly more?: string; readonly letters?: Readonly<Record<string, string>> } = {}) => (await readBytes('a.pdf', rawPdf({ letters, pages: [{ content, more }] }))).pages.map(({ text, hidden }) => [hidden ?? 'shown', text]);

describe('text beside a page', () => {
  it.each([
    ['to the right', line('Secret beside it.', 600, { x: 900 }), ''], ['to the left', line('Secret beside it.', 600, { x: -300 }), ''], ['above', line('Secret beside it.', 900), ''], ['below', line('Secret beside it.', -30), ''],
    ['far away', line('Secret beside it.', 600, { x: 1e7 }), ''], ['under a crop box', line('Secret beside it.', 300), '/CropBox [0 400 612 792]'], ['under a crop box that begins elsewhere', line('Secret beside it.', 600, { x: -40 }), '/CropBox [60 400 612 792]'],
    ['of a page that is turned', line('Secret beside it.', 600, { x: 700 }), '/Rotate 90'], ['of a page that stands on its head', line('Secret beside it.', -40), '/Rotate 180'],
    ['of a box that does not begin at nought', line('Secret beside it.', 100), '/MediaBox [50 300 612 792]'], ['of a box written the wrong way round', line('Secret beside it.', 100), '/MediaBox [612 792 50 300]'],
    ['moved there', `q 1 0 0 1 800 0 cm ${line('Secret beside it.', 600)} Q\n`, ''], ['turned about there', `q 0 1 -1 0 0 0 cm ${line('Secret beside it.', 600)} Q\n`, ''], ['by its own matrix', 'BT /F0 11 Tf 0 1 -1 0 700 100 Tm (Secret beside it.) Tj ET\n', ''],
    ['a line under the last', 'BT /F0 11 Tf 72 20 Td 40 TL (12) Tj (Secret beside it.) \' ET\n', ''], ['widely set', 'BT /F0 11 Tf 72 -600 Td 3 Tc 9 Tw 150 Tz (Secret beside it.) Tj ET\n', ''], ['piece by piece', 'BT /F0 11 Tf 72 -600 Td [(Sec) -20 (ret) -600 (beside ) 15 (it.)] TJ ET\n', ''],
  ])('%s is kept apart', async (_, hidden, more) => {
    const pages = await read(shown + hidden, { more });
    expect(pages.map(([kind]) => kind)).toEqual(['shown', 'off-page']);
    expect(pages[0]?.[1]).toContain(rent);
    expect(pages[0]?.[1]).not.toContain('Secret');
    expect(pages[1]?.[1]).toBe('Secret beside it.');
  });

  it('of what is half on the page, what shows stays its text, and words that are cut by its edge are kept whole', async () => {
    expect(await read(line('Here it begins and there it goes on beyond the edge.', 700, { x: 508 }))).toEqual([['shown', 'Here it begins and the'], ['off-page', 'there it goes on beyond the edge.']]);
    expect(await read(shown + line('A word at the edg', 600, { x: 530 }))).toEqual([['shown', `${rent}\n\nA word at the edg`]]);
  });

  it('lines and words of it are told apart, and what is drawn in white there is beside the page', async () => {
    expect(await read(`${shown}${line('First line', -40)}${line('and more', -40, { x: 300 })}${line('Second line', -60, { before: '1 g' })}`)).toEqual([['shown', rent], ['off-page', 'First line and more\nSecond line']]);
  });

  it('a page with nothing else has it too, and marks of a printer alone are none', async () => {
    expect(await read(line('Secret beside it.', 600, { x: 900 }))).toContainEqual(['off-page', 'Secret beside it.']);
    expect(await read(shown + line('+', -20) + line('x', 900))).toEqual([['shown', rent]]);
  });

  it('however much of it there is, what does not show on the page itself is told apart', async () => {
    const far = line('Beside the page there is a great deal to say. '.repeat(40), -50);
    expect((await read(shown + far + line('Secret in white.', 600, { before: '1 g' }))).map(([kind, text]) => [kind, text?.slice(0, 16)])).toEqual([['shown', rent.slice(0, 16)], ['white', 'Secret in white.'], ['off-page', 'Beside the page ']]);
  });

  it('counts as text of the document against its limit', async () => {
    const { outcome, pages } = await readBytes('a.pdf', rawPdf({ pages: Array.from({ length: 4 }, () => ({ content: shown + line('Beside the page. '.repeat(20), -50) })) }), { limits: { maxTextUnits: 600 } });
    expect(outcome).toMatchObject({ state: 'indexed-partly', reason: { code: 'limit-exceeded' } });
    expect(pages.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(600);
  });
});

it('only files whose text may leave the page are looked through for it', () => {
  const unseen = (content: string, more = '') => pdfHints(rawPdf({ pages: [{ content, more }] })).unseen;
  expect(unseen(shown)).toBe(false);
  expect(unseen(`q 0.1 0 0 0.1 0 0 cm ${line(rent, 7_000, { x: 720, size: 110 })}Q`)).toBe(false);
  expect(unseen('BT /F0 11 Tf 1 0 0 1 72 700 Tm (one) Tj 0 -14 TD (two) Tj T* (three) Tj ET')).toBe(false);
  // Coordinates that go on in another stream, pictures among the drawing, forms, boxes told elsewhere: nobody knows.
  for (const content of ['1 0 0 1 9 0 cm', 'BT /F0 11 Tf 72 700 Td (one) Tj', 'q BT (one) Tj ET', 'BI /W 1 ID x EI BT ET', 'BT (((((unclosed ET']) expect(unseen(`${shown}${content}`), content).toBe(true);
  expect(unseen(shown, '/MediaBox 3 0 R')).toBe(true);
  expect(unseen(shown, '/CropBox [0 0 100 100]')).toBe(true);
});

it('all the text of a page that lies in a form drawn beside it is found', async () => {
  const form = '<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F0 3 0 R >> >> /Length';
  const content = line('Secret in a form.', 100, { x: 10 });
  const bytes = Buffer.from(rawPdf({ pages: [{ content: `${shown}q 1 0 0 1 700 0 cm /X0 Do Q` }], pinned: ['FORM'] }).toString('latin1')
    .replace('/Resources << /Font', '/Resources << /XObject << /X0 4 0 R >> /Font').replace(/<< \/Type \/EmbeddedFile \/Length \d+ >>\nstream\nFORM/, `${form} ${String(content.length)} >>\nstream\n${content}`), 'latin1');
  expect((await readBytes('a.pdf', bytes)).pages.map(({ text, hidden }) => [hidden, text])).toEqual([[undefined, rent], ['off-page', 'Secret in a form.']]);
});

describe('text that is written from the right', () => {
  // As it is drawn, from the left: each letter of the font stands for one sign.
  const hebrew = { a: 'א', b: 'ב', c: 'ג', d: 'ד', e: 'ה', f: 'ו', g: 'ש', h: 'ל', i: 'ם' } as const;
  const arabic = { a: 'ت', b: 'لا', c: 'ك', d: 'ش', e: 'م', f: 'ل', g: 'ا' } as const;
  const right = (text: string, y: number, options: Parameters<typeof line>[2] = {}) => line(text, y, options).replace('/F0', '/F1');

  it.each([
    ['white', '1 1 1 rg', hebrew, 'ifhg', 'שלום'], ['invisible', '3 Tr', hebrew, 'ifhg', 'שלום'], ['white', '1 g', arabic, 'abcdefg', 'المشكلات'], ['white', '1 g', hebrew, 'ifhg 1,200 cba', 'אבג 1,200 שלום'],
  ] as const)('%s (%s) is kept apart', async (kind, before, letters, drawn, text) => {
    expect(await read(shown + right(drawn, 600, { before }), { letters })).toEqual([['shown', rent], [kind, text]]);
  });

  it('stays where it shows, beside what does not', async () => {
    expect(await read(right('ifhg', 700) + right('cba', 600, { before: '1 g' }) + line('Plain words.', 500) + right('fed', 400), { letters: hebrew })).toEqual([['shown', 'שלום\n\nPlain words.\n\nדהו'], ['white', 'אבג']]);
  });

  it('beside the page is kept apart, as it is read', async () => {
    expect(await read(shown + right('ifhg 1,200 cba', -40), { letters: hebrew })).toEqual([['shown', rent], ['off-page', 'אבג 1,200 שלום']]);
  });
});

describe('one line that is drawn in two ways', () => {
  const two = (first: string, second: string) => `BT /F0 11 Tf 72 600 Td ${first} (Pay by Friday ) Tj ${second} (and say nothing of it.) Tj ET\n`;

  it.each([['white', '0 g', '1 g'], ['invisible', '0 Tr', '3 Tr'], ['white', '0 g', '0.98 0.99 1 rg']] as const)('is cut where %s begins', async (kind, first, second) => {
    expect(await read(shown + two(first, second))).toEqual([['shown', `${rent}\n\nPay by Friday`], [kind, 'and say nothing of it.']]);
    expect(await read(shown + two(second, '0 g 0 Tr'))).toEqual([['shown', `${rent}\n\nand say nothing of it.`], [kind, 'Pay by Friday']]);
  });

  it('is not cut for a mark', async () => {
    expect(await read(`${shown}BT /F0 11 Tf 72 600 Td 0 g (Pay by Friday) Tj 1 g (.) Tj 0 g ( Say nothing.) Tj ET\n`)).toEqual([['shown', `${rent}\n\nPay by Friday. Say nothing.`]]);
  });
});
