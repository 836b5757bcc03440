import { Notification, type BrowserWindow } from 'electron';

/** Until it is clicked or goes, nothing else holds it. */
const shown = new Set<Notification>();

/** A note on the desktop, unless the window is looked at; a click on it brings the window to the front. Says whether it was shown. */
export function tellEnded(window: BrowserWindow | null, title: string, body: string): boolean {
  if (window === null || window.isFocused() || !Notification.isSupported()) return false;
  const note = new Notification({ title, body, silent: true });
  shown.add(note);
  note.on('close', () => { shown.delete(note); });
  note.on('click', () => {
    shown.delete(note);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  note.show();
  return true;
}
