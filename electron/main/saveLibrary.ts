import { engineContract } from '../shared/engineContract.ts';
import { connect } from '../shared/rpc/connect.ts';
import type { Port } from '../shared/rpc/Port.ts';
import type { SavingLibrary } from '../shared/shellContract.ts';

/** Has the engine at the other end write the open library to a path the person chose, and chose to write over; its port is closed at the end. Errors: those of exporting. */
export async function* saveLibrary(port: Port, chosen: { readonly path: string; readonly passphrase: Uint8Array<ArrayBuffer> }, signal: AbortSignal): AsyncIterable<SavingLibrary> {
  try {
    for await (const { done, total, written } of connect(engineContract, port).exportLibrary({ ...chosen, replace: true }, { signal })) yield { done, total, path: written?.path ?? null };
  } finally {
    port.close();
  }
}
