import { describe, expect, it } from 'vitest';
import { decompressRtf } from '../../../../electron/reader/mail/rtfCompression.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';
import { msg, type MsgObject } from '../../../fixtures/makeMsg.ts';

const base = { 0x1a: 'IPM.Note', 0x37: 'The lease', 0x0c1a: 'Ada Byron', 0x5d01: 'ada@quay.example', 0x39: { timeMs: Date.UTC(2025, 2, 4, 8, 30) } };
const person = (name: string, address: string, role: number): MsgObject => ({ properties: { 0x3001: name, 0x39fe: address, 0x0c15: role } });
const recipients = [person('Carl Oak', 'carl@oak.example', 1), person('Dora', 'dora@x.example', 2)];

/** RTF as Outlook stores it, every byte as it is. */
function stored(rtf: string): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(rtf.length + 12, 0);
  head.writeUInt32LE(rtf.length, 4);
  head.writeUInt32LE(0x414c454d, 8);
  return Buffer.concat([head, Buffer.from(rtf, 'latin1')]);
}

describe('a message of Outlook', () => {
  it('has its fields, its body and its date', async () => {
    const { facts, pages, outcome } = await readBytes('a.msg', msg({ properties: { ...base, 0x1000: 'Dear Carl,\r\n\r\nthe lease ends in May – früher.' }, recipients }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'mail', title: 'The lease', documentDate: '2025-03-04' });
    expect(pages[0]?.text).toBe('The lease\n\nFrom: Ada Byron <ada@quay.example>\nTo: Carl Oak <carl@oak.example>\nCc: Dora <dora@x.example>\nDate: 2025-03-04 08:30 UTC\n\nDear Carl,\n\nthe lease ends in May – früher.');
    expect(pages[0]?.locator).toEqual({ kind: 'message', message: 1, subject: 'The lease' });
  });

  it.each([
    ['HTML', { 0x1013: Buffer.from('<p>Only <b>here</b> in Köln.</p>', 'utf8'), 0x3fde: 65001 }, 'Only here in Köln.'],
    ['HTML in an old code page', { 0x1013: Buffer.from('<p>Only here in K\xf6ln.</p>', 'latin1'), 0x3fde: 1252 }, 'Only here in Köln.'],
    ['RTF', { 0x1009: stored('{\\rtf1\\ansi Only here in K\\\'f6ln.\\par}') }, 'Only here in Köln.'],
    ['plain text beside a short HTML', { 0x1000: 'The plain words.', 0x1013: Buffer.from('<p>The rich words.</p>') }, 'The plain words.'],
  ])('has its body as %s', async (_what, body, text) => {
    expect((await readBytes('a.msg', msg({ properties: { ...base, ...body } }))).text).toMatch(new RegExp(`\n\n${text}$`));
  });

  it('its attachments are read inside it, a message among them', async () => {
    const inner: MsgObject = { properties: { ...base, 0x37: 'Inner lease', 0x1000: 'The inner words.' }, recipients };
    const { pages, outcome } = await readBytes('a.msg', msg({
      properties: { ...base, 0x1000: 'See the papers.' },
      attachments: [
        { properties: { 0x3707: 'prices.csv', 0x3701: Buffer.from('Item,Price\nChair,40\nTable,90') } },
        { properties: { 0x3001: 'Inner lease', 0x3705: 5 }, message: { ...inner, attachments: [{ properties: { 0x3707: 'deep.txt', 0x3701: Buffer.from('Deep words.') } }] } },
        { properties: { 0x3707: 'logo.png', 0x370e: 'image/png', 0x3714: 4, 0x3701: Buffer.from('x') } },
      ],
    }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(pages[0]?.text).toContain('Attachments: prices.csv, Inner lease.msg\nPictures: logo.png');
    expect(pages.map(({ locator }) => locator.part)).toEqual([undefined, ['prices.csv'], ['Inner lease.msg'], ['Inner lease.msg', 'deep.txt']]);
    expect(pages[2]?.text).toContain('The inner words.');
  });

  it('encrypted as a whole says so', async () => {
    const { outcome } = await readBytes('a.msg', msg({ properties: { ...base, 0x1a: 'IPM.Note.SMIME' }, attachments: [{ properties: { 0x3707: 'smime.p7m', 0x3701: Buffer.from('3080060a', 'hex') } }] }));
    expect(outcome).toEqual({ state: 'indexed-partly', reason: { code: 'password-needed', detail: 'S/MIME' } });
  });
});

it('a data file of Outlook is named', async () => {
  expect((await readBytes('archive.pst', Buffer.concat([Buffer.from('!BDN'), Buffer.alloc(1_000, 7)]))).outcome).toEqual({ state: 'skipped', reason: { code: 'format-unsupported', detail: 'Outlook data file (PST)' } });
});

describe('compressed RTF', () => {
  it('is the text of the specification’s example', () => {
    const spec = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423 20af32068656c090020627705b06c647d0a800fa0'.replaceAll(' ', ''), 'hex');
    expect(decompressRtf(spec).toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });

  it('refuses what it is not, and lies about its size', () => {
    expect(() => decompressRtf(Buffer.alloc(20))).toThrow(expect.objectContaining({ code: 'file-damaged' }));
    const lie = Buffer.from('2d000000ffffffff4c5a4675f1c5c7a703', 'hex');
    expect(() => decompressRtf(lie)).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
  });
});
