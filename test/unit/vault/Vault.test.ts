import { hash } from 'node:crypto';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PassphraseCost } from '../../../electron/engine/vault/passphraseKey.ts';
import { Vault } from '../../../electron/engine/vault/Vault.ts';
import { makeFolder } from '../library/testLibrary.ts';

/** The least that is accepted, so that a hundred tries take seconds. */
const cost: PassphraseCost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const passphrase = Buffer.from('correct horse 日本語');

async function makeVault(given?: Uint8Array): Promise<{ folder: string; key: string }> {
  const folder = await makeFolder();
  await using vault = await Vault.create({ folder, name: "It's mine", id: 'mine', passphrase: given, cost });
  return { folder, key: keyOf(vault) };
}

function keyOf(vault: Vault): string {
  return vault.deriveKey('sqlite').toString('hex');
}

async function open(folder: string, given?: Uint8Array): Promise<string> {
  await using vault = await Vault.open({ folder, passphrase: given });
  return keyOf(vault);
}

/** Every file of the folder as it is, to see that nothing changed. */
async function photograph(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder);
  return new Map(await Promise.all(names.sort().map(async (name) => [name, (await readFile(join(folder, name))).toString('hex')] as const)));
}

/** Rewrites the descriptor as someone would who knows its format but not the key: the checksum fits again. */
async function forge(folder: string, change: (descriptor: { protection: { cost: PassphraseCost; salt: string }; name: string }) => void): Promise<void> {
  const path = join(folder, 'vault.json');
  const descriptor = JSON.parse(await readFile(path, 'utf8'));
  change(descriptor);
  const { format, id, name, createdMs, protection: { kind, cost: { memoryKiB, passes, lanes }, salt, nonce, wrapped }, mac } = descriptor;
  descriptor.checksum = hash('sha256', JSON.stringify([{ format, id, name, createdMs }, [kind, memoryKiB, passes, lanes, salt, nonce, wrapped], mac]));
  await writeFile(path, JSON.stringify(descriptor));
}

