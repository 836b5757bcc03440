import type { Port } from './Port.ts';

/** A port that can be used before the other side is there: what is posted until `arrive` waits, and goes out in order. */
export function latePort(): Port & { arrive(port: Port): void } {
  const waiting: unknown[] = [];
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let arrived: Port | null = null;
  let closed = false;
  const tellClosed = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  return {
    post(message) {
      if (arrived !== null) arrived.post(message);
      else if (!closed) waiting.push(message);
    },
    onMessage(listener) {
      messageListeners.push(listener);
      arrived?.onMessage(listener);
    },
    onClose(listener) {
      if (closed) listener();
      else closeListeners.push(listener);
    },
    close() {
      arrived?.close();
      tellClosed();
    },
    arrive(port) {
      if (closed) {
        port.close();
        return;
      }
      arrived = port;
      for (const listener of messageListeners) port.onMessage(listener);
      port.onClose(tellClosed);
      for (const message of waiting.splice(0)) port.post(message);
    },
  };
}
