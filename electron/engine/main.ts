import '../offline/refuseConnections.ts';
import { parseArgs } from 'node:util';
import { engineContract, type EngineContract } from '../shared/engineContract.ts';
import type { Handlers } from '../shared/operation.ts';
import { parentPort } from '../shared/rpc/processPort.ts';
import { serve } from '../shared/rpc/serve.ts';
import { acceptSessions } from '../shared/rpc/sessions.ts';
import { createEngine } from './Engine.ts';
import { whenReady } from './whenReady.ts';

// The engine's process. It serves whoever started it, one asker directly or several in sessions, and ends with it.
const { values } = parseArgs({ options: { profile: { type: 'string' }, library: { type: 'string' }, called: { type: 'string' } }, strict: true });
const engine = createEngine({ profile: values.profile ?? null, libraryId: values.library ?? null, calledAs: values.called ?? 'Carrel' });

let finishing: Promise<void> | null = null;
const finish = (): Promise<void> => finishing ??= engine.then(({ close }) => close(), () => undefined);
const exit = (): void => {
  finish().then(() => process.exit(0), (error: unknown) => {
    process.stderr.write(`engine: ${String(error)}\n`);
    process.exit(1);
  });
};

const handlers: Handlers<EngineContract> = {
  ...whenReady(engineContract, engine.then(({ handlers: ready }) => ready)),
  async shutdown() {
    await finish();
    // The answer goes out first.
    setTimeout(exit, 50);
    return {};
  },
};
const port = parentPort(process);
serve(engineContract, handlers, port);
acceptSessions(port, (session) => { serve(engineContract, handlers, session); });
port.onClose(exit);
process.on('SIGTERM', exit);
// Ctrl-C at a terminal reaches this process too; whether to end is for whoever started it to say.
process.on('SIGINT', () => undefined);
