import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Vault } from '../../../electron/engine/vault/Vault.ts';
import { makeFolder } from '../library/testLibrary.ts';

const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const passphrase = Buffer.from('one');
const recoveryKey = randomBytes(32);

async function makeVault(): Promise<{ readonly folder: string; readonly vault: Vault }> {
  const folder = await makeFolder();
  return { folder, vault: await Vault.create({ folder, name: 'x', passphrase, recoveryKey, cost }) };
}

async function keyBehind(folder: string, secret: { readonly passphrase?: Uint8Array; readonly recoveryKey?: Uint8Array; readonly keptKey?: Uint8Array }): Promise<string> {
  await using opened = await Vault.open({ folder, ...secret });
  return opened.deriveKey('sqlite').toString('hex');
}

describe('a key for the key store of the system', () => {
  it('D9: opens what the passphrase opens, and is never the only way: passphrase and recovery key go on opening it', async () => {
    const { folder, vault } = await makeVault();
    const key = vault.deriveKey('sqlite').toString('hex');
    expect(vault.hasKeptKey).toBe(false);
    const kept = await vault.makeKeptKey({ passphrase });
    expect(vault.hasKeptKey).toBe(true);
    for (const secret of [{ keptKey: kept }, { passphrase }, { recoveryKey }]) expect(await keyBehind(folder, secret)).toBe(key);
    const descriptor = await readFile(join(folder, 'vault.json'));
    for (const encoding of ['hex', 'base64'] as const) expect(descriptor.toString()).not.toContain(kept.toString(encoding));
    await expect(keyBehind(folder, { keptKey: randomBytes(32) })).rejects.toMatchObject({ code: 'kept-key-wrong' });
    await expect(keyBehind(folder, {})).rejects.toMatchObject({ code: 'library-locked' });
  });

  it('is made for whoever proves that they may open the library, and for no other library', async () => {
    const { folder, vault } = await makeVault();
    await expect(vault.makeKeptKey({})).rejects.toMatchObject({ code: 'library-locked' });
    await expect(vault.makeKeptKey({ passphrase: Buffer.from('two') })).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await expect(vault.makeKeptKey({ recoveryKey: randomBytes(32) })).rejects.toMatchObject({ code: 'recovery-key-wrong' });
    expect(vault.hasKeptKey).toBe(false);
    const kept = await vault.makeKeptKey({ recoveryKey });
    const other = await makeVault();
    await other.vault.makeKeptKey({ passphrase });
    await expect(keyBehind(other.folder, { keptKey: kept })).rejects.toMatchObject({ code: 'kept-key-wrong' });
    const open = await Vault.create({ folder: await makeFolder(), name: 'y' });
    await expect(open.makeKeptKey({})).rejects.toMatchObject({ code: 'passphrase-missing' });
    expect(await keyBehind(folder, { keptKey: kept })).toBe(vault.deriveKey('sqlite').toString('hex'));
  });

  it('is worthless once another was made, it was taken back, or the passphrase was changed, taken off or set anew', async () => {
    const { folder, vault } = await makeVault();
    const isWorthless = async (kept: Buffer): Promise<void> => {
      const { protection } = vault.summary;
      if (protection === 'passphrase') await expect(keyBehind(folder, { keptKey: kept })).rejects.toMatchObject({ code: 'kept-key-wrong' });
      expect(JSON.parse(await readFile(join(folder, 'vault.json'), 'utf8'))).not.toHaveProperty('protection.keyStore');
      expect(vault.hasKeptKey).toBe(false);
    };
    const first = await vault.makeKeptKey({ passphrase });
    const second = await vault.makeKeptKey({ passphrase });
    await expect(keyBehind(folder, { keptKey: first })).rejects.toMatchObject({ code: 'kept-key-wrong' });
    await vault.forgetKeptKey();
    await isWorthless(second);
    const third = await vault.makeKeptKey({ passphrase });
    await vault.changePassphrase({ current: { passphrase }, next: Buffer.from('two'), cost });
    await isWorthless(third);
    const fourth = await vault.makeKeptKey({ passphrase: Buffer.from('two') });
    await vault.changePassphrase({ current: { recoveryKey }, next: null });
    await isWorthless(fourth);
    await vault.changePassphrase({ next: Buffer.from('two'), newRecoveryKey: recoveryKey, cost });
    await isWorthless(fourth);
  });

  it('D4: a descriptor with another kept key put in opens nothing', async () => {
    const [mine, other] = [await makeVault(), await makeVault()];
    await mine.vault.makeKeptKey({ passphrase });
    const theirs = await other.vault.makeKeptKey({ passphrase });
    const path = join(mine.folder, 'vault.json');
    const descriptor = JSON.parse(await readFile(path, 'utf8')) as { protection: { keyStore: unknown } };
    descriptor.protection.keyStore = (JSON.parse(await readFile(join(other.folder, 'vault.json'), 'utf8')) as typeof descriptor).protection.keyStore;
    await writeFile(path, JSON.stringify(descriptor));
    for (const secret of [{ keptKey: theirs }, { passphrase }]) await expect(keyBehind(mine.folder, secret)).rejects.toMatchObject({ code: 'vault-damaged' });
  });
});
