import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tarHeader, tarOf } from '../../../fixtures/tarFile.ts';
import { zipOf } from '../../../fixtures/officeFiles.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

const longName = `${'a folder with a long name/'.repeat(6)}minutes.txt`;

describe('a tar archive', () => {
  it('is read member by member as a zip archive is, packed by gzip or not', async () => {
    const tar = tarOf({ 'z.txt': 'The last words.', 'sub/minutes.md': '# Agenda\n\nThe roof was discussed.', './._z.txt': 'junk', 'inner.zip': zipOf({ 'deep.txt': 'Deep words.' }) });
    for (const [name, bytes] of [['year.tar', tar], ['year.tar.gz', gzipSync(tar)], ['year.tgz', gzipSync(tar)]] as const) {
      const { facts, pages, outcome } = await readBytes(name, bytes);
      expect(outcome).toEqual({ state: 'indexed', reason: null });
      expect(facts?.format).toBe('archive');
      expect(pages.map(({ locator }) => locator.part)).toEqual([['inner.zip', 'deep.txt'], ['sub/minutes.md'], ['z.txt']]);
      expect(pages[1]?.text).toBe('sub/minutes.md\n\nAgenda\n\nThe roof was discussed.');
    }
  });

  it('keeps names longer than its field, in each of the three ways, and the last of twins', async () => {
    const content = Buffer.from('Words.');
    const body = Buffer.concat([content, Buffer.alloc(512 - content.length)]);
    const pad = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)]);
    const record = ` path=${longName}\n`;
    const pax = `${String(record.length + 3)}${record}`;
    const gnu = Buffer.concat([tarHeader('././@LongLink', longName.length + 1, { type: 'L', magic: 'ustar  \0' }), pad(`${longName}\0`), tarHeader(longName.slice(0, 100), 6, { magic: 'ustar  \0' }), body]);
    const posix = Buffer.concat([tarHeader('PaxHeaders/minutes.txt', pax.length, { type: 'x' }), pad(pax), tarHeader('minutes.txt', 6), body]);
    const split = Buffer.concat([tarHeader(longName.slice(longName.lastIndexOf('/') + 1), 6, { folder: longName.slice(0, longName.lastIndexOf('/')).slice(0, 155) }), body]);
    for (const bytes of [gnu, posix]) expect((await readBytes('a.tar', bytes)).pages[0]?.locator.part).toEqual([longName]);
    expect((await readBytes('a.tar', split)).pages[0]?.locator.part).toEqual([longName]);
    const twins = Buffer.concat([tarOf({ 'a.txt': 'Old words.' }).subarray(0, 1_024), tarOf({ 'a.txt': 'New words.' })]);
    expect((await readBytes('a.tar', twins)).pages.map(({ text }) => text)).toEqual(['a.txt\n\nNew words.']);
  });

  it('leaves out links, folders and devices, and never goes by a path in it', async () => {
    const tar = Buffer.concat([
      tarHeader('sub/', 0, { type: '5' }), tarHeader('link.txt', 0, { type: '2' }), tarHeader('null', 0, { type: '3' }), tarOf({ '../../etc/passwd.txt': 'Words.' }),
    ]);
    const { pages, outcome } = await readBytes('a.tar', tar);
    expect(outcome.state).toBe('indexed');
    expect(pages.map(({ locator }) => locator.part)).toEqual([['../../etc/passwd.txt']]);
  });

  it('that breaks off is read as far as it goes; one that lies of its sizes ends as damaged', async () => {
    const tar = tarOf({ 'a.txt': 'Words of the first.', 'b.txt': 'x'.repeat(5_000) });
    expect(await readBytes('a.tar', tar.subarray(0, 3_000))).toMatchObject({ pages: [{ text: 'a.txt\n\nWords of the first.' }], outcome: { state: 'indexed-partly', reason: { code: 'file-damaged' } } });
    expect((await readBytes('a.tar', tarHeader('a.txt', 2 ** 32 - 1))).outcome.state).toBe('failed');
    expect((await readBytes('a.tar', tarHeader('a.txt', 0, { size: Buffer.from('8000000000ffffffffffffff', 'hex') }))).outcome.state).toBe('failed');
  });

  it('with more members than the limit ends with what it is', async () => {
    const { outcome } = await readBytes('many.tar', tarOf(Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${String(at)}.txt`, '']))));
    expect(outcome).toMatchObject({ state: 'failed', reason: { code: 'limit-exceeded' } });
  });
});

describe('what gzip packed', () => {
  it('is read as the file it holds', async () => {
    expect(await readBytes('prices.csv.gz', gzipSync('Item,Price\nChair,40'))).toMatchObject({ facts: { format: 'archive' }, outcome: { state: 'indexed' }, pages: [{ locator: { part: ['prices.csv'] }, text: expect.stringContaining('Chair | 40') as string }] });
    expect((await readBytes('noname', gzipSync('Some words.'))).pages[0]?.text).toBe('noname\n\nSome words.');
  });

  it('is bounded while it is unpacked, and says what is wrong', async () => {
    const began = performance.now();
    expect((await readBytes('bomb.gz', gzipSync(Buffer.alloc(30 * 1024 ** 2)))).outcome).toMatchObject({ state: 'failed', reason: { code: 'limit-exceeded' } });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await readBytes('cut.txt.gz', gzipSync(randomBytes(5_000)).subarray(0, 900))).outcome).toMatchObject({ state: 'failed', reason: { code: 'file-damaged' } });
    expect((await readBytes('song.mp3.gz', gzipSync('ID3\x04 la la'))).outcome.state).toBe('skipped');
  });

  it.each([['7z\xbc\xaf\x27\x1c', '7-Zip archive'], ['Rar!\x1a\x07\0', 'RAR archive'], ['\xfd7zXZ\x00', 'xz archive'], ['BZh91AY\0', 'bzip2 archive']])('other archives are skipped with their name: %j', async (start, name) => {
    expect((await readBytes('a.bin', Buffer.from(`${start}\0\0\0`, 'latin1'))).outcome).toEqual({ state: 'skipped', reason: { code: 'format-unsupported', detail: name } });
  });
});
