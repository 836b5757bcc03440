import { describe, expect, it } from 'vitest';
import { ZipWriter } from '../../../electron/engine/export/ZipWriter.ts';
import { damage } from '../../fixtures/damage.ts';
import { fixtures } from '../../fixtures/make.ts';
import { readBytes } from '../../fixtures/readBytes.ts';
import { msg } from './mail/makeMsg.ts';
import { attributeBytes, tnef } from './mail/makeTnef.ts';
import { doc } from './office/makeDoc.ts';

/** Damaged copies of each file; a seed that ever fails is kept. */
const runs = Number(process.env['CARREL_FUZZ'] ?? 100);
const kept: readonly number[] = [];
const words = ['\r\n\r\n', '--b1--', '--b1\r\n', 'Content-Type: multipart/mixed; boundary=b1\r\n', '=?utf-8?b?', '\nFrom a@b Tue Mar  4 09:30:00 2025\n', '{', '}', '\\bin99999', '\\u-1', '\\\'', '\\cell', '\\*', '<spine>', '<![CDATA[', '</html>', 'PK\x03\x04', '\0\0\0\0', '\xff\xff\xff\x7f', '9'.repeat(40), '"', '='];

const part = (headers: string, body: string | Buffer) => `--b1\r\n${headers}\r\n\r\n${typeof body === 'string' ? body : body.toString('base64')}\r\n`;
const zipOf = (members: Readonly<Record<string, string | Buffer>>) => {
  const zip = new ZipWriter();
  for (const [name, content] of Object.entries(members)) zip.add(name, content);
  return zip.bytes();
};
const wrapped = tnef([attributeBytes(2, 0x00069002, Buffer.alloc(14)), attributeBytes(2, 0x0006800f, Buffer.from('Words.')), attributeBytes(1, 0x00069003, Buffer.from('010000001e0000100100000005000000776f726473000000', 'hex'))], 'The body.');
const mail = [
  'From: =?utf-8?q?Ad=C3=A4?= <a@b.example>', 'To: c@d.example', 'Subject: =?iso-2022-jp?b?GyRCNzBMcxsoQg==?=', 'Date: Tue, 4 Mar 2025 09:30:00 +0100', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b1"', '',
  part('Content-Type: text/plain; format=flowed; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable', 'Gr=C3=BC=C3=9Fe =\r\naus K=C3=B6ln.'), part('Content-Type: text/html', '<p>Rich <span style="display:none">unseen</span></p>'),
  part('Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64', zipOf({ 'a.txt': 'Words.' })), part('Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64', wrapped), part('Content-Type: text/calendar', 'BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT'), '--b1--',
].join('\r\n');
const rtf = '{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset204 Arial;}}{\\stylesheet{\\s1 heading 1;}}{\\info{\\title T}}\\pard\\s1 Head\\par\\pard\\f0 \\\'c4 \\u8364? {\\v no}{\\deleted no}\\trowd\\intbl a\\cell b\\cell\\row\\pard{\\footnote n}{\\field{\\*\\fldinst X}{\\fldrslt y}}\\par}';
const page = (body: string) => `<html><head><title>T</title></head><body>${body}</body></html>`;

const clean: Readonly<Record<string, string | Buffer>> = {
  'a.eml': mail, 'a.mbox': `From a@b.example Tue Mar  4 09:30:00 2025\n${mail}\n\nFrom a@b.example Tue Mar  4 09:30:00 2025\n${mail}\n`, 'a.mhtml': mail.replace('multipart/mixed', 'multipart/related'), 'a.rtf': rtf,
  'a.msg': msg({ properties: { 0x37: 'S', 0x1000: 'Body.', 0x1009: Buffer.concat([Buffer.from('2d0000002b0000004c5a4675f1c5c7a7', 'hex'), Buffer.from(rtf)]) }, recipients: [{ properties: { 0x3001: 'A', 0x0c15: 1 } }], attachments: [{ properties: { 0x3707: 'a.txt', 0x3701: Buffer.from('Words.') } }] }),
  'a.doc': doc({ body: [{ text: 'Head\r', style: 1 }, { text: 'Text, \u2013\r', wide: true }, { text: 'a\x07', inTable: true }, { text: '\x07', inTable: true, rowEnd: true }, { text: 'no', hidden: true }, { text: 'End.\r' }], footnotes: [{ text: 'n\r' }] }),
  'a.epub': zipOf({ mimetype: 'application/epub+zip', 'META-INF/container.xml': '<c><rootfile full-path="b.opf"/></c>', 'b.opf': '<p><title>T</title><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><itemref idref="a"/></p>', 'a.xhtml': page('<h1>Head</h1><p>Text.</p>') }),
  'a.zip': zipOf({ 'a.txt': 'Words.', 'b/c.docx': fixtures().get('minutes.docx') ?? '', 'd.zip': zipOf({ 'e.csv': 'a,b\n1,2' }) }), 'a.html': page('<!-- a remark of a few words --><p style="color:#fff">White.</p><ol start=3><li>x</ol><img alt="words here"><table><tr><td>a<td>b</table>'),
  'sjis.txt': Buffer.from('8c5f96f18f912082cd8cdc8c8e82c98f4982ed82e882dc82b78142'.repeat(8), 'hex'), 'wide.txt': Buffer.from('Аренда заканчивается в мае. '.repeat(8), 'utf16le'),
};

describe('damaged copies of mails, archives and old documents', () => {
  it.each(Object.keys(clean))('M3: %s ends in a state, and no page breaks the contract', async (name) => {
    const bytes = Buffer.from(clean[name] ?? '');
    expect((await readBytes(name, bytes)).outcome.state).toMatch(/^indexed/);
    for (const seed of [...kept, ...Array.from({ length: runs }, (_value, index) => index + 1)]) {
      const began = performance.now();
      const { outcome, pages } = await readBytes(name, damage(bytes, seed, words));
      expect(outcome.state, `seed ${seed}`).toMatch(/^(?:indexed|indexed-partly|skipped|failed)$/);
      expect(performance.now() - began, `seed ${seed}`).toBeLessThan(5_000);
      if (outcome.state === 'failed') expect(outcome.reason?.detail ?? '', `seed ${seed}`).not.toMatch(/undefined|not a function|is not iterable/);
      for (const [index, page] of pages.entries()) {
        expect(page.number, `seed ${seed}`).toBe(index + 1);
        for (const { start, end } of [...page.headings, ...page.tables.flatMap(({ rows }) => rows)]) expect(0 <= start && start <= end && end <= page.text.length, `seed ${seed}`).toBe(true);
      }
    }
  });
});
