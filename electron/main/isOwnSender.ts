import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isOwnUrl } from './appScheme.ts';

/** The one check of every message a window sends outside its ports: our window, its main frame, our origin (SECURITY E24). A frame that is gone has none of it. */
export function isOwnSender(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>, windowId: number): boolean {
  try {
    const frame = event.senderFrame;
    return event.sender.id === windowId && frame?.parent === null && isOwnUrl(frame.url);
  } catch {
    // Electron throws where a frame was disposed of since it sent the message.
    return false;
  }
}
