import { rekeyLibrary } from '../../electron/engine/vault/rekeyLibrary.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';

// Changes how a closed library is locked, in one way; whoever started it may kill it at any system call.
const [, , folder = '', way = ''] = process.argv;
const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const [one, two] = [Buffer.from('one'), Buffer.from('two')];
const vault = await Vault.open({ folder, ...(way === 'change' || way === 'remove' ? { passphrase: one } : {}) });
switch (way) {
  case 'set': await vault.changePassphrase({ next: one, newRecoveryKey: Buffer.alloc(32, 7), cost }); break;
  case 'change': await vault.changePassphrase({ current: { passphrase: one }, next: two, cost }); break;
  case 'remove': await vault.changePassphrase({ current: { passphrase: one }, next: null, cost }); break;
  case 'new-key': await vault.replaceKey({ passphrase: one, recoveryKey: Buffer.alloc(32, 7), cost, prepare: (old, next) => rekeyLibrary(folder, old, next) }); break;
  default: throw new Error(`no such way: ${way}`);
}
await vault.close();
