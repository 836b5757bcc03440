import type { Document, FolderWatching, HiddenKind } from '../../../electron/shared/schemas.ts';
import type { Speak, WordKey } from '../../words/words.ts';

/** Why a stretch of text does not show to who looks at the document. */
export function hiddenWords(kind: HiddenKind, { say }: Speak): string {
  return say(`hidden.${kind}`);
}

/** The day a document goes by for `after:`, and whether the document states it. */
export function dateWords({ date }: Pick<Document, 'date'>, { say, day }: Speak): string | null {
  return date === undefined ? null : say(date.from === 'document' ? 'document.dateStated' : 'document.dateOfFile', { day: day(date.day) });
}

/** How far a document is read. The reason, where there is one, is told apart. */
export function stateWords({ state }: Pick<Document, 'state'>, { say }: Speak): string {
  return say(`document.state.${state}`);
}

/** The language a document is written in, named in the language of the window. */
export function languageWords({ language }: Pick<Document, 'language'>, words: Speak): string | null {
  return language === null ? null : words.languageName(language);
}

/** How changes in a folder come to notice; null where that goes without saying. */
export function watchingWords(watching: FolderWatching | undefined, { say }: Speak): string | null {
  const keys: Readonly<Record<Exclude<FolderWatching, 'live'>, WordKey>> = { network: 'library.network', limited: 'library.limited', none: 'library.unwatched' };
  return watching === undefined || watching === 'live' ? null : say(keys[watching]);
}

/** True for a document that would be read with its password. */
export function needsPassword({ reason }: Pick<Document, 'reason'>): boolean {
  return reason?.code === 'password-needed';
}

/** True while a document has not been read to its end. */
export function isUnderWay({ state }: Pick<Document, 'state'>): boolean {
  return state === 'waiting' || state === 'reading';
}
