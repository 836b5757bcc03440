import type { MessagePortMain } from 'electron';
import { messagePort } from '../shared/rpc/messagePort.ts';
import type { Port } from '../shared/rpc/Port.ts';

/** The main process's end of a MessageChannelMain as a port: a port of the DOM but for how it is listened to. */
export function electronPort(end: MessagePortMain): Port {
  return messagePort({
    postMessage: (message) => { end.postMessage(message); },
    addEventListener: (type, listener) => {
      if (type === 'message') end.on('message', listener);
      else end.on('close', () => { listener({}); });
    },
    start: () => { end.start(); },
    close: () => { end.close(); },
  });
}
