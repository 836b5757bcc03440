import { connect } from '../shared/rpc/connect.ts';
import { engineContract, type EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';
import type { Port } from '../shared/rpc/Port.ts';

export type AskEngine = <T>(ask: (client: Client<EngineContract>) => Promise<T>) => Promise<T>;

/** One question of main itself to the engine, on a port of its own. Loaded when there is one. */
export async function askEngine<T>(port: Port, ask: (client: Client<EngineContract>) => Promise<T>): Promise<T> {
  try {
    return await ask(connect(engineContract, port));
  } finally {
    port.close();
  }
}
