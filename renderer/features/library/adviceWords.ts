import type { LanguageAdvice } from '../../../electron/shared/schemas.ts';
import type { Speak } from '../../words/words.ts';

/** Languages named at most. */
const named = 3;

/** That documents are in languages meaning search does not know, and that a model would help which does. */
export function adviceWords({ documents, languages }: LanguageAdvice, words: Speak): string {
  return words.count('advice.documents', documents, { languages: words.list(languages.slice(0, named).map(words.languageName)) });
}
