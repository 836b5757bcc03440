import { readdirSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyseTerms } from '../../../electron/engine/analyse.ts';
import { SearchIndex } from '../../../electron/engine/index/SearchIndex.ts';
import { recover } from '../../../electron/engine/ingest/recover.ts';
import { Library } from '../../../electron/engine/library/Library.ts';
import { exportLibrary, importLibrary } from '../../../electron/engine/vault/moveLibrary.ts';
import { readSealed, writeSealed } from '../../../electron/engine/vault/sealedFile.ts';
import { Vault } from '../../../electron/engine/vault/Vault.ts';
import { fixturePassphrase } from '../../fixtures/makeLibrary.ts';
import { addDocument, makeFolder } from '../library/testLibrary.ts';

const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const passphrase = Buffer.from('sealed');
const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

async function* pieces(...texts: readonly (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text as string);
}

async function readAll(path: string, given = passphrase): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(readSealed(path, given)));
}

describe('a sealed file', () => {
  it('gives back what went in, of any size, for its passphrase alone', async () => {
    const folder = await makeFolder();
    for (const bytes of [0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 2_500_000]) {
      const path = join(folder, `f${bytes}`);
      const data = Buffer.alloc(bytes, 'abc');
      await writeSealed(path, pieces(data.subarray(0, 10), data.subarray(10)), passphrase, cost);
      expect((await readAll(path)).equals(data), `${bytes}`).toBe(true);
    }
    await expect(readAll(join(folder, 'f1'), Buffer.from('other'))).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await expect(readAll(join(folder, 'none'))).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(writeSealed(join(folder, 'f1'), pieces('x'), passphrase, cost)).rejects.toMatchObject({ code: 'file-not-writable' });
  });

  it('cut short anywhere, lengthened, with frames changed over or one bit flipped is refused', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'whole');
    await writeSealed(path, pieces(Buffer.alloc(2_200_000, 'x')), passphrase, cost);
    const whole = await readFile(path);
    const head = whole.indexOf(0x0a, whole.indexOf(0x0a) + 1) + 1;
    const frame = 4 + 1024 * 1024 + 16;
    const changed: Record<string, Buffer> = {
      'empty': Buffer.alloc(0), 'half a header': whole.subarray(0, 40), 'no frame': whole.subarray(0, head), 'first frame alone': whole.subarray(0, head + frame),
      'without its last frame': whole.subarray(0, head + 2 * frame), 'a byte short': whole.subarray(0, -1), 'a byte too long': Buffer.concat([whole, Buffer.from('x')]),
      'frames changed over': Buffer.concat([whole.subarray(0, head), whole.subarray(head + frame, head + 2 * frame), whole.subarray(head, head + frame), whole.subarray(head + 2 * frame)]),
      'another file': Buffer.from('PK\u0003\u0004 and so on\n\n'),
    };
    for (const at of [0, 30, head + 2, head + 500, head + frame + 9, whole.length - 1]) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      changed[`a bit at ${at}`] = flipped;
    }
    for (const [what, bytes] of Object.entries(changed)) {
      await writeFile(join(folder, 'changed'), bytes);
      const outcome = await readAll(join(folder, 'changed')).then(() => 'opened', (error: unknown) => (error as { code: string }).code);
      expect(['file-damaged', 'passphrase-wrong'], what).toContain(outcome);
    }
  });
});

