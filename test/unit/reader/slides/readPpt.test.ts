import { describe, expect, it } from 'vitest';
import { u16, u32 } from '../../../fixtures/BiffWriter.ts';
import { atom, container, pptOf, pptShape, pptText } from '../../../fixtures/PptWriter.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

describe('PPT', () => {
  it('comes slide by slide in reading order, title first, notes behind', async () => {
    const { pages, facts, outcome } = await readBytes('t.ppt', pptOf([
      { shapes: [pptShape([10, 2_000], pptText(4, 'below')), pptShape([10, 500], pptText(1, 'one\rtwo\vmore')), pptShape([10, 3_000], pptText(0, 'The plan'))], notes: [pptShape([0, 0], pptText(2, 'Say hello'))] },
      { shapes: [pptShape([0, 0], atom(3998, u32(0)))], listed: [pptText(4, 'from the list')] },
    ]));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'ppt', title: 'The plan' });
    expect(pages.map(({ text, locator }) => [text, locator])).toEqual([
      ['The plan\n\n• one\n• two\nmore\n\nbelow', { kind: 'slide', slide: 1 }], ['Say hello', { kind: 'slide', slide: 1, notes: true }], ['from the list', { kind: 'slide', slide: 2 }],
    ]);
  });

  it('reads tables, keeps apart hidden slides, remarks and what lies beside the slide, and leaves out numbers of slides', async () => {
    const cell = (x: number, y: number, value: string) => container(0xf004, atom(0xf00f, Buffer.concat([u32(x), u32(y), u32(x + 9), u32(y + 9)])), container(0xf00d, pptText(4, value)));
    const table = container(0xf003, container(0xf004, atom(0xf122, Buffer.concat([u16(0x039f), u32(1)]), 1)), cell(0, 0, 'Who'), cell(50, 0, 'When'), cell(50, 20, 'May'), cell(0, 20, 'Ines'));
    const remark = container(5000, container(5002, atom(4026, Buffer.from('___PPT10', 'utf16le')), atom(5003, container(12_000, atom(4026, Buffer.from('Tom', 'utf16le'), 0), atom(4026, Buffer.from('Too small', 'utf16le'), 1)))));
    const { pages } = await readBytes('u.ppt', pptOf([
      { shapes: [table, pptShape([9_000, 0], pptText(4, 'beside')), pptShape([0, 4_000], pptText(4, '*'), atom(4056, Buffer.alloc(4)))], more: [remark] },
      { shapes: [pptShape([0, 0], pptText(4, 'not shown'))], more: [atom(1017, Buffer.concat([Buffer.alloc(10), u16(4, 0, 0)]))] },
    ]));
    expect(pages.map(({ text, hidden }) => [text, hidden])).toEqual([['Who | When\nInes | May', undefined], ['beside', 'off-page'], ['Tom: Too small', 'comment'], ['not shown', 'hidden-sheet']]);
    expect(pages[0]?.tables[0]?.header).toBe('Who | When');
  });

  it('finds slides without the list of edits, and asks for a password', async () => {
    const bytes = pptOf([{ shapes: [pptShape([0, 0], pptText(4, 'still here'))] }]);
    const at = bytes.indexOf(Buffer.concat([u32(20), u32(0xe391c05f)]));
    const lost = Buffer.from(bytes);
    lost.writeUInt32LE(0xffffff, at + 8);
    expect(await readBytes('l.ppt', lost)).toMatchObject({ text: 'still here', outcome: { state: 'indexed' } });
    expect((await readBytes('p.ppt', pptOf([{ shapes: [] }], 0xf3d1c4df))).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
  });
});
