import { startEngine } from '../../electron/cli/startEngine.ts';
import { toPlainError } from '../../electron/shared/AppError.ts';

// Asks the engine of a profile for a key to keep in the key store of the system, and to be opened by one, as a program of the person's own would. Prints what was answered.
const [, , profile = ''] = process.argv;
const engine = startEngine({ profile, calledAs: 'a program of mine' });
const answered = async (asking: Promise<unknown>): Promise<unknown> => await asking.then(() => 'done', toPlainError);
const secret = (): Uint8Array<ArrayBuffer> => new Uint8Array(32);
console.log(JSON.stringify({ kept: await answered(engine.client.keepKey({ current: secret() })), opened: await answered(engine.client.unlockLibrary({ keptKey: secret() })) }));
await engine.close();
