import type { Port } from './Port.ts';

/** What the DOM's and Node's MessagePort have in common. */
type MessagePortEnd = {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: object) => void): void;
  start(): void;
  close(): void;
};

// Chromium before 122 has no 'close' event: whoever closes says so first.
const farewell = 'carrel:close';

export function messagePort(end: MessagePortEnd): Port {
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const tellClosed = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  end.addEventListener('close', tellClosed);
  end.addEventListener('message', (event) => {
    if (dataOf(event) !== farewell) return;
    end.close();
    tellClosed();
  });
  return {
    post(message) {
      if (!closed) end.postMessage(message);
    },
    onMessage(listener) {
      end.addEventListener('message', (event) => { if (dataOf(event) !== farewell) listener(dataOf(event)); });
      end.start();
    },
    onClose(listener) {
      if (closed) listener();
      else closeListeners.push(listener);
    },
    close() {
      if (closed) return;
      end.postMessage(farewell);
      end.close();
      tellClosed();
    },
  };
}

function dataOf(event: object): unknown {
  return 'data' in event ? event.data : undefined;
}