describe('a vault', () => {
  it('without a passphrase opens by itself, with files only its owner may read', async () => {
    const { folder, key } = await makeVault();
    expect(await open(folder)).toBe(key);
    expect(await Vault.describe(folder)).toEqual({ id: 'mine', name: "It's mine", protection: 'none' });
    expect(await readdir(folder)).toEqual(['data.key', 'vault.json']);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600);
  });

  it('with a passphrase opens with it alone and leaves the key nowhere', async () => {
    const { folder, key } = await makeVault(passphrase);
    expect(await readdir(folder)).toEqual(['vault.json']);
    expect(await Vault.describe(folder)).toMatchObject({ protection: 'passphrase' });
    await expect(open(folder)).rejects.toMatchObject({ code: 'library-locked' });
    expect(await open(folder, passphrase)).toBe(key);
    expect(await open(folder, Buffer.from(passphrase))).toBe(key);
    expect(passphrase.toString()).toBe('correct horse 日本語');
  });

  it('D4: refuses a hundred wrong passphrases and changes nothing', async () => {
    const { folder, key } = await makeVault(passphrase);
    const before = await photograph(folder);
    const attempts = Array.from({ length: 100 }, (_, attempt) => (attempt === 0 ? Buffer.alloc(0) : Buffer.from(`${passphrase.toString()}${attempt}`)));
    await Promise.all(attempts.map((wrong) => expect(open(folder, wrong)).rejects.toMatchObject({ code: 'passphrase-wrong' })));
    expect(await photograph(folder)).toEqual(before);
    expect(await open(folder, passphrase)).toBe(key);
  });

  it('D4: refuses a descriptor that was cut short or damaged anywhere, whatever the passphrase', async () => {
    const { folder } = await makeVault(passphrase);
    const path = join(folder, 'vault.json');
    const whole = await readFile(path);
    for (let length = 0; length < whole.length - 2; length += 41) {
      await writeFile(path, whole.subarray(0, length));
      await expect(open(folder, passphrase), `${length} bytes`).rejects.toMatchObject({ code: 'vault-damaged', details: { path } });
    }
    const damagedAt: number[] = [];
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await writeFile(path, flipped);
      const outcome = await Vault.describe(folder).then(() => 'opened', (error: unknown) => (error as { code: string }).code);
      if (outcome !== 'opened') damagedAt.push(at);
      else expect(/\s/.test(String.fromCharCode(whole[at] ?? 0)), `a flipped bit at ${at} went unnoticed`).toBe(true);
      expect(['opened', 'vault-damaged']).toContain(outcome);
    }
    expect(damagedAt.length).toBeGreaterThan(whole.length * 0.7);
    await writeFile(path, whole);
    await open(folder, passphrase);
  });

  it('D5: refuses a cost lowered below the least, and any change of what the passphrase key depends on', async () => {
    const { folder } = await makeVault(passphrase);
    const path = join(folder, 'vault.json');
    const whole = await readFile(path);
    const lowered: ((given: PassphraseCost) => void)[] = [
      (given) => { Object.assign(given, { memoryKiB: 19_455 }); }, (given) => { Object.assign(given, { passes: 1 }); }, (given) => { Object.assign(given, { lanes: 0 }); },
      (given) => { Object.assign(given, { memoryKiB: 2 ** 30 }); }, (given) => { Object.assign(given, { passes: 1e9 }); },
    ];
    for (const change of lowered) {
      await forge(folder, ({ protection }) => { change(protection.cost); });
      await expect(open(folder, passphrase)).rejects.toMatchObject({ code: 'vault-damaged' });
      await writeFile(path, whole);
    }
    const changed: Parameters<typeof forge>[1][] = [
      ({ protection }) => { Object.assign(protection.cost, { passes: 3 }); }, ({ protection }) => { Object.assign(protection.cost, { memoryKiB: 19_464 }); },
      ({ protection }) => { protection.salt = protection.salt.replace(/^./, (digit) => (digit === '0' ? '1' : '0')); },
      (descriptor) => { descriptor.name = 'Another'; },
    ];
    for (const change of changed) {
      await forge(folder, change);
      await expect(open(folder, passphrase)).rejects.toMatchObject({ code: 'passphrase-wrong' });
      await writeFile(path, whole);
    }
    await open(folder, passphrase);
  });

  it('refuses a key file that is not its own', async () => {
    const { folder } = await makeVault();
    const other = await makeVault();
    for (const bytes of [await readFile(join(other.folder, 'data.key')), Buffer.alloc(31), Buffer.alloc(0)]) {
      await writeFile(join(folder, 'data.key'), bytes);
      await expect(open(folder)).rejects.toMatchObject({ code: 'vault-damaged' });
    }
  });

  it('changes its passphrase and keeps its key; the old passphrase opens no more', async () => {
    const { folder, key } = await makeVault();
    const [first, second] = [Buffer.from('first'), Buffer.from('second')];
    await using vault = await Vault.open({ folder });
    await vault.changePassphrase({ next: first, cost });
    expect(await readdir(folder)).toEqual(['vault.json']);
    await expect(vault.changePassphrase({ next: second, cost })).rejects.toMatchObject({ code: 'library-locked' });
    await expect(vault.changePassphrase({ current: { passphrase: second }, next: second, cost })).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect(await open(folder, first)).toBe(key);
    await vault.changePassphrase({ current: { passphrase: first }, next: second, cost });
    await expect(open(folder, first)).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect(await open(folder, second)).toBe(key);
    await vault.changePassphrase({ current: { passphrase: second }, next: null });
    expect(await open(folder)).toBe(key);
    expect(vault.summary.protection).toBe('none');
  });

  it('cut short at any step of a change opens with the old or the new passphrase, and tidies up', async () => {
    const { folder, key } = await makeVault();
    const before = await photograph(folder);
    await using vault = await Vault.open({ folder });
    await vault.changePassphrase({ next: passphrase, cost });
    const descriptor = await readFile(join(folder, 'vault.json'));
    const restore = async (extra: Record<string, Uint8Array>): Promise<void> => {
      for (const [name, hex] of before) await writeFile(join(folder, name), Buffer.from(hex, 'hex'));
      for (const [name, bytes] of Object.entries(extra)) await writeFile(join(folder, name), bytes);
    };
    for (const half of [Buffer.alloc(0), descriptor.subarray(0, 100), descriptor]) {
      await restore({ 'vault.json.new': half });
      expect(await open(folder)).toBe(key);
      expect(await photograph(folder)).toEqual(before);
    }
    await restore({ 'vault.json': descriptor });
    await expect(open(folder, Buffer.from('wrong'))).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect(await open(folder, passphrase)).toBe(key);
    expect(await readdir(folder)).toEqual(['vault.json']);
  });

  it('gives each purpose its own key, the same every time, and none after it was closed', async () => {
    const folder = await makeFolder();
    const vault = await Vault.create({ folder, name: 'x' });
    const keys = (['sqlite', 'terms', 'delimiter', 'digest'] as const).map((purpose) => vault.deriveKey(purpose).toString('hex'));
    expect(new Set(keys).size).toBe(4);
    expect(keys.every((key) => key.length === 64)).toBe(true);
    expect(keyOf(vault)).toBe(keys[0]);
    await vault.close();
    expect(keyOf(vault)).not.toBe(keys[0]);
  });

  it('is not there in an empty folder, and never made over another', async () => {
    await expect(open(await makeFolder())).rejects.toMatchObject({ code: 'library-unknown' });
    const { folder, key } = await makeVault();
    await expect(Vault.create({ folder, name: 'y' })).rejects.toMatchObject({ code: 'internal' });
    expect(await open(folder)).toBe(key);
  });
});
