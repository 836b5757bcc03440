import type { MessagePortMain } from 'electron';
import type { Port } from '../shared/rpc/Port.ts';

// The same last word as the window's end of the port uses (shared/rpc/messagePort.ts).
const farewell = 'carrel:close';

/** The main process's end of a MessageChannelMain as a port. */
export function electronPort(end: MessagePortMain): Port {
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const tellClosed = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  end.on('close', tellClosed);
  end.on('message', ({ data }) => {
    if (data !== farewell) return;
    end.close();
    tellClosed();
  });
  return {
    post(message) {
      if (!closed) end.postMessage(message);
    },
    onMessage(listener) {
      end.on('message', ({ data }) => { if (data !== farewell) listener(data); });
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
