import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { fakeReader, openIngest, type OpenedIngest } from '../fakes/openIngest.ts';
import { runCarrel } from './runCarrel.ts';

// Every file of a library, damaged as a failing disk, a cut of power or a hand leaves it. The library is the one below, copied while it was
// open: its last document lies in the log alone, its index has rows of its own for it, nothing was closed.
const root = mkdtempSync(join(tmpdir(), 'carrel-damages-'));
const docs = join(root, 'documents');
const whole = join(root, 'whole');
const subjects = ['walrus', 'ocelot', 'heron', 'marmot', 'badger'];
const late = 'lynx';
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

async function open(folder: string): Promise<OpenedIngest> {
  await using vault = await Vault.open({ folder });
  return await openIngest({ folder, reader: fakeReader, keyOf: (purpose) => vault.deriveKey(purpose) });
}

beforeAll(async () => {
  mkdirSync(docs);
  for (const subject of subjects) writeFileSync(join(docs, `${subject}.txt`), `Of the ${subject} this note tells. ${'It goes on for a while. '.repeat(60)}`);
  const made = join(root, 'made');
  await (await Vault.create({ folder: made, id: 'main', name: 'Damaged' })).close();
  const opened = await open(made);
  await opened.ingest.addFolder(docs);
  await opened.settle();
  await opened.ingest.removals.remove(join(docs, 'badger.txt'));
  await opened.settle();
  opened.library.checkpoint();
  writeFileSync(join(docs, `${late}.txt`), `Of the ${late} this note tells.`);
  await opened.ingest.rescan(1);
  await opened.settle();
  cpSync(made, whole, { recursive: true, preserveTimestamps: true });
  await opened.close();
});

/** Changes the bytes of one file. */
type Change = (path: string) => void;
const empty: Change = (path) => { truncateSync(path, 0); };
const halved: Change = (path) => { truncateSync(path, Math.floor(statSync(path).size / 2)); };
const random: Change = (path) => { writeFileSync(path, randomBytes(statSync(path).size)); };
const gone: Change = (path) => { rmSync(path, { recursive: true }); };
const overwritten = (at: number, length: number): Change => (path) => {
  const bytes = readFileSync(path);
  bytes.fill(7, at, at + length);
  writeFileSync(path, bytes);
};

/** Does a change to the file of a folder that was written last among those its name fits. */
const newest = (folder: string, name: RegExp, change: Change) => (library: string): void => {
  const within = join(library, folder);
  const files = readdirSync(within, { recursive: true, encoding: 'utf8' }).filter((found) => name.test(found)).map((found) => join(within, found)).filter((path) => statSync(path).isFile());
  const [last] = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs || a.localeCompare(b));
  if (last === undefined) throw new Error(`no ${String(name)} in ${folder}`);
  change(last);
};
const one = (name: string, change: Change) => (library: string): void => { change(join(library, name)); };
/** Versions are named so that the newest sorts first. */
const oldestVersion = (library: string): void => {
  const versions = join(library, words, '_versions');
  random(join(versions, readdirSync(versions).filter((name) => name.endsWith('.manifest')).sort().at(-1) ?? ''));
};
const words = 'index/passages.lance';
const vectors = 'index/vectors_fake-embedder.lance';

type Row = {
  readonly id: string; readonly what: string; readonly damage: (library: string) => void;
  /** Everything is there again, at once or made anew from what is stored; or the code a person is told of it by. */
  readonly ends: 'whole' | 'vault-damaged' | 'library-damaged';
};

