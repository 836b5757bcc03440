import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { makeFolder } from '../unit/library/testLibrary.ts';

const entry = pathToFileURL(join(import.meta.dirname, '../../electron/engine/vault/Vault.ts')).href;
const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const passphrases = [undefined, Buffer.from('first'), Buffer.from('second')];

/** Another process that changes the passphrase round and round, and is killed after so many milliseconds at it. */
async function changeUntilKilled(folder: string, start: number, killAfterMs: number): Promise<void> {
  const source = `
    const { Vault } = await import(${JSON.stringify(entry)});
    const passphrases = [undefined, Buffer.from('first'), Buffer.from('second')];
    const vault = await Vault.open({ folder: ${JSON.stringify(folder)}, passphrase: passphrases[${start}] });
    process.send('open');
    for (let at = ${start}; ; at = (at + 1) % 3) {
      await vault.changePassphrase({ current: { passphrase: passphrases[at] }, next: passphrases[(at + 1) % 3] ?? null, cost: ${JSON.stringify(cost)} });
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'message'), ended.then(() => { throw new Error('the process ended by itself'); })]);
  await wait(killAfterMs);
  child.kill('SIGKILL');
  await ended;
}

describe('a change of passphrase', () => {
  it('killed at any moment leaves one passphrase that opens, and the same key', async () => {
    const folder = await makeFolder();
    const made = await Vault.create({ folder, name: 'x', cost });
    const key = made.deriveKey('sqlite');
    await made.close();
    let at = 0;
    const delays = Array.from({ length: 10 }, () => Math.round(Math.random() * 400));
    for (const delayMs of delays) {
      await changeUntilKilled(folder, at, delayMs);
      const opened = await Promise.all(passphrases.map((passphrase) => Vault.open({ folder, passphrase }).then((vault) => vault, () => null)));
      const openedAt = opened.flatMap((vault, index) => (vault === null ? [] : [index]));
      const { protection } = await Vault.describe(folder);
      expect(openedAt.length, `killed after ${delays.join(', ')} ms`).toBeGreaterThan(0);
      if (protection === 'passphrase') expect(openedAt).toHaveLength(1);
      else expect(openedAt).toContain(0);
      at = protection === 'passphrase' ? openedAt[0] ?? 0 : 0;
      for (const vault of opened) {
        if (vault === null) continue;
        expect(vault.deriveKey('sqlite').equals(key)).toBe(true);
        await vault.close();
      }
    }
  });
});
