import { Library } from '../../electron/engine/library/Library.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';

// Opens the library in a folder and closes it again. Whoever started it kills it on the way.
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('a folder is needed');
await using vault = await Vault.open({ folder });
await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
console.log(library.documents.all().length);
