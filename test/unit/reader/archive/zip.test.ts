import { describe, expect, it } from 'vitest';
import { ZipWriter } from '../../../../electron/engine/export/ZipWriter.ts';
import { partLimits } from '../../../../electron/reader/limits.ts';
import { fixtures } from '../../../fixtures/make.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

function zip(members: Readonly<Record<string, string | Buffer>>): Buffer {
  const writer = new ZipWriter();
  for (const [name, content] of Object.entries(members)) writer.add(name, content);
  return writer.bytes();
}

const locked = (bytes: Buffer) => {
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
  return bytes;
};

describe('a zip archive', () => {
  it('is read member by member, in the order of paths, each under its name', async () => {
    const { facts, pages, outcome } = await readBytes('year end.zip', zip({ 'z.txt': 'The last words.', 'sub/minutes.md': '# Agenda\n\nThe roof was discussed.\n\n## Money\n\nNone left.', '__MACOSX/._z.txt': 'junk', 'sub/.DS_Store': 'junk', 'sub/': '' }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'archive', title: 'year end', pageCount: 2 });
    expect(pages.map(({ number, locator }) => [number, locator.part])).toEqual([[1, ['sub/minutes.md']], [2, ['z.txt']]]);
    expect(pages[0]?.text).toBe('sub/minutes.md\n\nAgenda\n\nThe roof was discussed.\n\nMoney\n\nNone left.');
    expect(pages[0]?.headings.map(({ start, end, level }) => [pages[0]?.text.slice(start, end), level])).toEqual([['sub/minutes.md', 1], ['Agenda', 2], ['Money', 3]]);
    expect(pages[1]?.locator).toEqual({ kind: 'lines', firstLine: 1, lastLine: 1, part: ['z.txt'] });
  });

  it('tables and their rows keep their places', async () => {
    const { pages } = await readBytes('a.zip', zip({ 'prices.csv': 'Item,Price\nChair,40\nTable,90' }));
    const [page] = pages;
    expect(page?.tables[0]?.rows.map(({ start, end }) => page.text.slice(start, end))).toEqual(['Chair | 40', 'Table | 90']);
  });

  it('an archive inside it is read as well, and pages of real formats', async () => {
    const { pages, outcome } = await readBytes('outer.zip', zip({ 'inner.zip': zip({ 'a.txt': 'Deep words.' }), 'm.docx': fixtures().get('minutes.docx') ?? '', 't.pdf': fixtures().get('table.pdf') ?? '' }));
    expect(outcome.state).toBe('indexed');
    expect(pages[0]?.locator.part).toEqual(['inner.zip', 'a.txt']);
    expect(pages[0]?.text).toBe('inner.zip\n\na.txt\n\nDeep words.');
    expect(pages[0]?.headings.map(({ level }) => level)).toEqual([1, 2]);
    expect(pages.find(({ locator }) => locator.part?.[0] === 't.pdf')?.locator).toMatchObject({ kind: 'pdf-page', page: 1 });
    expect(pages.map(({ number }) => number)).toEqual(pages.map((_page, index) => index + 1));
  });

  it('what cannot be read is named in the reason, what has no words is listed', async () => {
    const { pages, outcome } = await readBytes('mixed.zip', zip({ 'a.txt': 'Words.', 'song.mp3': 'ID3\x04 la la', 'empty.txt': '', 'cut.pdf': '%PDF-1.4\n%%EOF', 'old.7z': Buffer.from('7z\xbc\xaf\x27\x1c\0\0', 'latin1') }));
    expect(outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged', detail: 'cut.pdf' } });
    expect(pages.at(-1)?.text).toContain('song.mp3 (sound)');
    expect(pages.at(-1)?.text).toContain('empty.txt');
    expect((await readBytes('sounds.zip', zip({ 'a.txt': 'Words.', 'song.mp3': 'ID3\x04 la la' }))).outcome).toEqual({ state: 'indexed', reason: null });
  });

  it('asks for a password where members are locked', async () => {
    expect((await readBytes('locked.zip', locked(zip({ 'a.txt': 'x', 'b.txt': 'y' })))).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed', detail: 'a.txt, b.txt' } });
    const half = zip({ 'open.txt': 'Words.', 'inner.zip': locked(zip({ 'secret.txt': 'x' })) });
    expect((await readBytes('half.zip', half)).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'password-needed', detail: 'inner.zip' } });
  });

  it('archives too deep one in the other end, with what was read above them', async () => {
    let inner = zip({ 'bottom.txt': 'The bottom.' });
    for (let depth = 0; depth < 20; depth += 1) inner = zip({ [`level${depth}.zip`]: inner, 'here.txt': `Words of level ${depth}.` });
    const { pages, outcome } = await readBytes('deep.zip', inner);
    expect(outcome).toMatchObject({ state: 'indexed-partly', reason: { code: 'limit-exceeded' } });
    expect(Math.max(...pages.map(({ locator }) => locator.part?.length ?? 0))).toBe(partLimits.depth);
  });

  it('members are counted over all levels, and so is what they unpack to', async () => {
    const many = zip(Object.fromEntries(Array.from({ length: 60 }, (_value, index) => [`${index}.txt`, 'x'])));
    const wide = zip(Object.fromEntries(Array.from({ length: 300 }, (_value, index) => [`${index}.zip`, many])));
    expect((await readBytes('wide.zip', wide)).outcome).toMatchObject({ state: 'indexed-partly', reason: { code: 'limit-exceeded' } });
    const bomb = zip({ 'film.mkv': Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(9 * 1024 ** 2)]) });
    const bombs = zip(Object.fromEntries(Array.from({ length: 200 }, (_value, index) => [`${index}.zip`, bomb])));
    const began = performance.now();
    expect((await readBytes('bombs.zip', zip({ 'bombs.zip': bombs, 'a.txt': 'Words.' }))).outcome).toMatchObject({ state: 'indexed-partly', reason: { code: 'limit-exceeded' } });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('names are only shown: paths, directions of writing and line ends in them do nothing', async () => {
    const { pages } = await readBytes('odd.zip', zip({ '../../etc/passwd.txt': 'a', 'C:\\x\\evil.txt': 'b', 'line\nend.txt': 'c', 'gpj.\u202etxt': 'd', ['x'.repeat(4_000)]: 'e' }));
    const names = pages.map(({ locator }) => locator.part?.[0] ?? '');
    expect(names).toEqual(expect.arrayContaining(['../../etc/passwd.txt', 'C:/x/evil.txt', 'line end.txt', 'gpj. txt']));
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(200);
  });

  it('names in the characters of DOS are read', async () => {
    const bytes = zip({ 'Muenze.txt': 'Geld' });
    for (let at = bytes.indexOf('Mue'); at !== -1; at = bytes.indexOf('Mue', at)) bytes.write('M\x81n', at, 'latin1');
    expect((await readBytes('alt.zip', bytes)).pages[0]?.locator.part).toEqual(['Münnze.txt']);
  });
});
