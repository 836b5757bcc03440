import { AppError } from '../../electron/shared/AppError.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { latePort } from '../../electron/shared/rpc/latePort.ts';
import { messagePort } from '../../electron/shared/rpc/messagePort.ts';
import { shellContract, type ShellContract } from '../../electron/shared/shellContract.ts';

/** Who the window can talk to. The engine: null until its port has come, and again after it has died. The shell comes once, a moment after the window: what it is asked before that waits for it. */
export type Connections = { readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract> };

const toShell = latePort();
let connections: Connections = { engine: null, shell: connect(shellContract, toShell) };
const listeners = new Set<() => void>();

export function currentConnections(): Connections {
  return connections;
}

export function subscribeConnections(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Takes the ports the preload script passes on; a new engine port replaces that of an engine that died. */
export function receivePorts(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const data = event.data;
    const end = event.ports[0];
    if (event.source !== window || typeof data !== 'object' || data === null || !('carrelPort' in data) || end === undefined) return;
    const port = messagePort(end);
    if (data.carrelPort === 'engine') {
      const engine = connect(engineContract, port, { closedError: () => new AppError('engine-stopped') });
      port.onClose(() => { if (connections.engine === engine) update({ ...connections, engine: null }); });
      update({ ...connections, engine });
    } else if (data.carrelPort === 'shell') {
      toShell.arrive(port);
    }
  });
}

function update(next: Connections): void {
  connections = next;
  for (const listener of listeners) listener();
}
