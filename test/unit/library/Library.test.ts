import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Library } from '../../../electron/engine/library/Library.ts';
import { addDocument, makeFolder, makeLibrary, passageTexts } from './testLibrary.ts';

const sentinel = 'Zwetschgenknoedel';

/** Fills a library with sentences that hold the sentinel in every place a person's words can go. */
function fill(library: Library): void {
  const folder = library.folders.add(`/docs/${sentinel}`);
  for (let number = 0; number < 60; number += 1) {
    const page = Array.from({ length: 60 }, (_, line) => `${sentinel} number ${number * 100 + line} is good.`).join(' ');
    addDocument(library, folder.id, `/docs/${sentinel}/${sentinel} ${number}.pdf`, [page], { title: `${sentinel} ${number}` });
  }
  const { id } = library.conversations.create({ title: sentinel });
  library.conversations.appendQuestion(id, `What is ${sentinel}?`);
}

/** Bits of information a byte, 8 for noise. */
function entropy(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / bytes.length) * Math.log2(count / bytes.length)), 0);
}

describe('a library', () => {
  it('is noise on the disk: no header, no word of anyone, in any encoding, open or closed', async () => {
    const { library, folder } = await makeLibrary();
    fill(library);
    const search = async (): Promise<void> => {
      const names = await readdir(folder);
      expect(names).toContain('library.db');
      for (const name of names) {
        const bytes = await readFile(join(folder, name));
        expect(bytes.includes('SQLite format 3')).toBe(false);
        for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(sentinel, encoding))).toBe(false);
        for (const shift of ['', ' ', '  ']) expect(bytes.includes(Buffer.from(shift + sentinel).toString('base64').slice(4, -4))).toBe(false);
        expect(name).not.toContain(sentinel);
      }
    };
    await search();
    await library.backup(join(folder, 'backup.db'));
    await search();
    await library.close();
    await search();
    const bytes = (await readFile(join(folder, 'library.db'))).subarray(65_536);
    expect(bytes.length).toBeGreaterThan(65_536);
    expect(entropy(bytes)).toBeGreaterThanOrEqual(7.99);
  });

  it('has files only its owner may read', async () => {
    const { library, folder } = await makeLibrary();
    fill(library);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600);
  });

  it('holds everything after it was closed and opened', async () => {
    const { library, folder, key } = await makeLibrary();
    const docs = library.folders.add('/docs');
    const id = addDocument(library, docs.id, '/docs/a.pdf', ['One. Two.']);
    await library.close();
    await using again = await Library.open({ folder, key });
    expect(passageTexts(again, id)).toEqual(['One.', ' Two.']);
    expect(await again.check()).toEqual([]);
    expect(await again.sizeBytes()).toBeGreaterThan(100_000);
  });

  it('refuses a wrong key, and every damage, in words, and changes nothing', async () => {
    const { library, folder, key } = await makeLibrary();
    fill(library);
    await library.close();
    const path = join(folder, 'library.db');
    const whole = await readFile(path);
    const refused = { code: 'library-damaged', details: { path } };

    await expect(Library.open({ folder, key: randomBytes(32) })).rejects.toMatchObject(refused);
    expect((await readFile(path)).equals(whole)).toBe(true);
    const flipped = Buffer.from(whole);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    for (const bytes of [Buffer.alloc(0), flipped, randomBytes(whole.length), Buffer.alloc(whole.length), whole.subarray(0, 2_000)]) {
      await writeFile(path, bytes);
      await expect(Library.open({ folder, key })).rejects.toMatchObject(refused);
    }
    await writeFile(path, whole);
    await using again = await Library.open({ folder, key });
    expect(again.documents.all()).toHaveLength(60);
  });

  it('notices one flipped bit when it reads the page, and in a check', async () => {
    const { library, folder, key } = await makeLibrary();
    fill(library);
    await library.close();
    const path = join(folder, 'library.db');
    const whole = await readFile(path);
    for (let page = 1; page * 4_096 < whole.length; page += 23) {
      const at = page * 4_096 + 2_000;
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await writeFile(path, bytes);
      const finding = await Library.open({ folder, key }).then(
        async (opened) => {
          await using library2 = opened;
          return (await library2.check()).join();
        },
        (error: Error) => error.message,
      );
      expect(finding, `page ${page}`).not.toBe('');
    }
  });

  it('that has lost its file but not its index is not silently begun anew', async () => {
    const { library, folder, key } = await makeLibrary();
    await library.close();
    await rm(join(folder, 'library.db'));
    await mkdir(join(folder, 'index'));
    await expect(Library.open({ folder, key })).rejects.toMatchObject({ code: 'library-damaged', details: { finding: 'the file is missing' } });
    await rm(join(folder, 'index'), { recursive: true });
    await using again = await Library.open({ folder, key });
    expect(again.documents.all()).toEqual([]);
  });

  it('is made anew over what a first start that was cut short left', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'library.db.new'), 'half');
    await using library = await Library.open({ folder, key: randomBytes(32) });
    expect(library.documents.all()).toEqual([]);
    expect(await readdir(folder)).not.toContain('library.db.new');
  });

  it('backs itself up while it is written to; the copy opens with the same key and holds what was there', async () => {
    const { library, folder, key } = await makeLibrary();
    fill(library);
    const target = join(folder, `backups it's`, 'library.db');
    const backup = library.backup(target);
    const folders = Array.from({ length: 20 }, (_, number) => library.folders.add(`/late/${number}`));
    await backup;
    await library.backup(target);
    expect(await readdir(join(folder, `backups it's`))).toEqual(['library.db']);
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    await using copy = await Library.open({ folder: join(folder, `backups it's`), key });
    expect(copy.documents.all()).toEqual(library.documents.all());
    expect(copy.folders.list()).toHaveLength(folders.length + 1);
    await expect(library.backup(join(target, 'library.db'))).rejects.toThrow('ENOTDIR');
  });

  it('writes all of a transaction or nothing; a part inside may fail by itself', async () => {
    const { library } = await makeLibrary();
    expect(() => library.transaction(() => {
      library.folders.add('/one');
      throw new Error('stop');
    })).toThrow('stop');
    expect(library.folders.list()).toEqual([]);
    library.transaction(() => {
      library.folders.add('/one');
      expect(() => library.transaction(() => {
        library.folders.add('/two');
        throw new Error('stop');
      })).toThrow('stop');
      library.folders.add('/three');
    });
    expect(library.folders.list().map(({ path }) => path)).toEqual(['/one', '/three']);
    expect(library.folders.add('/four').id).toBeGreaterThan(0);
  });
});
