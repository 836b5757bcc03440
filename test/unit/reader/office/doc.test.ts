import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openCompound } from '../../../../electron/reader/compound.ts';
import { rc4Stream } from '../../../../electron/reader/office/rc4.ts';
import { CompoundWriter } from '../../../fixtures/CompoundWriter.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';
import { doc, type DocRun } from '../../../fixtures/makeDoc.ts';

const body: DocRun[] = [
  { text: 'The lease\r', style: 1 }, { text: 'Rent is due on the first, in Köln.\r' }, { text: 'Договор \u2013 straße\r', wide: true }, { text: 'Deposit\r', style: 2 },
  { text: 'Item\x07', inTable: true }, { text: 'Price\x07', inTable: true }, { text: '\x07', inTable: true, rowEnd: true },
  { text: 'Chair\rwith arms\x07', inTable: true }, { text: '40\x07', inTable: true }, { text: '\x07', inTable: true, rowEnd: true },
  { text: 'See \x13 HYPERLINK "http://x.example" \x14the rules\x15 of \x1fthe house.\x0bEnd.\r' }, { text: 'More\r', style: 3 }, { text: 'Shown ' }, { text: 'unseen', hidden: true }, { text: 'struck out', deleted: true }, { text: 'again.\r' },
];

/** The file locked with RC4 ([MS-OFFCRYPTO] 2.3.6): the table begins with version, salt and a random text with its digest. */
function locked(file: Buffer, password: string): Buffer {
  const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  const number = (value: number) => Buffer.from([value & 255, value >> 8 & 255, value >> 16 & 255, 0]);
  const salt = Buffer.alloc(16, 3);
  const salted = Buffer.concat([md5(Buffer.from(password, 'utf16le')).subarray(0, 5), salt]);
  const base = md5(...Array.from({ length: 16 }, () => salted)).subarray(0, 5);
  const lock = (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => byte ^ (rc4Stream(md5(base, number(Math.floor(at / 512))), 512)[at % 512] ?? 0)));
  const proof = Buffer.alloc(16, 9);
  const head = Buffer.concat([Buffer.from('01000100', 'hex'), salt, lock(Buffer.concat([proof, md5(proof)]))]);
  const compound = openCompound(file);
  const main = Buffer.from(compound.read('WordDocument') ?? []);
  main.writeUInt32LE(head.length, 14);
  // The places of the tables move behind the lock.
  for (const index of [1, 12, 13, 33, 73, 74]) main.writeUInt32LE(main.readUInt32LE(154 + index * 8) + head.length, 154 + index * 8);
  const table = Buffer.concat([head, compound.read('1Table') ?? Buffer.alloc(0)]);
  return new CompoundWriter().add('WordDocument', Buffer.concat([main.subarray(0, 68), lock(main).subarray(68)])).add('1Table', Buffer.concat([head, lock(table).subarray(head.length)])).bytes();
}

describe('a file of Word 97', () => {
  it.each([['as written', undefined], ['saved fast', 'mixed' as const]])('has its headings, tables, fields and foreign letters, %s', async (_how, order) => {
    const { facts, pages, outcome } = await readBytes('a.doc', doc({ body, ...(order === undefined ? {} : { order }) }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'doc', title: 'The lease' });
    expect(pages[0]?.text).toBe('The lease\n\nRent is due on the first, in Köln.\n\nДоговор – straße\n\nDeposit\n\nItem | Price\nChair with arms | 40\n\nSee the rules of the house.\nEnd.\n\nMore\n\nShown again.');
    expect(pages[0]?.headings.map(({ start, end, level }) => [pages[0]?.text.slice(start, end), level])).toEqual([['The lease', 1], ['Deposit', 2], ['More', 2]]);
    expect(pages.slice(1).map(({ hidden, text }) => [hidden, text])).toEqual([['invisible', 'unseen'], ['deleted', 'struck out']]);
  });

  it('has its notes behind the text and remarks apart', async () => {
    const { pages } = await readBytes('a.doc', doc({ body: [{ text: 'Text.\x02\r' }], footnotes: [{ text: '\x02A note.\r' }], remarks: [{ text: '\x05A remark.\r' }] }));
    expect(pages.map(({ hidden, text }) => [hidden, text])).toEqual([[undefined, 'Text.\n\nA note.'], ['comment', 'A remark.']]);
  });

  it('numbers its lists as Word draws them', async () => {
    const { text } = await readBytes('a.doc', doc({ body: [{ text: 'First\r', listLevel: 0 }, { text: 'deeper\r', listLevel: 1 }, { text: 'again\r', listLevel: 1 }, { text: 'Second\r', listLevel: 0 }, { text: 'deeper\r', listLevel: 1 }, { text: 'None.\r' }] }));
    expect(text).toBe('1. First\n1.a deeper\n1.b again\n2. Second\n2.a deeper\n\nNone.');
  });

  it('asks for a password when it is locked', async () => {
    expect((await readBytes('a.doc', doc({ body, encrypted: true }))).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
  });

  it('that is locked is read with its password', async () => {
    const file = locked(doc({ body, encrypted: true }), 'Flut');
    expect((await readBytes('a.doc', file, { password: 'Flut' })).text).toMatch(/^The lease\n\nRent is due on the first, in Köln\./);
    expect((await readBytes('a.doc', file)).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
    expect((await readBytes('a.doc', file, { password: 'Ebbe' })).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed', detail: 'wrong password' } });
  });

  it('of Word 6 has its text and tables', async () => {
    const text = Buffer.from('Rent is due.\rItem\x07Price\x07\x07Chair\x0740\x07\x07Caf\xe9.\r', 'latin1');
    const head = Buffer.alloc(768);
    head.writeUInt16LE(0xa5dc, 0);
    head.writeUInt16LE(101, 2);
    head.writeUInt32LE(768, 24);
    head.writeUInt32LE(text.length, 52);
    expect((await readBytes('a.doc', new CompoundWriter().add('WordDocument', Buffer.concat([head, text])).bytes())).text).toBe('Rent is due.\n\nItem | Price\nChair | 40\n\nCafé.');
  });
});
