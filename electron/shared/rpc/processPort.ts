import type { Port } from './Port.ts';

/** What a Node process and a Node child process have in common; named by shape because `shared` knows no Node types. */
type ProcessEnd = {
  readonly connected: boolean;
  send?(message: unknown, handle?: undefined, options?: undefined, callback?: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  disconnect?(): void;
};

/** The port to a child started with an IPC channel and `serialization: 'advanced'`. */
export function childPort(child: ProcessEnd): Port {
  return processPort(child);
}

/** The port to the process that started this one. Without an IPC channel it is closed from the start. */
export function parentPort(self: ProcessEnd): Port {
  return processPort(self);
}

function processPort(end: ProcessEnd): Port {
  const closeListeners: (() => void)[] = [];
  let closed = !end.connected;
  const tellClosed = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  end.on('disconnect', tellClosed);
  return {
    post(message) {
      // The callback takes the place of an 'error' event, which would otherwise end a process whose peer has just died.
      if (!closed && end.connected) end.send?.(message, undefined, undefined, (error) => { if (error !== null) tellClosed(); });
    },
    onMessage(listener) {
      end.on('message', listener);
    },
    onClose(listener) {
      if (closed) listener();
      else closeListeners.push(listener);
    },
    close() {
      if (end.connected) end.disconnect?.();
      tellClosed();
    },
  };
}
