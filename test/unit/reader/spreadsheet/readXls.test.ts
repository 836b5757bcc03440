import { describe, expect, it } from 'vitest';
import { rc4Stream } from '../../../../electron/reader/office/rc4.ts';
import { f64, number, record, text, u16, u32, xlsOf } from '../../../fixtures/BiffWriter.ts';
import { CompoundWriter } from '../../../fixtures/CompoundWriter.ts';
import { lockedXls } from '../../../fixtures/lockXls.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

const label = (row: number, column: number, value: string) => record(0x204, u16(row, column, 0), text(value));

describe('XLS', () => {
  it('shows cells of every kind as the program does', async () => {
    const records = [
      label(0, 0, 'Kind'), label(0, 1, 'Value'), label(1, 0, 'number'), number(1, 1, 1234.5, 1), label(2, 0, 'date'), number(2, 1, 45292, 2), label(3, 0, 'whole'), record(0x27e, u16(3, 1, 0), u32((42 << 2) | 2)),
      label(4, 0, 'hundredth'), record(0x27e, u16(4, 1, 0), u32((1250 << 2) | 3)), label(5, 0, 'row of'), record(0xbd, u16(5, 1), u16(0), u32((1 << 2) | 2), u16(0), u32((2 << 2) | 2), u16(2)), label(6, 0, 'shared'), record(0xfd, u16(6, 1, 0), u32(1)),
      label(7, 0, 'formula'), record(0x06, u16(7, 1, 0), f64(7.5), u16(0), u32(0)), label(8, 0, 'words'), record(0x06, u16(8, 1, 0), Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), u16(0), u32(0)), record(0x207, text('worked out')),
      label(9, 0, 'truth'), record(0x205, u16(9, 1, 0), Buffer.from([1, 0])), label(10, 0, 'error'), record(0x205, u16(10, 1, 0), Buffer.from([7, 1])),
    ];
    const { pages, outcome, facts } = await readBytes('a.xls', xlsOf([{ name: 'Kinds', records }], { formats: ['#,##0.00', 'dd.mm.yyyy'], strings: [Buffer.concat([text('first'), text('second')])] }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts?.format).toBe('xls');
    expect(pages[0]?.text).toBe('Kinds\n\nKind | Value\nnumber | 1,234.50\ndate | 01.01.2024\nwhole | 42\nhundredth | 12.5\nrow of | 1 | 2\nshared | second\nformula | 7.5\nwords | worked out\ntruth | TRUE\nerror | #DIV/0!');
    expect(pages[0]?.locator).toEqual({ kind: 'rows', sheet: 'Kinds', firstRow: 1, lastRow: 11 });
    expect(pages[0]?.tables[0]?.header).toBe('Kind | Value');
  });

  it('reads strings that go on in the next record, there with another width', async () => {
    const strings = [Buffer.concat([u16(6), Buffer.from([0]), Buffer.from('Tro')]), Buffer.concat([Buffer.from([1]), Buffer.from('ña!', 'utf16le'), u16(2), Buffer.from([8]), u16(1), Buffer.from('ok'), u32(0)]), text('last')];
    const cells = [0, 1, 2].map((index) => record(0xfd, u16(index, 0, 0), u32(index)));
    expect((await readBytes('s.xls', xlsOf([{ name: 'S', records: cells }], { strings: [strings[0] ?? Buffer.alloc(0), Buffer.concat([strings[1] ?? Buffer.alloc(0), strings[2] ?? Buffer.alloc(0)])] }))).text).toBe('S\n\nTroña!\nok\nlast');
  });

  it('keeps hidden sheets, rows and columns apart, and repeats what is merged over rows', async () => {
    const records = [
      record(0x7d, u16(1, 1, 0, 0, 1, 0)), record(0x208, u16(1, 0, 2, 0, 0, 0, 0x20, 0)), label(0, 0, 'a'), label(0, 1, 'b'), label(1, 0, 'c'), label(2, 0, 'North'), number(2, 2, 1), number(3, 2, 2),
      record(0xe5, u16(1, 2, 3, 0, 0)),
    ];
    const { pages } = await readBytes('h.xls', xlsOf([{ name: 'S', records }, { name: 'Old', state: 2, records: [label(0, 0, 'gone')] }]));
    expect(pages.map(({ text: words, hidden }) => [words, hidden])).toEqual([['S\n\na\nNorth |  | 1\nNorth |  | 2', undefined], ['b\nc', 'hidden-rows'], ['Old\n\ngone', 'hidden-sheet']]);
  });

  it('has remarks apart and reads what is written in boxes, not what is embedded', async () => {
    const object = (type: number, id: number) => record(0x5d, u16(0x15, 18, type, id), Buffer.alloc(14));
    const words = (value: string) => [record(0x1b6, u16(0, 0, 0, 0, 0, value.length, 16, 0, 0)), record(0x3c, Buffer.from([0]), Buffer.from(value)), record(0x3c, Buffer.alloc(16))];
    const records = [label(0, 0, 'a'), object(6, 1), ...words('In a box'), object(0x19, 2), ...words('Is it?'), record(0x809, u16(0x0600, 0x20, 0, 0), u32(0), u32(0)), label(5, 5, 'of a chart'), record(0x0a), record(0x1c, u16(4, 0, 0, 2), text('Tom'), Buffer.alloc(1))];
    const { pages } = await readBytes('n.xls', xlsOf([{ name: 'S', records }]));
    expect(pages.map(({ text: shown, hidden }) => [shown, hidden])).toEqual([['S\n\na', undefined], ['In a box', undefined], ['5: Tom: Is it?', 'comment']]);
  });

  it.each(['md5', 'sha1'] as const)('opens workbooks locked with RC4 (%s) with their password alone', async (kind) => {
    const sheets = [{ name: 'S', records: Array.from({ length: 200 }, (_value, index) => label(index, 0, `line ${index} of a locked sheet`)) }];
    const bytes = lockedXls(sheets, 'geheim', kind);
    expect(bytes.includes('locked sheet')).toBe(false);
    expect((await readBytes('l.xls', bytes, { password: 'geheim' })).text).toContain('line 199 of a locked sheet');
    expect((await readBytes('l.xls', bytes)).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
    expect((await readBytes('l.xls', bytes, { password: 'other' })).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed', detail: 'wrong password' } });
    expect((await readBytes('l.xls', lockedXls(sheets, 'VelvetSweatshop', kind))).outcome.state).toBe('indexed');
  });

  it('reads workbooks of Excel 5 in their code page', async () => {
    const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    const head = (at: number) => Buffer.concat([record(0x809, u16(0x0500, 5), u32(0)), record(0x42, u16(1251)), record(0x85, u32(at), Buffer.from([0, 0, 6]), cyrillic), record(0x0a)]);
    const sheet = Buffer.concat([record(0x809, u16(0x0500, 0x10), u32(0)), record(0x204, u16(0, 0, 0, 6), cyrillic), number(0, 1, 5), record(0x0a)]);
    const { text: shown, outcome } = await readBytes('5.xls', new CompoundWriter().add('Book', Buffer.concat([head(head(0).length), sheet])).bytes());
    expect(outcome.state).toBe('indexed');
    expect(shown).toBe('Привет\n\nПривет | 5');
  });

  it('has the key stream that RC4 is known to give', () => {
    const stream = rc4Stream(Buffer.from('Key'), 9);
    expect(Buffer.from(Buffer.from('Plaintext').map((byte, index) => byte ^ (stream[index] ?? 0))).toString('hex')).toBe('bbf316e8d940af0ad3');
  });

  it('counts from 1904, asks for a password, and ends clearly where it is damaged', async () => {
    expect((await readBytes('m.xls', xlsOf([{ name: 'S', records: [number(0, 0, 43830, 1)] }], { formats: ['yyyy-mm-dd'], globals: [record(0x22, u16(1))] }))).text).toContain('2024-01-01');
    expect((await readBytes('p.xls', xlsOf([{ name: 'S', records: [] }], { globals: [record(0x2f, Buffer.alloc(54))] }))).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
    expect((await readBytes('d.xls', xlsOf([{ name: 'S', records: [label(0, 0, 'kept')] }, { name: 'T', records: [record(0x203, u16(1))] }]))).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged' } });
    expect((await readBytes('e.xls', xlsOf([{ name: 'S', records: [] }]))).outcome.reason?.code).toBe('no-text');
  });
});
