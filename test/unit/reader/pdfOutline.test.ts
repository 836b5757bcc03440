import { describe, expect, it } from 'vitest';
import { chunkPages } from '../../../electron/engine/chunk.ts';
import { line, rawPdf, type Bookmark } from '../../fixtures/rawPdf.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

const words = (what: string): string => `The ${what} is told here in as many words as a passage of its own takes, so that none of the sections beside it is joined with this one, whatever stands before it and whatever follows; `.repeat(4);
/** A paragraph, its lines one below the other from `y` on. */
const paragraph = (what: string, y: number): string => (words(what).match(/.{1,90}(?:\s|$)/g) ?? []).map((text, at) => line(text.trim(), y - at * 13)).join('');
const titled = (title: string, what: string, y: number, size = 11): string => line(title, y, { size }) + paragraph(what, y - 20);

type Given = { readonly pages: readonly string[]; readonly outline: readonly Bookmark[]; readonly named?: Readonly<Record<string, string>> };
const read = async ({ pages, ...more }: Given) => (await readBytes('a.pdf', rawPdf({ pages: pages.map((content) => ({ content })), ...more }))).pages;
/** The path of headings over what is told of each thing. */
async function pathsOf(given: Given): Promise<Record<string, readonly string[]>> {
  const pages = await read(given);
  return Object.fromEntries(chunkPages(pages).flatMap(({ page, start, end, headingPath }) => [...(pages[page - 1]?.text.slice(start, end) ?? '').matchAll(/The (\w+) is told/g)].map(([, what = '']) => [what, headingPath] as const)));
}

describe('the outline of a PDF names its sections', () => {
  it('where no heading looks like one, by the line that says the title', async () => {
    const pages = [titled('The building', 'roof', 700) + titled('The garden', 'hedge', 400), titled('Money', 'rent', 700)];
    const outline = [{ title: 'The building', to: '[PAGE 0 /XYZ 72 712 0]' }, { title: 'The garden', to: '[PAGE 0 /XYZ 72 412 0]' }, { title: 'Money', to: '[PAGE 1 /XYZ 72 712 0]' }];
    expect(await pathsOf({ pages, outline: [] })).toEqual({ roof: [], hedge: [], rent: [] });
    expect(await pathsOf({ pages, outline })).toEqual({ roof: ['The building'], hedge: ['The garden'], rent: ['Money'] });
    const [first] = await read({ pages, outline });
    expect(first?.headings.map(({ start, end, level, text }) => [first.text.slice(start, end), level, text])).toEqual([['The building', 1, undefined], ['The garden', 1, undefined]]);
  });

  it('with what a section lies in, numbers and line ends in titles aside, and on the pages that follow', async () => {
    const pages = [titled('2. The building and what', 'roof', 700).replace('(2. The building and what) Tj ET', '(2. The building and what) Tj 0 -13 Td (belongs to it) Tj ET').replace(/72 680 Td/, '72 660 Td'), titled('Hedges', 'hedge', 700) + titled('2.2 Paths', 'path', 400), paragraph('gravel', 700)];
    const outline = [{ title: 'The building and what belongs to it', to: '[PAGE 0 /Fit]', inside: [{ title: '2.1 Hedges', to: '[PAGE 1 /XYZ 72 712 0]' }, { title: 'Paths', to: '[PAGE 1 /XYZ 72 412 0]' }] }];
    const above = '2. The building and what belongs to it';
    expect(await pathsOf({ pages, outline })).toEqual({ roof: [above], hedge: [above, 'Hedges'], path: [above, '2.2 Paths'], gravel: [above, '2.2 Paths'] });
  });

  it('where the page does not say the title, at the place the outline leads to', async () => {
    const pages = [paragraph('roof', 700) + paragraph('hedge', 400), paragraph('rent', 700)];
    const outline = [{ title: 'The building', to: '[PAGE 0 /Fit]' }, { title: 'The garden', to: '[PAGE 0 /XYZ 72 414 0]' }, { title: 'Money', to: '[PAGE 1 /FitH 720]' }];
    expect(await pathsOf({ pages, outline })).toEqual({ roof: ['The building'], hedge: ['The garden'], rent: ['Money'] });
  });

  it('by the heading that says the title in other words, not by another near it', async () => {
    const pages = [line('HARBOUR HOUSE', 740, { size: 18 }) + titled('Note 2: The buildings and their roofs', 'roof', 700, 14) + titled('Note 3: Gardens', 'hedge', 400, 14)];
    const outline = [{ title: 'Buildings (condensed)', to: '[PAGE 0 /XYZ 72 742 0]' }, { title: 'Garden', to: '[PAGE 0 /XYZ 72 420 0]' }];
    expect(await pathsOf({ pages, outline })).toEqual({ roof: ['Note 2: The buildings and their roofs'], hedge: ['Note 3: Gardens'] });
  });

  it('by names of destinations, by page numbers, and in an order of its own', async () => {
    const pages = [paragraph('roof', 700), paragraph('hedge', 700), paragraph('rent', 700)];
    const outline = [{ title: 'House and garden', inside: [{ title: 'Garden', to: '(garden)' }, { title: 'House', to: '(house)' }] }, { title: 'Money', to: '[2 /Fit]' }];
    expect(await pathsOf({ pages, outline, named: { garden: '[PAGE 1 /Fit]', house: '[PAGE 0 /Fit]' } })).toEqual({ roof: ['House and garden', 'House'], hedge: ['House and garden', 'Garden'], rent: ['Money'] });
  });

  it('and what it does not name lies in them, unless it looks greater', async () => {
    const pages = [titled('The building', 'roof', 700, 14) + titled('Gutters', 'gutter', 400, 12.5), titled('The garden', 'hedge', 700, 14) + titled('Second book', 'rent', 400, 24)];
    const outline = [{ title: 'The building', to: '[PAGE 0 /XYZ 72 716 0]' }, { title: 'The garden', to: '[PAGE 1 /XYZ 72 716 0]' }];
    expect(await pathsOf({ pages, outline })).toEqual({ roof: ['The building'], gutter: ['The building', 'Gutters'], hedge: ['The garden'], rent: ['Second book'] });
  });
});

