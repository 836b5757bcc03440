import { finishErasures } from '../../electron/engine/erase/finishErasures.ts';
import { planErasure } from '../../electron/engine/erase/planErasure.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';

// Erases a document of a closed library and kills itself so many milliseconds into a step.
const [, , folder = '', path = '', step = '', delayMs = '0'] = process.argv;
const die = (): void => { process.kill(process.pid, 'SIGKILL'); };
const dieIn = (at: string): void => {
  if (at !== step) return;
  if (delayMs === '0') die();
  else setTimeout(die, Number(delayMs));
};

const vault = await Vault.open({ folder });
dieIn('looking-before');
const library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
if (library.documents.byPath(path) === null) throw new Error(`${path} is not in the library`);
await planErasure([path], { library, keys: vault, conversations: false });
await library.close();
await finishErasures(folder, vault, { resumed: false, onStep: dieIn });
// Over before the delay was: killed all the same, so that the caller can tell a failure from it.
die();
