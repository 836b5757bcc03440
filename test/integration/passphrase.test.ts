import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEngine, type RunningEngine } from '../../electron/cli/startEngine.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { noModels, runCarrel } from './runCarrel.ts';

// The whole way of a passphrase: engine, contract and command.
let root = '';
let engine: RunningEngine | null = null;
const secret = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

beforeEach(() => {
  vi.stubEnv('CARREL_MODELS', noModels);
  root = mkdtempSync(join(tmpdir(), 'carrel-passphrase-'));
  mkdirSync(join(root, 'docs'));
  writeFileSync(join(root, 'docs', 'note.txt'), 'The kiln was lit on the ninth of March by Ottilie Brandt.\n');
});
afterEach(async () => {
  await engine?.close();
  engine = null;
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function start(): RunningEngine['client'] {
  engine = startEngine({ profile: join(root, 'profile'), calledAs: 'test' });
  return engine.client;
}

async function stop(): Promise<void> {
  await engine?.close();
  engine = null;
}

async function index(client: RunningEngine['client']): Promise<void> {
  for await (const event of client.index({ paths: [join(root, 'docs')], wait: 'indexed' })) void event;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => null, (reason: unknown) => reason);
  return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
}

describe('a passphrase', () => {
  it('D9: set with a new key, locks; passphrase and recovery key open, on another machine too; everything is still found', async () => {
    const client = start();
    await index(client);
    const { recoveryKey, library } = await client.setPassphrase({ passphrase: secret('quercus') });
    expect(library).toMatchObject({ protection: 'passphrase', open: true });
    expect(recoveryKey).toMatch(/^([0-9A-Z]{4}-){13}[0-9A-Z]{4}$/);
    await expect.poll(async () => (await client.search({ query: 'kiln' })).length, { timeout: 30_000 }).toBe(1);
    expect(readdirSync(join(root, 'profile', 'libraries', 'main')).sort()).not.toContain('data.key');
    expect(await client.security({})).toMatchObject({ protection: 'passphrase', hasRecoveryKey: true });
    expect(await client.auditVerify({})).toMatchObject({ broken: null });
    await stop();

    const again = start();
    expect(await again.status({})).toMatchObject({ locked: true, protection: 'passphrase', documentsTotal: 0, folders: [] });
    expect(await codeOf(again.search({ query: 'kiln' }))).toBe('library-locked');
    expect(await codeOf(again.unlockLibrary({ passphrase: secret('Quercus') }))).toBe('passphrase-wrong');
    expect(await codeOf(again.unlockLibrary({ recoveryKey: secret('0000') }))).toBe('recovery-key-wrong');
    await again.unlockLibrary({ recoveryKey: secret((recoveryKey ?? '').toLowerCase().replaceAll('-', ' ')) });
    expect(await again.search({ query: 'kiln' })).toHaveLength(1);
    expect((await again.auditEntries({})).map(({ kind }) => kind).slice(-2)).toEqual(['unlock-refused', 'library-opened']);
    await stop();

    // Nothing of it hangs on this profile or this machine.
    cpSync(join(root, 'profile', 'libraries', 'main'), join(root, 'elsewhere', 'libraries', 'main'), { recursive: true });
    engine = startEngine({ profile: join(root, 'elsewhere'), calledAs: 'test' });
    for (const given of [{ passphrase: secret('quercus') }, { recoveryKey: secret(recoveryKey ?? '') }]) {
      await engine.client.unlockLibrary(given);
      expect(await engine.client.search({ query: 'kiln' })).toHaveLength(1);
      await engine.client.lockLibrary({});
    }
  });

  it('D9: a kept key opens a locked library until it is taken back or the passphrase is another; the log says which key it was', async () => {
    const client = start();
    await index(client);
    expect(await codeOf(client.keepKey({}))).toBe('passphrase-missing');
    await client.setPassphrase({ passphrase: secret('quercus'), newKey: false });
    expect(await codeOf(client.keepKey({ current: secret('robur') }))).toBe('passphrase-wrong');
    const { keptKey } = await client.keepKey({ current: secret('quercus') });
    expect(await client.security({})).toMatchObject({ hasKeptKey: true });
    const reopen = async (): Promise<string> => {
      await client.lockLibrary({});
      return await codeOf(client.unlockLibrary({ keptKey: Uint8Array.from(keptKey) }));
    };
    expect(await reopen()).toMatch(/^no AppError/);
    expect(await client.search({ query: 'kiln' })).toHaveLength(1);
    await client.changePassphrase({ current: secret('quercus'), next: secret('robur') });
    expect(await client.security({})).toMatchObject({ hasKeptKey: false });
    expect(await reopen()).toBe('kept-key-wrong');
    await client.unlockLibrary({ passphrase: secret('robur') });
    await client.keepKey({ current: secret('robur') });
    expect(await client.forgetKeptKey({})).toMatchObject({ hasKeptKey: false });
    const entries = await client.auditEntries({});
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['key-kept', 'key-forgotten']));
    expect(entries.filter(({ kind }) => kind === 'library-opened').map(({ detail }) => detail['with'])).toEqual(['kept key', 'passphrase']);
    expect(await client.auditVerify({})).toMatchObject({ broken: null });
  });

  it('E36 (engine side): locking closes: streams end with library-locked, nothing answers, and it opens again', async () => {
    const client = start();
    await index(client);
    expect(await codeOf(client.lockLibrary({}))).toBe('passphrase-missing');
    await client.setPassphrase({ passphrase: secret('one'), newKey: false });
    for (let i = 0; i < 300; i += 1) writeFileSync(join(root, 'docs', `more ${i}.txt`), `Shelf ${i} holds ${i * 7} jars of varnish.\n`.repeat(50));
    const stream = index(client);
    const ended = codeOf(stream);
    await expect.poll(async () => (await client.status({})).documentsTotal, { timeout: 30_000 }).toBeGreaterThan(10);
    expect(await client.lockLibrary({})).toMatchObject({ open: false, protection: 'passphrase' });
    expect(await ended).toBe('library-locked');
    expect(await client.status({})).toMatchObject({ locked: true, documentsTotal: 0 });
    for (const ask of [client.documents, client.security, client.auditEntries, client.conversations, client.problems]) expect(await codeOf(ask({}))).toBe('library-locked');
    await client.unlockLibrary({ passphrase: secret('one') });
    await expect.poll(async () => (await client.search({ query: 'kiln' })).length, { timeout: 30_000 }).toBe(1);
  });

  it('is changed and taken off; the old one opens no more, a recovery key stays good until another is printed', async () => {
    const client = start();
    const { recoveryKey } = await client.setPassphrase({ passphrase: secret('one') });
    expect(await codeOf(client.setPassphrase({ passphrase: secret('two') }))).toBe('input-invalid');
    expect(await codeOf(client.changePassphrase({ current: secret('wrong'), next: secret('two') }))).toBe('passphrase-wrong');
    expect(await codeOf(client.changePassphrase({ next: secret('two') }))).toBe('library-locked');
    expect(await client.changePassphrase({ current: secret('one'), next: secret('two') })).toMatchObject({ recoveryKey: null });
    await client.lockLibrary({});
    expect(await codeOf(client.unlockLibrary({ passphrase: secret('one') }))).toBe('passphrase-wrong');
    await client.unlockLibrary({ recoveryKey: secret(recoveryKey ?? '') });
    const renewed = await client.changePassphrase({ recoveryKey: secret(recoveryKey ?? ''), next: secret('three'), newRecoveryKey: true });
    expect(renewed.recoveryKey).not.toBe(recoveryKey);
    await client.lockLibrary({});
    expect(await codeOf(client.unlockLibrary({ recoveryKey: secret(recoveryKey ?? '') }))).toBe('recovery-key-wrong');
    await client.unlockLibrary({ passphrase: secret('three') });
    expect(await client.removePassphrase({ current: secret('three') })).toMatchObject({ protection: 'none', open: true });
    await stop();
    expect(await start().status({})).toMatchObject({ locked: false, protection: 'none' });
  });

  it('gives out a recovery key that counts as lost until somebody says it is written down, or opens the library with it', async () => {
    const client = start();
    const isKept = async (): Promise<boolean> => (await client.security({})).recoveryKeyKept;
    expect(await isKept()).toBe(true);
    const { recoveryKey } = await client.setPassphrase({ passphrase: secret('one') });
    expect(await isKept()).toBe(false);
    // What showed it ended: the next one is told.
    await stop();
    const again = start();
    await again.unlockLibrary({ passphrase: secret('one') });
    expect((await again.security({})).recoveryKeyKept).toBe(false);
    await again.lockLibrary({});
    await again.unlockLibrary({ recoveryKey: secret(recoveryKey ?? '') });
    expect((await again.security({})).recoveryKeyKept).toBe(true);
    // A change that fails makes none, and one without a new key leaves the old one.
    expect(await codeOf(again.changePassphrase({ current: secret('wrong'), next: secret('two'), newRecoveryKey: true }))).toBe('passphrase-wrong');
    await again.changePassphrase({ current: secret('one'), next: secret('two') });
    expect((await again.security({})).recoveryKeyKept).toBe(true);
    await again.changePassphrase({ current: secret('two'), next: secret('three'), newRecoveryKey: true });
    expect((await again.security({})).recoveryKeyKept).toBe(false);
    expect((await again.noteRecoveryKey({ kept: true })).recoveryKeyKept).toBe(true);
    expect((await again.noteRecoveryKey({ kept: false })).recoveryKeyKept).toBe(false);
    await again.removePassphrase({ current: secret('three') });
    expect((await again.security({})).recoveryKeyKept).toBe(true);
  });

  it('at the command line: set, change, remove, unlock; wrong or missing is exit code 3', async () => {
    const profile = join(root, 'profile');
    expect((await runCarrel(['index', join(root, 'docs')], { profile })).code).toBe(0);
    const set = await runCarrel(['passphrase', 'set', '--passphrase-fd', '3'], { profile, passphrase: 'alpha\n' });
    expect(set.code, set.stderr).toBe(0);
    const recoveryKey = /Recovery key: (\S+)/.exec(set.stdout)?.[1] ?? '';
    expect(recoveryKey).toHaveLength(69);
    const printed = await runCarrel(['security', '--json', '--passphrase-fd', '3'], { profile, passphrase: 'alpha' });
    expect(printed.json()).toMatchObject({ hasRecoveryKey: true, recoveryKeyKept: true });
    expect((await runCarrel(['documents'], { profile })).code).toBe(3);
    expect((await runCarrel(['unlock', '--passphrase-fd', '3'], { profile, passphrase: 'beta' })).code).toBe(3);
    expect((await runCarrel(['unlock', '--passphrase-fd', '3'], { profile, passphrase: 'alpha' })).code).toBe(0);
    expect((await runCarrel(['unlock', '--recovery-key-fd', '3'], { profile, passphrase: recoveryKey })).code).toBe(0);
    const found = await runCarrel(['search', 'kiln', '--json', '--passphrase-fd', '3'], { profile, passphrase: 'alpha' });
    expect(found.json()).toHaveLength(1);
    expect((await runCarrel(['passphrase', 'remove', '--passphrase-fd', '3', '--library', 'main'], { profile, passphrase: 'alpha' })).code).toBe(0);
    expect((await runCarrel(['documents'], { profile })).code).toBe(0);
    expect((await runCarrel(['unlock'], { profile })).code).toBe(3);
  });
});
