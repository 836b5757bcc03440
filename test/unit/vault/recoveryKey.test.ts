import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatRecoveryKey, parseRecoveryKey } from '../../../electron/engine/vault/recoveryKey.ts';
import { Vault } from '../../../electron/engine/vault/Vault.ts';
import { makeFolder } from '../library/testLibrary.ts';

const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };

describe('a recovery key', () => {
  it('is printed in groups and read again however it is typed', () => {
    for (let round = 0; round < 200; round += 1) {
      const key = round === 0 ? Buffer.alloc(32) : round === 1 ? Buffer.alloc(32, 0xff) : randomBytes(32);
      const text = formatRecoveryKey(key);
      expect(text).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
      for (const typed of [text, text.toLowerCase(), text.replaceAll('-', ''), ` ${text.replaceAll('-', ' ')}\n`, text.replaceAll('0', 'o').replaceAll('1', 'l')]) expect(parseRecoveryKey(typed).equals(key)).toBe(true);
    }
  });

  it('with any one sign wrong, two changed over, one missing or one too many is told from a right one', () => {
    const text = formatRecoveryKey(randomBytes(32));
    const plain = text.replaceAll('-', '');
    const wrong = [...plain].map((sign, at) => plain.slice(0, at) + (sign === 'A' ? 'B' : 'A') + plain.slice(at + 1));
    for (const typed of [...wrong, plain.slice(1), `${plain}A`, '', 'U'.repeat(56), plain.replace(/./, 'ä')]) expect(() => parseRecoveryKey(typed), typed).toThrow('recovery-key-wrong');
  });

  it('D9: opens what the passphrase opens, stays good when that changes, and not for another library', async () => {
    const folder = await makeFolder();
    const recoveryKey = randomBytes(32);
    await using vault = await Vault.create({ folder, name: 'x', passphrase: Buffer.from('one'), recoveryKey, cost });
    const key = vault.deriveKey('sqlite').toString('hex');
    const openedWith = async (given: Buffer): Promise<string> => {
      await using opened = await Vault.open({ folder, recoveryKey: given });
      return opened.deriveKey('sqlite').toString('hex');
    };
    expect(await openedWith(recoveryKey)).toBe(key);
    await vault.changePassphrase({ current: { recoveryKey }, next: Buffer.from('two'), cost });
    expect(await openedWith(recoveryKey)).toBe(key);
    await expect(openedWith(randomBytes(32))).rejects.toMatchObject({ code: 'recovery-key-wrong' });
    const other = await makeFolder();
    await using without = await Vault.create({ folder: other, name: 'y', passphrase: Buffer.from('one'), cost });
    expect(without.hasRecoveryKey).toBe(false);
    await expect(Vault.open({ folder: other, recoveryKey })).rejects.toMatchObject({ code: 'recovery-key-wrong' });
  });
});
