import { Notification, type BrowserWindow } from 'electron';
import type { LongJob, SpokenLanguage } from '../shared/shellContract.ts';

/** All that is ever said on the desktop: systems keep notes, and none may tell of a document or a question (SECURITY D11). */
const words: Readonly<Record<SpokenLanguage, Readonly<Record<LongJob, string>>>> = {
  en: { 'go-through': 'Everything has been gone through.', 'checks': 'The answers have been checked.', 'indexing': 'All documents have been read.' },
  de: { 'go-through': 'Alles ist durchgegangen.', 'checks': 'Die Antworten sind geprüft.', 'indexing': 'Alle Dokumente sind gelesen.' },
};

/** Until it is clicked or goes, nothing else holds it. */
const shown = new Set<Notification>();

/** A note on the desktop, unless the window is looked at; a click on it brings the window to the front. Says whether it was shown. */
export function tellEnded(window: BrowserWindow | null, job: LongJob, language: SpokenLanguage): boolean {
  if (window === null || window.isFocused() || !Notification.isSupported()) return false;
  const note = new Notification({ title: 'Carrel', body: words[language][job], silent: true });
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
