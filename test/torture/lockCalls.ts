import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { Vault, type Secret } from '../../electron/engine/vault/Vault.ts';
import { addDocument } from '../unit/library/testLibrary.ts';

const program = fileURLToPath(new URL('../fakes/changeSecret.ts', import.meta.url));
const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const one: Secret = { passphrase: Buffer.from('one') };
const two: Secret = { passphrase: Buffer.from('two') };
const recovery: Secret = { recoveryKey: Buffer.alloc(32, 7) };
/** More of one kind than any change of lock makes. */
const mostCalls = 3_000;

type Call = { readonly name: string; /** Only each so-manieth, where not all are asked for. */ readonly every: number; /** Only those on the files that hold the key. */ readonly onlyVault?: boolean };
export type Way = {
  readonly way: string; readonly locked: boolean;
  /** What may open it however the change ended, and what must once it said it was done. */
  readonly opensWith: readonly Secret[]; readonly afterwards: number;
  readonly calls: readonly Call[];
};
const ofVault: readonly Call[] = [{ name: 'rename', every: 1 }, { name: 'fsync', every: 1 }, { name: 'unlink', every: 1 }, { name: 'write', every: 1, onlyVault: true }, { name: 'openat', every: 1, onlyVault: true }];

/** Every change of how a library is locked. */
export const ways: readonly Way[] = [
  { way: 'set', locked: false, opensWith: [{}, one, recovery], afterwards: 1, calls: ofVault },
  { way: 'change', locked: true, opensWith: [one, two], afterwards: 1, calls: ofVault },
  { way: 'remove', locked: true, opensWith: [{}, one], afterwards: 0, calls: ofVault },
  { way: 'new-key', locked: false, opensWith: [{}, one, recovery], afterwards: 1, calls: [{ name: 'rename', every: 1 }, { name: 'unlink', every: 3 }, { name: 'fsync', every: 6 }, { name: 'unlinkat', every: 1 }, { name: 'pwrite64', every: 60 }] },
];

export type LockCalls = {
  readonly way: Way;
  /** What is done to each call in turn: the program is killed as it makes it, or it fails. */
  readonly harm: 'KILL' | 'ENOSPC' | 'EIO';
  /** Of the calls that `every` chooses, only each so-manieth; 'all': every single call. */
  readonly each: number | 'all'; readonly log: (line: string) => void;
};

/**
 * Changes how a library is locked, again and again, doing harm to one more of its system calls each time. Afterwards the old or the new
 * secret opens it, never neither; the new one where the change said it was done; and all it held is there. Gives what was found wrong.
 */
export async function harmLockCalls({ way, harm, each, log }: LockCalls): Promise<{ readonly hits: number; readonly failures: readonly string[] }> {
  const root = mkdtempSync(join(tmpdir(), 'carrel-lock-'));
  const failures: string[] = [];
  let hits = 0;
  try {
    await makeTemplate(join(root, 'template'), way.locked);
    mkdirSync(join(root, 'work'));
    for (const { name, every, onlyVault = false } of way.calls) {
      for (let count = 1; count < mostCalls; count += each === 'all' ? 1 : every * each) {
        const work = join(root, 'work', `${name} ${count}`);
        cpSync(join(root, 'template'), work, { recursive: true });
        const { isHit, isDone, problem } = changeUnder(work, way.way, { name, count, onlyVault, harm });
        const found = problem === null ? await lookAt(work, way, isDone) : [problem];
        failures.push(...found.map((what) => `${way.way}, ${harm} at ${name} ${count}: ${what}`));
        rmSync(work, { recursive: true });
        if (!isHit) break;
        hits += 1;
      }
    }
    log(`${way.way}, ${harm}: ${hits} hit, ${failures.length} failures`);
    return { hits, failures };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

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

type Harm = { readonly name: string; readonly count: number; readonly onlyVault: boolean; readonly harm: LockCalls['harm'] };

/** `isHit`: the change made so many calls of the kind. */
function changeUnder(folder: string, way: string, { name, count, onlyVault, harm }: Harm): { readonly isHit: boolean; readonly isDone: boolean; readonly problem: string | null } {
  const paths = onlyVault ? ['vault.json', 'vault.json.new', 'data.key', 'data.key.new'].flatMap((file) => ['-P', join(folder, file)]) : [];
  const injected = harm === 'KILL' ? 'signal=KILL' : `error=${harm}`;
  const { status, signal, stderr } = spawnSync('strace', ['-f', '-qq', ...paths, '-e', `trace=${name}`, '-e', 'status=failed', '-e', `inject=${name}:${injected}:when=${count}`, process.execPath, program, folder, way], { encoding: 'utf8', timeout: 120_000 });
  const isKilled = signal === 'SIGKILL' || status === 137;
  if (signal === 'SIGTERM') return { isHit: true, isDone: false, problem: 'hangs' };
  if (harm === 'KILL' && !isKilled && status !== 0) return { isHit: true, isDone: false, problem: `ended by itself with ${String(status ?? signal)}: ${stderr.slice(-300)}` };
  return { isHit: harm === 'KILL' ? isKilled : stderr.includes('(INJECTED)'), isDone: status === 0, problem: null };
}

async function lookAt(folder: string, { opensWith, afterwards }: Way, isDone: boolean): Promise<string[]> {
  const found: string[] = [];
  const descriptor = JSON.parse(await readFile(join(folder, 'vault.json'), 'utf8')) as { protection: { kind: string } };
  const opened: number[] = [];
  for (const [at, secret] of opensWith.entries()) {
    const vault = await Vault.open({ folder, ...secret }).catch(() => null);
    if (vault === null) continue;
    opened.push(at);
    try {
      found.push(...await whatIsMissing(folder, vault));
    } catch (error) {
      found.push(`opens, but: ${String(error)}`);
    }
    await vault.close();
  }
  if (opened.length === 0) found.push('nothing opens it');
  if (isDone && !opened.includes(afterwards)) found.push('said to be done, but the new secret does not open it');
  const names = await readdir(folder);
  if (descriptor.protection.kind === 'passphrase') {
    if (opened.includes(0) && Object.keys(opensWith[0] ?? {}).length === 0) found.push('opens without its passphrase');
    if (names.includes('data.key')) found.push('its key lies open');
  }
  found.push(...names.filter((name) => /\.new$|\.for-/.test(name)).map((name) => `left over: ${name}`));
  return found;
}

async function whatIsMissing(folder: string, vault: Vault): Promise<string[]> {
  await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
  const { entries, broken } = library.security.audit(vault.deriveKey('audit')).verify();
  await using index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
  index.setRotation('fake-4', library.rotations.get('fake-4', 4), 4);
  const [hit] = await index.searchVectors('fake-4', Float32Array.from([1, 0, 0, 0]), { limit: 1, filter: null });
  return [
    ...(library.pages.get(1, 1)?.text === 'The kiln was lit.' ? [] : ['its page is not there']),
    ...(broken === null && entries >= 2 ? [] : ['its log is not whole']),
    ...await library.check(),
    ...(Math.abs((hit?.score ?? 0) - 1) < 1e-5 ? [] : ['its vector is not found']),
  ];
}