describe('export and import', () => {
  it('bring a library to another place with its key, text, index and log; nothing of a failed import stays', async () => {
    const folder = await makeFolder();
    const [home, file] = [join(folder, 'home'), join(folder, 'x.carrel')];
    const made = await Vault.create({ folder: home, name: "It's mine", passphrase: Buffer.from('own'), cost });
    const library = await Library.open({ folder: home, key: made.deriveKey('sqlite') });
    const { id } = library.folders.add('/d');
    addDocument(library, id, '/d/one.txt', ['The kiln was lit.']);
    library.security.audit(made.deriveKey('audit')).append('removed');
    await (await SearchIndex.open({ folder: join(home, 'index'), termKey: made.deriveKey('terms') })).close();
    await library.close();
    await mkdir(join(home, 'backups'));
    await writeFile(join(home, 'backups', 'old.db'), 'not taken along');
    const bytes = await exportLibrary(home, made, file, passphrase, { cost });
    expect(bytes).toBe((await readFile(file)).length);
    await expect(exportLibrary(home, made, file, passphrase, { cost })).rejects.toMatchObject({ code: 'file-not-writable' });

    const away = join(folder, 'away');
    await expect(importLibrary(away, 'new', file, Buffer.from('wrong'))).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect(await readdir(folder)).toEqual(['home', 'x.carrel']);
    await using vault = await importLibrary(away, 'new', file, passphrase);
    expect(vault.summary).toEqual({ id: 'new', name: "It's mine", protection: 'none' });
    expect(await readdir(away)).toEqual(['data.key', 'index', 'library.db', 'vault.json']);
    await using brought = await Library.open({ folder: away, key: vault.deriveKey('sqlite') });
    expect(brought.documents.all().map(({ path }) => path)).toEqual(['/d/one.txt']);
    expect(brought.security.audit(vault.deriveKey('audit')).verify()).toMatchObject({ entries: 1, broken: null });
    await made.close();
  });

  it('tell how far they are, leave nothing when broken off, and put a new file in the place of an old one only where that is said', async () => {
    const folder = await makeFolder();
    const [home, file] = [join(folder, 'home'), join(folder, 'x.carrel')];
    await using made = await Vault.create({ folder: home, name: 'Long', cost });
    await (await Library.open({ folder: home, key: made.deriveKey('sqlite') })).close();
    await mkdir(join(home, 'index'));
    await writeFile(join(home, 'index', 'large'), Buffer.alloc(5_000_000, 'x'));
    const steps: (readonly [number, number])[] = [];
    const onProgress = (done: number, total: number): void => { steps.push([done, total]); };
    await exportLibrary(home, made, file, passphrase, { cost, onProgress });
    const expectSteps = (): void => {
      expect(steps.length).toBeGreaterThan(3);
      expect(steps.length).toBeLessThanOrEqual(101);
      expect(steps.every(([done, total], at) => done <= total && done > (steps[at - 1]?.[0] ?? 0))).toBe(true);
      expect(steps.at(-1)?.[0]).toBeGreaterThan(0.97 * (steps.at(-1)?.[1] ?? Infinity));
      steps.length = 0;
    };
    expectSteps();
    await (await importLibrary(join(folder, 'in'), 'in', file, passphrase, { onProgress })).close();
    expectSteps();

    const before = await readFile(file);
    const stop = new AbortController();
    const stopping = { onProgress: () => { stop.abort(); }, signal: stop.signal };
    await expect(exportLibrary(home, made, file, passphrase, { cost, replace: true, ...stopping })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(importLibrary(join(folder, 'half'), 'half', file, passphrase, stopping)).rejects.toMatchObject({ code: 'cancelled' });
    expect((await readdir(folder)).sort()).toEqual(['home', 'in', 'x.carrel']);
    expect((await readFile(file)).equals(before)).toBe(true);
    await exportLibrary(home, made, file, Buffer.from('another'), { cost, replace: true });
    await expect(readAll(file)).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await readAll(file, Buffer.from('another'));
    await writeFile(`${file}.part`, 'of another export');
    await expect(exportLibrary(home, made, file, passphrase, { cost, replace: true })).rejects.toMatchObject({ code: 'file-not-writable', details: { path: `${file}.part` } });
    expect(await readFile(`${file}.part`, 'utf8')).toBe('of another export');
  });

  it('refuses a file that would write outside its folder', async () => {
    const folder = await makeFolder();
    for (const [at, path] of ['../evil', 'index/../../evil', '/evil', 'index/..', 'vault.json', 'library.db/x', 'index/a\\..\\b', 'index//a'].entries()) {
      const file = join(folder, `hostile ${at}`);
      await writeSealed(file, pieces(`${JSON.stringify({ name: 'x', dataKey: '0'.repeat(64), files: [{ path, bytes: 1 }] })}\n`, 'x'), passphrase, cost);
      await expect(importLibrary(join(folder, 'in'), 'x', file, passphrase), path).rejects.toMatchObject({ code: 'file-damaged' });
    }
    expect((await readdir(folder)).every((name) => name.startsWith('hostile'))).toBe(true);
  });
});

describe('libraries of earlier formats', () => {
  const files = readdirSync(fixtures).filter((name) => name.endsWith('.carrel'));

  it.each(files)('R12: %s opens, is brought to the format of today and is all there, and found', async (name) => {
    const folder = join(await makeFolder(), 'library');
    await using vault = await importLibrary(folder, 'fixture', join(fixtures, name), Buffer.from(fixturePassphrase));
    expect(vault.summary.name).toMatch(/^Format \d+$/);
    await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
    expect(await library.check()).toEqual([]);
    expect(library.documents.all().map(({ path, state, title, pages }) => ({ path, state, title, pages }))).toEqual([
      { path: "/documents/it's 日本語.txt", state: 'indexed', title: 'Title', pages: 1 }, { path: '/documents/report.md', state: 'indexed', title: 'Title', pages: 1 },
    ]);
    expect(library.pages.get(1, 1)?.text).toBe('Revenue of Hollenbeck Timber in 2031 was 4.7 million crowns.');
    expect(library.conversations.list().map(({ title }) => title)).toEqual(['What was revenue?']);
    expect(library.security.settings.get('holds')).toEqual(['/documents/kept']);
    expect(library.security.audit(vault.deriveKey('audit')).verify()).toMatchObject({ entries: 3, broken: null });
    await using index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
    // Its words are of an earlier analysis of text: they are made anew, as whenever a library is opened; its vectors are kept.
    expect(index.steppedBack).toBe(true);
    expect(await recover(['fake-4'], { library, index }, new AbortController().signal)).toMatchObject({ passagesAdded: 2, vectorsToRedo: 0, vectorsUndone: 0 });
    const hits = await index.searchTerms(analyseTerms('Hollenbeck'), { limit: 5, filter: null });
    expect(library.passages.byIds(hits.map(({ id }) => id)).map(({ path }) => path)).toEqual(['/documents/report.md']);
    index.setRotation('fake-4', library.rotations.get('fake-4', 4), 4);
    expect((await index.searchVectors('fake-4', Float32Array.from([1, 0, 0, 0]), { limit: 1, filter: null }))[0]?.score).toBeCloseTo(1, 5);
  });
});