describe('an outline that leads nowhere', () => {
  const page = titled('The building', 'roof', 700);
  const pages = [page, titled('Gutters', 'gutter', 700, 18), paragraph('rent', 700)];
  const looking = { roof: [], gutter: ['Gutters'], rent: ['Gutters'] };

  it.each([
    ['to pages that are not there', [{ title: 'Alpha', to: '[PAGE 7 /Fit]' }, { title: 'Beta', to: '[99 /Fit]' }, { title: 'Gamma', to: '(nobody)' }]], ['to no place at all', [{ title: 'Alpha' }, { title: 'Beta', to: 'null' }, { title: 'Gamma', to: '[null /Fit]' }]],
    ['to one page with all it has', Array.from({ length: 30 }, (_, at) => ({ title: `Chapter of ${String.fromCharCode(97 + at % 26).repeat(4)}`, to: '[PAGE 0 /Fit]' }))],
    ['by names of pages', Array.from({ length: 3 }, (_, at) => ({ title: `Page ${String(at + 1)}`, to: `[PAGE ${String(at)} /Fit]` }))], ['with one entry for the whole', [{ title: 'Everything', to: '[PAGE 0 /Fit]' }]],
  ] as const)('%s changes nothing', async (_, outline) => {
    expect(await pathsOf({ pages, outline })).toEqual(looking);
  });

  it('in a circle, or too deep to follow, is no obstacle', async () => {
    const number = 9_000;
    const circle = `/Outlines << /First ${String(number)} 0 R >>`;
    const whole = rawPdf({ pages: pages.map((content) => ({ content })), catalog: circle }).toString('latin1');
    const with_ = (objects: string): Buffer => Buffer.from(whole.replace('xref\n', `${objects}xref\n`).replace(/startxref\n\d+/, 'startxref\n0'), 'latin1');
    const inCircle = await readBytes('a.pdf', with_(`${String(number)} 0 obj<</Title(Roofs)/Dest[0/Fit]/Next 9001 0 R/First 9000 0 R>>endobj\n9001 0 obj<</Title(Rents)/Dest[2/Fit]/Next 9000 0 R/First 9001 0 R>>endobj\n`));
    expect([inCircle.outcome.state, inCircle.pages[0]?.headings.map(({ text }) => text), inCircle.pages[2]?.headings.map(({ text }) => text)]).toEqual(['indexed', ['Roofs'], ['Rents']]);
    const deep = await readBytes('a.pdf', with_(Array.from({ length: 20_000 }, (_, at) => `${String(number + at)} 0 obj<</Title(Deep)/Dest[0/Fit]/First ${String(number + at + 1)} 0 R>>endobj\n`).join('')));
    expect([deep.outcome.state, deep.pages.length, deep.pages[1]?.headings.length]).toEqual(['indexed', 3, 1]);
  });

  it('with 100,000 entries, or a title of a million letters, takes no time to speak of', async () => {
    const began = performance.now();
    const many = await readBytes('a.pdf', rawPdf({ pages: pages.map((content) => ({ content })), outline: Array.from({ length: 100_000 }, (_, at) => ({ title: `Part of ${String(at)}`, to: `[PAGE ${String(at % 3)} /XYZ 0 ${String(at % 700)} 0]` })) }));
    expect([many.outcome.state, many.pages.flatMap(({ headings }) => headings).length]).toEqual(['indexed', 1]);
    const long = await readBytes('a.pdf', rawPdf({ pages: pages.map((content) => ({ content })), outline: [{ title: 'Roofs '.repeat(200_000), to: '[PAGE 0 /Fit]' }, { title: 'Rents', to: '[PAGE 2 /Fit]' }] }));
    expect(long.pages[0]?.headings[0]?.text?.length).toBeLessThanOrEqual(160);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