const rows: readonly Row[] = [
  { id: 'F01', what: 'newest version of the words, empty', damage: newest(words, /_versions.*\.manifest$/, empty), ends: 'whole' },
  { id: 'F02', what: 'newest version of the words, cut short', damage: newest(words, /_versions.*\.manifest$/, halved), ends: 'whole' },
  { id: 'F03', what: 'newest version of the words, filled with noise', damage: newest(words, /_versions.*\.manifest$/, random), ends: 'whole' },
  { id: 'F04', what: 'newest version of the vectors, empty', damage: newest(vectors, /_versions.*\.manifest$/, empty), ends: 'whole' },
  { id: 'F05', what: 'oldest version of the words, filled with noise', damage: oldestVersion, ends: 'whole' },
  { id: 'F06', what: 'transaction of the words, filled with noise', damage: newest(words, /_transactions/, random), ends: 'whole' },
  { id: 'F07', what: 'data of the words, cut short', damage: newest(words, /^data/, halved), ends: 'whole' },
  { id: 'F08', what: 'data of the vectors, filled with noise', damage: newest(vectors, /^data/, random), ends: 'whole' },
  { id: 'F09', what: 'data of the vectors, gone', damage: newest(vectors, /^data/, gone), ends: 'whole' },
  { id: 'F10', what: 'all versions of the words, gone', damage: one(`${words}/_versions`, gone), ends: 'whole' },
  { id: 'F11', what: 'identity of the index, filled with noise', damage: one('index/index.json', random), ends: 'whole' },
  { id: 'F12', what: 'marks of a clean close, filled with noise', damage: one('index/clean.json', (path) => { writeFileSync(path, randomBytes(400)); }), ends: 'whole' },
  { id: 'F13', what: 'index, gone', damage: one('index', gone), ends: 'whole' },
  { id: 'F14', what: 'log of the library, empty', damage: one('library.db-wal', empty), ends: 'whole' },
  { id: 'F15', what: 'log of the library, cut short', damage: one('library.db-wal', halved), ends: 'whole' },
  { id: 'F16', what: 'log of the library, filled with noise', damage: one('library.db-wal', random), ends: 'whole' },
  { id: 'F17', what: 'log of the library, gone', damage: (library) => { for (const suffix of ['-wal', '-shm']) rmSync(join(library, `library.db${suffix}`)); }, ends: 'whole' },
  { id: 'F18', what: 'shared memory of the log, filled with noise', damage: one('library.db-shm', random), ends: 'whole' },
  { id: 'F19', what: 'head of the library file, overwritten', damage: one('library.db', overwritten(0, 4_096)), ends: 'library-damaged' },
  { id: 'F20', what: 'library file, empty', damage: one('library.db', empty), ends: 'library-damaged' },
  { id: 'F21', what: 'library file, cut short', damage: one('library.db', halved), ends: 'library-damaged' },
  { id: 'F22', what: 'library file, gone', damage: one('library.db', gone), ends: 'library-damaged' },
  { id: 'F23', what: 'description of the key, empty', damage: one('vault.json', empty), ends: 'vault-damaged' },
  { id: 'F24', what: 'description of the key, cut short', damage: one('vault.json', halved), ends: 'vault-damaged' },
  { id: 'F25', what: 'description of the key, gone', damage: one('vault.json', gone), ends: 'vault-damaged' },
  { id: 'F26', what: 'key, cut short', damage: one('data.key', halved), ends: 'vault-damaged' },
  { id: 'F27', what: 'key, another one', damage: one('data.key', random), ends: 'vault-damaged' },
  { id: 'F28', what: 'key, gone', damage: one('data.key', gone), ends: 'vault-damaged' },
  { id: 'F29', what: 'left over: half a library, half a key, what was made with a key that never came into use', ends: 'whole', damage(library) {
    for (const name of ['library.db.new', 'vault.json.new', 'data.key.new', 'library.db.for-0123456789abcdef']) writeFileSync(join(library, name), randomBytes(900));
    mkdirSync(join(library, 'index.for-0123456789abcdef'));
    mkdirSync(join(library, 'backups'));
    writeFileSync(join(library, 'backups', '7.db.new'), randomBytes(900));
  } },
  { id: 'F30', what: 'left over: the file a builder was at in the index', ends: 'whole', damage(library) {
    for (const folder of [words, vectors]) writeFileSync(join(library, folder, 'data', '.tmp-half.lance'), randomBytes(900));
  } },
];

let copies = 0;
const copy = (): string => {
  copies += 1;
  const profile = join(root, `profile ${copies}`);
  cpSync(whole, join(profile, 'libraries', 'main'), { recursive: true, preserveTimestamps: true });
  return profile;
};

async function expectWhole(folder: string): Promise<void> {
  const opened = await open(folder);
  try {
    await opened.ingest.rescan(1);
    await opened.settle();
    const { library, index } = opened;
    const expected = [...subjects.filter((subject) => subject !== 'badger'), late].map((subject) => join(docs, `${subject}.txt`)).sort();
    expect(library.documents.all().map(({ path, state }) => [path, state]).sort()).toEqual(expected.map((path) => [path, 'indexed']));
    for (const path of expected) {
      const [subject = ''] = /[a-z]+(?=\.txt$)/.exec(path) ?? [];
      const hits = await index.searchTerms(analyseTerms(subject), { limit: 5, filter: null });
      expect(library.passages.byIds(hits.map(({ id }) => id)).map((hit) => hit.path), subject).toContain(path);
    }
    const ids = library.indexRows.liveIds(0, 1_000);
    expect(ids.length).toBeGreaterThan(expected.length);
    const [wordIds, vectorIds] = [(await Array.fromAsync(index.passageIds())).flat(), (await Array.fromAsync(index.vectorIds('fake-embedder'))).flat()];
    expect(new Set(wordIds).size).toBe(wordIds.length);
    for (const found of [wordIds, vectorIds]) expect(ids.filter((id) => !found.includes(id))).toEqual([]);
    expect(library.vectorsShare('fake-embedder')).toBe(1);
    expect(await library.check()).toEqual([]);
  } finally {
    await opened.close();
  }
}

const told = {
  'vault-damaged': { what: expect.stringContaining('key') as string, next: expect.stringContaining('backup') as string },
  'library-damaged': { what: expect.stringContaining('library') as string, next: expect.stringContaining('backup') as string },
} as const;

describe('a library of which a file is damaged', () => {
  it('R5: is whole where none is', async () => { await expectWhole(join(copy(), 'libraries', 'main')); });

  it.each(rows)('R5: $id, $what: $ends', async ({ damage, ends }) => {
    const profile = copy();
    const folder = join(profile, 'libraries', 'main');
    damage(folder);
    if (ends === 'whole') {
      await expectWhole(folder);
      expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.new$|\.for-/.test(name))).toEqual([]);
      return;
    }
    const left = new Map(readdirSync(folder).filter((name) => name !== 'index').map((name) => [name, readFileSync(join(folder, name))]));
    const run = await runCarrel(['documents', '--json'], { profile });
    expect(run.code).toBe(1);
    expect(run.json()).toMatchObject({ error: { code: ends, ...told[ends] } });
    // Nothing is put in the place of what might yet be rescued.
    for (const name of ['vault.json', 'data.key']) {
      const before = left.get(name);
      expect(readdirSync(folder).includes(name) ? readFileSync(join(folder, name)).equals(before ?? Buffer.alloc(0)) : before === undefined, name).toBe(true);
    }
  });
});
