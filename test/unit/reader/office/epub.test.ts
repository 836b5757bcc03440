import { describe, expect, it } from 'vitest';
import { ZipWriter } from '../../../../electron/engine/export/ZipWriter.ts';
import { element } from '../../../fixtures/element.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

function epub(chapters: Readonly<Record<string, string>>, spine: readonly string[] = Object.keys(chapters), more: Readonly<Record<string, string>> = {}): Buffer {
  const zip = new ZipWriter();
  zip.add('mimetype', 'application/epub+zip');
  zip.add('META-INF/container.xml', element('container', '', element('rootfiles', '', '<rootfile full-path="OPS/book.opf"/>')));
  const items = Object.keys(chapters).map((name) => `<item id="${name}" href="text/${encodeURIComponent(name)}" media-type="application/xhtml+xml"/>`).join('');
  zip.add('OPS/book.opf', `<?xml version="1.0"?><package xmlns:dc="x"><metadata><dc:title>The Quay</dc:title><dc:creator>Ada Byron</dc:creator><dc:date>2021-05-06</dc:date><dc:description>&lt;p&gt;A tale.&lt;/p&gt;</dc:description></metadata><manifest>${items}</manifest><spine>${spine.map((name) => `<itemref idref="${name}"/>`).join('')}</spine></package>`);
  for (const [name, body] of Object.entries(chapters)) zip.add(`OPS/text/${name}`, `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`);
  for (const [name, content] of Object.entries(more)) zip.add(name, content);
  return zip.bytes();
}

describe('a book', () => {
  it('is read in the order of its spine, with title, author and date', async () => {
    const { facts, pages, outcome } = await readBytes('a.epub', epub({ 'two.xhtml': '<h1>Evening</h1><p>The <a id="x"/>lamp.</p>', 'one two.xhtml': '<h1>Morning</h1><p>The quay.</p>' }, ['one two.xhtml', 'two.xhtml']));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'epub', title: 'The Quay', documentDate: '2021-05-06' });
    expect(pages[0]?.text).toBe('The Quay\nAda Byron\nA tale.\n\nMorning\n\nThe quay.\n\nEvening\n\nThe lamp.');
  });

  it('a chapter that is missing costs only itself', async () => {
    const { outcome, text } = await readBytes('a.epub', epub({ 'one.xhtml': '<p>One.</p>' }, ['one.xhtml', 'two.xhtml']));
    expect([outcome.state, text]).toEqual(['indexed', 'The Quay\nAda Byron\nA tale.\n\nOne.']);
    const broken = epub({ 'one.xhtml': '<p>One.</p>', 'two.xhtml': '<p>Two.</p>' });
    const at = broken.indexOf('OPS/text/two.xhtml');
    broken.fill(0xff, at + 18, at + 40);
    expect((await readBytes('a.epub', broken)).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'OPS/text/two.xhtml' } });
  });

  it('one that is locked says so, one with veiled fonts is read', async () => {
    const encryption = (algorithm: string, uri: string) => ({ 'META-INF/encryption.xml': `<encryption><EncryptedData><EncryptionMethod Algorithm="${algorithm}"/><CipherData><CipherReference URI="${uri}"/></CipherData></EncryptedData></encryption>` });
    expect((await readBytes('a.epub', epub({ 'one.xhtml': '<p>One.</p>' }, undefined, encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OPS/text/one.xhtml')))).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
    expect((await readBytes('a.epub', epub({ 'one.xhtml': '<p>One.</p>' }, undefined, encryption('http://www.idpf.org/2008/embedding', 'OPS/fonts/a.otf')))).outcome.state).toBe('indexed');
  });
});
