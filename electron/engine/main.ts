import '../offline/refuseConnections.ts';
import { parseArgs } from 'node:util';
import { AppError } from '../shared/AppError.ts';
import { engineContract, type EngineContract } from '../shared/engineContract.ts';
import type { Handlers } from '../shared/operation.ts';
import { parentPort } from '../shared/rpc/processPort.ts';
import { serve, type ServeOptions } from '../shared/rpc/serve.ts';
import { acceptSessions } from '../shared/rpc/sessions.ts';
import { createEngine } from './Engine.ts';
import { whenReady } from './whenReady.ts';

// The engine's process. It serves whoever started it, one asker directly or several in sessions, and ends with it.
const { values } = parseArgs({ options: { profile: { type: 'string' }, library: { type: 'string' }, called: { type: 'string' }, 'no-watch': { type: 'boolean' }, 'no-open': { type: 'boolean' } }, strict: true });
const engine = createEngine({ profile: values.profile ?? null, libraryId: values.library ?? null, calledAs: values.called ?? 'Carrel', watch: values['no-watch'] !== true, open: values['no-open'] !== true });

// What a window asks first: it is still being made when the library is open, and then need not wait for sizes on the disk to be added up.
engine.then(({ handlers: ready }) => ready.status({}, { signal: new AbortController().signal })).catch(() => undefined);

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
// The stacks of errors that are none of ours, for developers: `CARREL_DEBUG=1`.
const options: ServeOptions = process.env['CARREL_DEBUG'] !== '1' ? {} : {
  onError: (error, operation) => { if (!(error instanceof AppError) || error.code === 'internal') process.stderr.write(`engine: ${operation}: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`); },
};
serve(engineContract, handlers, port, options);
acceptSessions(port, (session) => { serve(engineContract, handlers, session, options); });
port.onClose(exit);
process.on('SIGTERM', exit);
// Ctrl-C at a terminal reaches this process too; whether to end is for whoever started it to say.
process.on('SIGINT', () => undefined);
