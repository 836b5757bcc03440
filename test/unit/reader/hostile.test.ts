import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipWriter } from '../../../electron/engine/export/ZipWriter.ts';
import { DocxWriter } from '../../../electron/engine/export/DocxWriter.ts';
import { archiveLimits, ZipArchive } from '../../../electron/reader/unzip.ts';
import { attributeOf, walkXml } from '../../../electron/reader/xml.ts';
import { fixtures } from '../../fixtures/make.ts';
import { readAll } from '../../fixtures/readAll.ts';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-hostile-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

async function end(name: string, content: string | Buffer): Promise<{ state: string; code: string | undefined; text: string; ms: number }> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const began = process.cpuUsage();
  const { outcome, text } = await readAll(path);
  // Processor time: other programs at work beside the test change nothing of it.
  const { user, system } = process.cpuUsage(began);
  return { state: outcome.state, code: outcome.reason?.code, text, ms: (user + system) / 1_000 };
}

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
function docx(document: string | Buffer): Buffer {
  const zip = new ZipWriter();
  zip.add('[Content_Types].xml', '<Types/>');
  zip.add('word/document.xml', document);
  return zip.bytes();
}

describe('M2: archives', () => {
  it('a bomb is stopped while it inflates, whatever size it claims', async () => {
    const bomb = docx(Buffer.alloc(300 * 1024 ** 2, 'a'));
    expect(bomb.length).toBeLessThan(500_000);
    expect(await end('bomb.docx', bomb)).toMatchObject({ state: 'failed', code: 'limit-exceeded' });
    // The same bomb with a lie about its size in the directory.
    const at = bomb.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bomb.writeUInt32LE(1_000, at + 24);
    const before = process.memoryUsage().rss;
    expect(await end('lying.docx', bomb)).toMatchObject({ state: 'failed', code: 'limit-exceeded' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 ** 2);
  });

  it('too many entries are refused before any is read', () => {
    const zip = new ZipWriter();
    for (let index = 0; index <= archiveLimits.entries; index += 1) zip.add(`e${index}`, '');
    expect(() => new ZipArchive(zip.bytes())).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
  });

  it('entries with odd names are only names', () => {
    const zip = new ZipWriter();
    for (const name of ['../../etc/passwd', 'C:\\x', 'a\0b', '/etc/hosts', 'x'.repeat(4_096)]) zip.add(name, 'x');
    expect(new ZipArchive(zip.bytes()).entries).toHaveLength(5);
  });

  it('of entries of one name the last counts, and an encrypted one asks for a password', () => {
    const zip = new ZipWriter();
    zip.add('a', 'first');
    zip.add('a', 'second');
    expect(new ZipArchive(zip.bytes()).read('a')?.toString()).toBe('second');
    const bytes = zip.bytes();
    bytes.writeUInt16LE(1, bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 8);
    expect(() => new ZipArchive(bytes).read('a')).toThrow(expect.objectContaining({ code: 'password-needed' }));
  });

  it('one cut off anywhere, or with any byte turned, ends in a state', async () => {
    const whole = new DocxWriter({ title: 'T', created: '2024-01-01' }).heading(1, 'Head').paragraph('Words.').bytes();
    for (let at = 0; at < whole.length; at += 97) {
      expect((await end('cut.docx', whole.subarray(0, at))).state).toMatch(/^(?:failed|skipped|indexed)$/);
      const turned = Buffer.from(whole);
      turned[at] = (turned[at] ?? 0) ^ 0xff;
      expect((await end('turned.docx', turned)).state).toMatch(/^(?:failed|skipped|indexed|indexed-partly)$/);
    }
  });

  it('an archive that holds only an empty document has no text', async () => {
    const zip = new ZipWriter();
    zip.add('inner.zip', docx('<a/>'));
    expect(await end('nested.zip', zip.bytes())).toMatchObject({ state: 'skipped', code: 'no-text' });
    expect(deflateRawSync(zip.bytes()).length).toBeGreaterThan(0);
  });
});

describe('M2, M8: XML', () => {
  it('a document type, and with it every entity bomb, is refused', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "${'x'.repeat(1_000)}">]><w:document ${word}><w:body><w:p><w:r><w:t>&x;&x;</w:t></w:r></w:p></w:body></w:document>`;
    expect(await end('laughs.docx', docx(bomb))).toMatchObject({ state: 'failed', code: 'file-damaged' });
    const outside = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ${word}/>`;
    expect((await end('outside.docx', docx(outside))).text).not.toContain('root');
  });

  it('deeper than 256 is refused', async () => {
    expect(await end('deep.docx', docx(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`))).toMatchObject({ state: 'failed', code: 'limit-exceeded' });
  });

  it('a million attributes take no time to speak of', async () => {
    const many = Array.from({ length: 1_000_000 }, (_value, index) => `a${index}="1"`).join(' ');
    const { ms, text } = await end('attributes.docx', docx(`<w:document ${word} ${many}><w:body><w:p><w:r><w:t>Still read.</w:t></w:r></w:p></w:body></w:document>`));
    expect(text).toBe('Still read.');
    expect(ms).toBeLessThan(5_000);
  });

  it('malformed XML is damaged, not read halfway', () => {
    const nothing = { open: () => {}, close: () => {}, text: () => {} };
    for (const xml of ['<a>', '<a></b>', '<a', '<a "', '</a>', '<!-- ', '<a><![CDATA[x</a>', '<a b="c></a>']) expect(() => { walkXml(xml, nothing); }, xml).toThrow(expect.objectContaining({ code: 'file-damaged' }));
  });

  it('text, CDATA, entities and quoted brackets come through', () => {
    const seen: string[] = [];
    walkXml('<a x="1 > 0"><b:c>1 &lt; 2 &#x41;&#66;<![CDATA[<raw>]]><!-- no --></b:c><d/></a>', { open: (name, attributes) => { seen.push(`<${name} ${attributeOf(attributes, 'x') ?? ''}`); }, close: (name) => { seen.push(`>${name}`); }, text: (text) => { seen.push(text); } });
    expect(seen).toEqual(['<a 1 > 0', '<c ', '1 < 2 AB', '<raw>', '>c', '<d ', '>d', '>a']);
  });
});

describe('M2: web pages and text', () => {
  it('elements nested 50,000 deep are read', async () => {
    const { state, text, ms } = await end('deep.html', `<html><body>${'<div>'.repeat(50_000)}the bottom${'</div>'.repeat(50_000)}</body></html>`);
    expect(state).toBe('indexed');
    expect(text).toContain('the bottom');
    expect(ms).toBeLessThan(20_000);
  });

  it('a data address of 20 MB is not text', async () => {
    const { text } = await end('data.html', `<html><body><img src="data:image/png;base64,${'A'.repeat(20_000_000)}"><p>Words.</p></body></html>`);
    expect(text).toBe('Words.');
  });

  it.each([['a lone quote', `a,b\n"${'x,y\n'.repeat(200_000)}`], ['one line of 20 MB', `a,b\n${'x'.repeat(20_000_000)}`], ['a million columns', `${'x,'.repeat(1_000_000)}\n1`]])('a CSV with %s is read', async (_what, content) => {
    const { state, ms } = await end('odd.csv', content);
    expect(state).toBe('indexed');
    expect(ms).toBeLessThan(15_000);
  });

  it.each([['md', '*'.repeat(300_000)], ['md', '['.repeat(200_000)], ['md', `|${'-|'.repeat(100_000)}\n`.repeat(2)], ['md', '`'.repeat(300_000)], ['md', '<'.repeat(300_000)], ['md', '_a'.repeat(150_000)], ['md', '> '.repeat(150_000)], ['txt', '.'.repeat(500_000)], ['txt', ' '.repeat(500_000)], ['txt', '\n'.repeat(500_000)], ['txt', `${'A\n\n'.repeat(100_000)}`], ['txt', '\ufeff'.repeat(100_000)], ['html', '<'.repeat(300_000)], ['html', '<a '.repeat(100_000)]])('endless %s: %#', async (ending, content) => {
    const { ms } = await end(`endless.${ending}`, content);
    expect(ms).toBeLessThan(10_000);
  });

  it('binary noise is never text, whatever it is called', async () => {
    let seed = 7;
    const noise = Buffer.from(Array.from({ length: 50_000 }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16 & 255));
    for (const name of ['noise.txt', 'noise.md', 'noise.csv', 'noise.html', 'noise.bin']) expect(await end(name, noise)).toMatchObject({ state: 'skipped', code: 'format-unsupported' });
    expect((await end('nul.txt', Buffer.alloc(10_000))).code).toBe('format-unsupported');
  });

  it('lone surrogates in UTF-16 do no harm', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('good \ud800 words and more of them', 'utf16le')]);
    expect((await end('lone.txt', bytes)).text).toContain('words and more');
  });
});

describe('M2: PDF', () => {
  it('one cut off anywhere, or with bytes turned, ends in a state', async () => {
    const whole = fixtures().get('table.pdf') ?? Buffer.alloc(0);
    for (let at = 40; at < whole.length; at += 151) {
      expect((await end('cut.pdf', whole.subarray(0, at))).state).toMatch(/^(?:failed|skipped|indexed|indexed-partly)$/);
      const turned = Buffer.from(whole);
      for (let more = at; more < Math.min(at + 5, turned.length); more += 1) turned[more] = (turned[more] ?? 0) ^ 0x55;
      expect((await end('turned.pdf', turned)).state).toMatch(/^(?:failed|skipped|indexed|indexed-partly)$/);
    }
  });

  it('a page tree that leads to itself, and five million declared pages, end in a state', async () => {
    const pdf = (kids: string, count: number) => `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count ${count}/Kids[${kids}]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`;
    expect((await end('loop.pdf', pdf('2 0 R', 3))).state).toMatch(/^(?:failed|skipped)$/);
    const { state, ms } = await end('million.pdf', pdf('', 5_000_000));
    expect(state).toMatch(/^(?:failed|skipped)$/);
    expect(ms).toBeLessThan(30_000);
  });
});
