import { setTimeout as sleep } from 'node:timers/promises';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { engineContract } from '../../electron/shared/engineContract.ts';

// An engine that is opened on a profile, asked for its status, and left alone for some seconds.
const [, , profile = '', seconds = '0'] = process.argv;
const engine = new HelperProcess({ contract: engineContract, entry: new URL('../../electron/engine/main.ts', import.meta.url), args: ['--profile', profile], name: 'engine' });
const { documentsTotal } = await engine.client.status({});
await sleep(Number(seconds) * 1_000);
console.log(JSON.stringify({ documentsTotal, after: (await engine.client.status({})).documentsTotal }));
await engine.close();
