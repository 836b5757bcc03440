import type { ErrorCode, PlainError } from '../../electron/shared/AppError.ts';
import { wordsFor, type Words } from '../../electron/shared/errorWords.ts';

/** What to do, where the shared words name a command: in the window it is a button. */
const nextInWindow: Readonly<Partial<Record<ErrorCode, string>>> = {
  'file-not-found': 'Put it back, then check its folder for changes.',
  'document-unknown': 'It may have been removed, or its folder with it.',
  'scope-unknown': 'Untick it and ask again.',
  'model-unknown': 'Choose another one under Models.',
  'model-missing': 'Import its file under Models. Without it, Carrel finds passages by their words and answers in quotes.',
  'model-damaged': 'Import the file again under Models.',
  'profile-busy': 'Close the other one, then try again.',
  'library-locked': 'Type the passphrase to open it.',
  'library-unknown': 'Quit Carrel and start it again.',
};

/** What happened where the shared words name a part of the program. */
const whatInWindow: Readonly<Partial<Record<ErrorCode, string>>> = {
  'profile-busy': 'Another Carrel is using this library already.',
  'engine-stopped': 'The part of Carrel that reads and searches stopped unexpectedly.',
  'port-closed': 'The part of Carrel that reads and searches cannot be reached.',
  'helper-stopped': 'A part of Carrel stopped unexpectedly.',
  'models-crashed': 'The model stopped unexpectedly and was started again.',
};

export function errorEn(error: PlainError): Words {
  const words = wordsFor(error);
  return { what: whatInWindow[error.code] ?? words.what, next: nextInWindow[error.code] ?? words.next };
}
