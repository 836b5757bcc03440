import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatsFolder } from '../../eval/formats.ts';
import { readAll } from '../../fixtures/readAll.ts';
import { line, rawPdf } from '../../fixtures/rawPdf.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

// As it is drawn, from the left: each letter of the font stands for one sign.
const letters = { a: 'ت', b: 'لا', c: 'ك', d: 'ش', e: 'م', f: 'ل', g: 'ا', h: '\ufefb', i: 'ح', j: 'ة', k: 'ي', l: 'ج', m: 'ن', n: 'إ', o: 'لإ' } as const;
const read = async (drawn: string): Promise<string> => (await readBytes('a.pdf', rawPdf({ letters, pages: [{ content: line(drawn, 700).replace('/F0', '/F1') + line('The quay of the harbour house.', 600) }] }))).pages[0]?.text.split('\n')[0] ?? '';

describe('Arabic letters that are drawn as one sign', () => {
  it.each([
    ['lam and alef inside a word', 'abcdefg', 'المشكلات'], ['lam and alef with hamza', 'jklgamog', 'الإنتاجية'], ['every letter a sign of its own', 'igf', 'لاح'], ['a form of both', 'ihacdefg', 'المشكتلاح'],
  ])('%s stand in the order they are read', async (_, drawn, text) => {
    expect(await read(drawn)).toBe(text);
  });

  it('a line with words from the left beside it keeps both', async () => {
    const { pages } = await readBytes('a.pdf', rawPdf({ letters, pages: [{ content: line('abcdefg', 700, { x: 300 }).replace('/F0', '/F1') + line('Python', 700) + line('abcdefg', 600).replace('/F0', '/F1') }] }));
    expect(pages[0]?.text.match(/المشكلات/g)).toHaveLength(2);
    expect(pages[0]?.text).toContain('Python');
  });
});

const sample = join(formatsFolder, 'docling/pdf/right_to_left_01.pdf');
it.skipIf(!existsSync(sample))('a page of Arabic has its words as they are written', async () => {
  const [page] = (await readAll(sample)).pages;
  for (const word of ['الإنتاجية', 'المشكلات', 'تحليلات', 'علاوة', 'الآلي', 'الاستفادة', 'لإدارة', 'الإحصائي', 'خلال']) expect(page?.text).toContain(word);
  expect(page?.text).not.toMatch(/اإلنتاجية|المشكالت/);
});
