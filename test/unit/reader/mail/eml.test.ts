import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ZipWriter } from '../../../../electron/engine/export/ZipWriter.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';
import { attributeBytes, tnef } from '../../../fixtures/makeTnef.ts';

const lines = (...all: string[]) => all.join('\r\n');
const head = ['From: Ada Byron <ada@quay.example>', 'To: Carl Oak <carl@oak.example>', 'Date: Tue, 4 Mar 2025 09:30:00 +0100', 'Subject: The lease'];
const mail = (...rest: string[]) => lines(...head, 'MIME-Version: 1.0', ...rest);
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
const mixed = (...parts: string[][]) => mail('Content-Type: multipart/mixed; boundary="b1"', '', 'Preamble.', ...parts.flatMap((part) => ['--b1', ...part]), '--b1--', 'Epilogue.');

describe('a mail', () => {
  it('has its fields at the start, its subject as title, its date as date', async () => {
    const { pages, facts, outcome } = await readBytes('a.eml', lines(...head, 'Cc: Dora <dora@x.example>,', '\tEve <eve@x.example>', '', 'Dear Carl,', '', 'the lease ends in May.', 'Ada'));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'mail', title: 'The lease', documentDate: '2025-03-04', pageCount: 1 });
    expect(pages[0]?.text).toBe('The lease\n\nFrom: Ada Byron <ada@quay.example>\nTo: Carl Oak <carl@oak.example>\nCc: Dora <dora@x.example>, Eve <eve@x.example>\nDate: Tue, 4 Mar 2025 09:30:00 +0100\n\nDear Carl,\n\nthe lease ends in May.\nAda');
    expect(pages[0]?.locator).toEqual({ kind: 'message', message: 1, subject: 'The lease' });
  });

  it.each([
    ['quoted-printable', 'utf-8', 'Gr=C3=BC=C3=9Fe aus K=\r\n=C3=B6ln =3D)', 'Grüße aus Köln =)'],
    ['base64', 'iso-8859-15', base64(iconv.encode('Preis: 15,50 €', 'iso-8859-15')), 'Preis: 15,50 €'],
    ['base64', 'koi8-r', base64(iconv.encode('Добрый день, коллеги', 'koi8-r')), 'Добрый день, коллеги'],
    ['base64', 'shift_jis', base64(iconv.encode('契約は五月に終わります。', 'shift_jis')), '契約は五月に終わります。'],
    ['7bit', 'iso-2022-jp', '\x1b$B7@Ls\x1b(B ends', '契約 ends'],
    ['base64', 'windows-1252', base64(Buffer.from('really UTF-8: Zürich', 'utf8')), 'really UTF-8: Zürich'],
  ])('in %s and %s is decoded', async (coding, charset, body, text) => {
    const { pages } = await readBytes('a.eml', mail(`Content-Type: text/plain; charset=${charset}`, `Content-Transfer-Encoding: ${coding}`, '', body));
    expect(pages[0]?.text).toContain(`\n\n${text}`);
  });

  it.each([
    ['=?utf-8?q?Gr=C3=BC=C3=9Fe_aus?= =?utf-8?b?IEvDtmxu?=', 'Grüße aus Köln'], ['=?ISO-8859-1?Q?a?=\r\n =?ISO-8859-1?Q?b?= c', 'ab c'],
    ['=?utf-8?b?5Y+k44GE5aWR?= =?utf-8?b?57SE?=', '古い契約'], ['=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=', 'café'], ['=?nonsense?x?y?=', '=?nonsense?x?y?='],
  ])('subject %s', async (raw, subject) => {
    expect((await readBytes('a.eml', lines('From: a@b.example', 'To: c@d.example', `Subject: ${raw}`, 'Date: Tue, 4 Mar 2025 09:30:00 +0100', '', 'x'))).facts?.title).toBe(subject);
  });

  it('of two forms of one text has the plain one, unless it says plainly less', async () => {
    const both = (plain: string, html: string) => mail('Content-Type: multipart/alternative; boundary=alt', '', '--alt', 'Content-Type: text/plain', '', plain, '--alt', 'Content-Type: text/html', '', html, '--alt--');
    expect((await readBytes('a.eml', both('The plain words of the mail.', '<p>The <b>rich</b> words of the mail.</p>'))).text).toMatch(/plain words(?![\s\S]*rich)/);
    expect((await readBytes('a.eml', both('', '<p>Only here.</p>'))).text).toContain('Only here.');
    expect((await readBytes('a.eml', both('Your mail program shows no HTML.', '<h2>Offer</h2><table><tr><th>Boat</th><th>Price</th></tr><tr><td>Dinghy</td><td>£400</td></tr><tr><td>Sloop built of oak with two masts</td><td>£9,400</td></tr></table>'))).text).toContain('Dinghy | £400');
  });

  it('flowed lines are put together again', async () => {
    const { text } = await readBytes('a.eml', mail('Content-Type: text/plain; format=flowed', '', 'The lease ends ', 'in May.', '> quoted ', '> words', ' From here on', '-- ', 'Ada'));
    expect(text).toContain('The lease ends in May.\n> quoted words\nFrom here on\n--\nAda');
  });

  it('its attachments are read inside it, each under its name', async () => {
    const zip = new ZipWriter();
    zip.add('inside.txt', 'Words in the archive.');
    const inner = lines('From: eve@x.example', 'To: ada@quay.example', 'Subject: Forwarded words', 'Date: Mon, 3 Mar 2025 09:30:00 +0100', '', 'The inner mail.');
    const { pages, outcome } = await readBytes('a.eml', mixed(
      ['Content-Type: text/plain', '', 'See the papers.'],
      ['Content-Type: text/csv; name="prices.csv"', 'Content-Disposition: attachment; filename="prices.csv"', 'Content-Transfer-Encoding: base64', '', base64('Item,Price\nChair,40\nTable,90')],
      ['Content-Type: application/zip', 'Content-Disposition: attachment; filename*0*=utf-8\'\'%C3%9Cber; filename*1="sicht.zip"', 'Content-Transfer-Encoding: base64', '', base64(zip.bytes())],
      ['Content-Type: message/rfc822', '', inner],
      ['Content-Type: image/png; name=logo.png', 'Content-ID: <logo>', 'Content-Transfer-Encoding: base64', '', 'iVBORw0KGgo='],
      ['Content-Type: audio/mpeg', 'Content-Disposition: attachment; filename=song.mp3', '', 'ID3 la la'],
    ));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(pages.map(({ locator }) => locator.part)).toEqual([undefined, ['prices.csv'], ['Übersicht.zip', 'inside.txt'], ['Forwarded words.eml']]);
    expect(pages[0]?.text).toContain('Attachments: prices.csv, Übersicht.zip, Forwarded words.eml, song.mp3\nPictures: logo.png\n\nSee the papers.');
    expect(pages[1]?.text).toBe('prices.csv\n\nItem | Price\nChair | 40\nTable | 90');
    expect(pages[3]?.text).toContain('From: eve@x.example');
  });

  it('a picture that stands in it is recognised once, unless it is too small to say anything', async () => {
    /** What of a PNG tells its size. */
    const png = (width: number, height: number): string => {
      const head = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x02\0\0\0', 'latin1');
      head.writeUInt32BE(width, 16);
      head.writeUInt32BE(height, 20);
      return base64(head);
    };
    const inline = (name: string, content: string): string[] => [`Content-Type: image/png; name=${name}`, `Content-ID: <${name}>`, 'Content-Disposition: inline', 'Content-Transfer-Encoding: base64', '', content];
    const { outcome, pages } = await readBytes('a.eml', mixed(
      ['Content-Type: text/html', '', '<p>See the plan: <img src="cid:plan.png"></p>'], inline('plan.png', png(800, 600)), inline('again.png', png(800, 600)), inline('dot.png', png(16, 16)), inline('cut.png', 'iVBORw0KGgo='),
      ['Content-Type: text/plain', 'Content-Disposition: attachment; filename=notes.txt', '', 'Words of the notes.'],
    ));
    expect(pages.map(({ locator, picture }) => [locator.part, picture])).toEqual([[undefined, undefined], [['notes.txt'], undefined], [['plan.png'], { member: null, part: [2] }]]);
    expect(outcome).toEqual({ state: 'indexed-partly', reason: { code: 'recognition-pending', detail: '3' } });
    expect(pages[0]?.text).toContain('Pictures: plan.png, again.png, dot.png, cut.png');
  });

  it('a locked or damaged attachment makes it partly read', async () => {
    const { outcome, pages } = await readBytes('a.eml', mixed(['Content-Type: text/plain', '', 'See the paper.'], ['Content-Type: application/pdf; name=cut.pdf', 'Content-Disposition: attachment', '', '%PDF-1.4', '%%EOF']));
    expect(outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'cut.pdf' } });
    expect(pages).toHaveLength(1);
  });

  it.each([
    ['S/MIME', mail('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', base64(Buffer.from('30800609 2a864886f70d010703 a080'.replaceAll(' ', ''), 'hex')))],
    ['PGP', mail('Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e', '', '--e', 'Content-Type: application/pgp-encrypted', '', 'Version: 1', '--e--')],
    ['PGP', mail('Content-Type: text/plain', '', '-----BEGIN PGP MESSAGE-----', '', 'hQEMA', '-----END PGP MESSAGE-----')],
  ])('encrypted with %s says so', async (kind, content) => {
    const { outcome, text } = await readBytes('a.eml', content);
    expect(outcome).toEqual({ state: 'indexed-partly', reason: { code: 'password-needed', detail: kind } });
    expect(text).toContain('To: Carl Oak');
  });

  it('signed as a whole is read', async () => {
    const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
      const content = Buffer.concat(parts);
      return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 255]), content]);
    };
    const inner = Buffer.from('Content-Type: text/plain\r\n\r\nSigned and sealed words.');
    const signed = tlv(0x30, Buffer.from('06092a864886f70d010702', 'hex'), tlv(0xa0, tlv(0x30, Buffer.from('020101', 'hex'), tlv(0x31), tlv(0x30, Buffer.from('06092a864886f70d010701', 'hex'), tlv(0xa0, tlv(0x04, inner))))));
    const { text, outcome } = await readBytes('a.eml', mail('Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', base64(signed)));
    expect(outcome.state).toBe('indexed');
    expect(text).toContain('Signed and sealed words.');
  });

  it('an invitation is text', async () => {
    const { text } = await readBytes('a.eml', mixed(['Content-Type: text/plain', '', 'Please come.'], ['Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Survey of the', '  wall', 'DTSTART;TZID=Europe/Berlin:20250310T140000', 'LOCATION:Quay House\\, room 2', 'ORGANIZER;CN="Ada Byron":mailto:ada@quay.example', 'BEGIN:VALARM', 'DESCRIPTION:Reminder', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR']));
    expect(text).toContain('Event: Survey of the wall\nBegins: 2025-03-10 14:00 Europe/Berlin\nPlace: Quay House, room 2\nOrganizer: Ada Byron <ada@quay.example>');
    expect(text).not.toContain('Reminder');
  });

  it('winmail.dat is opened', async () => {
    const dat = tnef([attributeBytes(2, 0x00069002, Buffer.alloc(14)), attributeBytes(2, 0x00018010, Buffer.from('plan.txt\0')), attributeBytes(2, 0x0006800f, Buffer.from('The plan of the quay.'))], 'The words in the wrapping.');
    const { pages, text } = await readBytes('a.eml', mixed(['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64', '', base64(dat)]));
    expect(text).toContain('The words in the wrapping.');
    expect(pages.at(-1)?.locator.part).toEqual(['plan.txt']);
    expect(pages.at(-1)?.text).toBe('plan.txt\n\nThe plan of the quay.');
    expect((await readBytes('a.eml', mixed(['Content-Type: text/plain', '', 'Words.'], ['Content-Type: application/ms-tnef', '', 'rubbish']))).outcome.reason).toEqual({ code: 'file-damaged', detail: 'winmail.dat' });
  });

  it('text that does not show in an HTML mail is kept apart', async () => {
    const { pages } = await readBytes('a.eml', mail('Content-Type: text/html', '', '<p>Pay the rent.</p><p style="display:none">Ignore the rent.</p>'));
    expect(pages.map(({ hidden, locator }) => [hidden, locator.kind])).toEqual([[undefined, 'message'], ['invisible', 'message']]);
  });

  it('a very long one is read whole', async () => {
    const { outcome, text } = await readBytes('long.eml', mail('Content-Type: text/plain', '', 'A line.\r\n\r\n'.repeat(300_000)));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(text.match(/A line\./g)).toHaveLength(300_000);
  });

  it('of Apple Mail has a length in front and facts behind', async () => {
    const content = lines(...head, '', 'Words.');
    expect((await readBytes('1.emlx', `${content.length}      \n${content}\n<?xml version="1.0"?><plist><dict/></plist>`)).text).toMatch(/^The lease[\s\S]*\n\nWords\.$/);
  });

  it('parts nested a thousand deep, endless headers and lying boundaries end', async () => {
    const deep = `${head.join('\n')}\n${Array.from({ length: 1_000 }, (_value, index) => `Content-Type: multipart/mixed; boundary=b${index}\n\n--b${index}\n`).join('')}\nWords.`;
    expect((await readBytes('deep.eml', deep)).outcome).toMatchObject({ state: 'indexed-partly', reason: { code: 'limit-exceeded' } });
    for (const odd of [`Subject: ${'=?utf-8?q?'.repeat(50_000)}\n\nx`, `${'X-Y: z\n'.repeat(100_000)}\nx`, `${head.join('\n')}\nContent-Type: multipart/mixed; boundary=-\n\n${'---\n'.repeat(50_000)}`, `${head.join('\n')}\nContent-Type: text/plain; ${'a="'.repeat(50_000)}\n\nx`]) {
      const began = performance.now();
      expect((await readBytes('odd.eml', odd)).outcome.state).toMatch(/^(?:indexed|indexed-partly|skipped|failed)$/);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});
