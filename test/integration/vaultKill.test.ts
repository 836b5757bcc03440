import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { Vault, type Secret } from '../../electron/engine/vault/Vault.ts';
import { addDocument, makeFolder } from '../unit/library/testLibrary.ts';
import { withoutStrace } from './tracedRun.ts';

// A change of lock killed as it makes each of its system calls that change something. By command all of them: CARREL_KILL_ALL=1.
const program = fileURLToPath(new URL('../fakes/changeSecret.ts', import.meta.url));
const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const one: Secret = { passphrase: Buffer.from('one') };
const two: Secret = { passphrase: Buffer.from('two') };
const recovery: Secret = { recoveryKey: Buffer.alloc(32, 7) };
const all = process.env['CARREL_KILL_ALL'] === '1';

type Way = { readonly way: string; readonly locked: boolean; readonly opensWith: readonly Secret[]; readonly calls: readonly { readonly name: string; readonly every: number; readonly onlyVault?: boolean }[] };
const ofVault: Way['calls'] = [{ name: 'rename', every: 1 }, { name: 'fsync', every: 1 }, { name: 'unlink', every: 1 }, { name: 'write', every: 1, onlyVault: true }, { name: 'openat', every: 1, onlyVault: true }];
const ways: readonly Way[] = [
  { way: 'set', locked: false, opensWith: [{}, one, recovery], calls: ofVault },
  { way: 'change', locked: true, opensWith: [one, two], calls: ofVault },
  { way: 'remove', locked: true, opensWith: [{}, one], calls: ofVault },
  { way: 'new-key', locked: false, opensWith: [{}, one, recovery], calls: [{ name: 'rename', every: 1 }, { name: 'unlink', every: 3 }, { name: 'fsync', every: 6 }, { name: 'unlinkat', every: 1 }] },
];

/** A library with one document, in its database and its index, and two entries in its log. */
async function makeTemplate(folder: string, locked: boolean): Promise<void> {
  await using vault = await Vault.create({ folder, name: 'x', cost, ...(locked ? one : {}) });
  await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
  const { id: folderId } = library.folders.add('/d');
  addDocument(library, folderId, '/d/one.txt', ['The kiln was lit.']);
  for (let at = 0; at < 2; at += 1) library.security.audit(vault.deriveKey('audit')).append('removed', { documents: at });
  library.rotations.get('fake-4', 4);
  await using index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
  index.setRotation('fake-4', library.rotations.get('fake-4', 4), 4);
  await index.addVectors('fake-4', [{ id: 1, part: 0, contentId: 1, folderId, vector: Float32Array.from([1, 0, 0, 0]) }]);
}

/** How many calls there were before the kill; null when the program came to its end. */
function killAt(folder: string, way: string, call: string, count: number, onlyVault: boolean): 'killed' | 'done' {
  const paths = onlyVault ? ['vault.json', 'vault.json.new', 'data.key', 'data.key.new'].flatMap((name) => ['-P', join(folder, name)]) : [];
  const { status, signal, stderr } = spawnSync('strace', [
    '-f', '-qq', '-o', '/dev/null', ...paths, '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${count}`, process.execPath, program, folder, way,
  ], { encoding: 'utf8' });
  if (status === 0) return 'done';
  expect({ signal, status, stderr }).toMatchObject({ signal: 'SIGKILL' });
  return 'killed';
}

async function check(folder: string, secrets: readonly Secret[], what: string): Promise<void> {
  const descriptor = JSON.parse(await readFile(join(folder, 'vault.json'), 'utf8')) as { protection: { kind: string } };
  const opened: number[] = [];
  for (const [at, secret] of secrets.entries()) {
    const vault = await Vault.open({ folder, ...secret }).catch(() => null);
    if (vault === null) continue;
    opened.push(at);
    await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
    expect(library.pages.get(1, 1)?.text, what).toBe('The kiln was lit.');
    const { entries, broken } = library.security.audit(vault.deriveKey('audit')).verify();
    expect({ broken, entries: entries >= 2 }, what).toEqual({ broken: null, entries: true });
    expect(await library.check(), what).toEqual([]);
    await using index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
    index.setRotation('fake-4', library.rotations.get('fake-4', 4), 4);
    const [hit] = await index.searchVectors('fake-4', Float32Array.from([1, 0, 0, 0]), { limit: 1, filter: null });
    expect(hit?.score, what).toBeCloseTo(1, 5);
    await vault.close();
  }
  expect(opened.length, what).toBeGreaterThan(0);
  if (descriptor.protection.kind === 'passphrase') {
    expect(opened.includes(0) && Object.keys(secrets[0] ?? {}).length === 0, what).toBe(false);
    expect(await readdir(folder), what).not.toContain('data.key');
  }
  expect((await readdir(folder)).filter((name) => /\.new$|\.for-/.test(name)), what).toEqual([]);
}

describe.skipIf(withoutStrace !== null)(`a change of lock killed at each of its writes${withoutStrace === null ? '' : ` (skipped: ${withoutStrace})`}`, () => {
  it.each(ways)('D10, R2: $way: the old or the new opens, never neither, and all is there', async ({ way, locked, opensWith, calls }) => {
    const folder = await makeFolder();
    await makeTemplate(join(folder, 'template'), locked);
    await mkdir(join(folder, 'work'));
    let kills = 0;
    for (const { name, every, onlyVault = false } of calls) {
      for (let count = 1; count < 1_000; count += all ? 1 : every) {
        const work = join(folder, 'work', `${name} ${count}`);
        await cp(join(folder, 'template'), work, { recursive: true });
        const outcome = killAt(work, way, name, count, onlyVault);
        await check(work, opensWith, `${way}, killed at ${name} ${count}`);
        if (outcome === 'done') break;
        kills += 1;
      }
    }
    console.log(`${way}: ${kills} kills`);
    expect(kills).toBeGreaterThanOrEqual(4);
  }, 900_000);
});
