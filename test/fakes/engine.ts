import { MessageChannel } from 'node:worker_threads';
import { AppError } from '../../electron/shared/AppError.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client, Handlers } from '../../electron/shared/operation.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { messagePort } from '../../electron/shared/rpc/messagePort.ts';
import { serve } from '../../electron/shared/rpc/serve.ts';

/** An engine that does what the given handlers do and refuses the rest, over a real port. */
export function startFakeEngine(handlers: Partial<Handlers<EngineContract>>): { client: Client<EngineContract>; close(): Promise<void> } {
  const { port1, port2 } = new MessageChannel();
  const refusing = Object.fromEntries(Object.keys(engineContract).map((name) => [name, () => { throw new AppError('operation-unknown', { operation: name }); }]));
  const server = serve(engineContract, { ...refusing, ...handlers } as unknown as Handlers<EngineContract>, messagePort(port1));
  return { client: connect(engineContract, messagePort(port2)), close: () => server.close() };
}
