import { commands, keysOf, type Command } from '../../app/commands.ts';
import { keyWords } from '../../app/commandKey.ts';
import type { AnyKey, SpeakAll } from '../../words/later.ts';

const names = {
  ask: 'ask.conversation', startNew: 'conversations.new', goThrough: 'goThrough.title', checks: 'checks.title', every: 'search.mode.every', documents: 'list.open', unreadable: 'unreadable.title', addFolder: 'ask.chooseFolder',
  models: 'models.title', privacy: 'privacy.title', lock: 'guard.title', libraries: 'libraries.title', settings: 'settings.title', shortcuts: 'shortcuts.title',
} as const satisfies Readonly<Record<Command, AnyKey>>;

/** How a command is called. */
export function commandName(command: Command, { say }: Pick<SpeakAll, 'say'>): string {
  return say(names[command]).replace(/…$/, '');
}

/** The key that runs a command, as it is written; null where it has none. */
export function commandKeys(command: Command, { language }: Pick<SpeakAll, 'language'>): string | null {
  const keys = command === 'shortcuts' ? '?' : keysOf(command);
  return keys === null ? null : keyWords(keys, language);
}

/** Offered before anything is typed: what is looked for most, and has no door of its own beside the box. */
const offered: readonly Command[] = ['every', 'documents', 'goThrough', 'checks', 'addFolder'];

/** Commands each word typed begins a word of; a few where nothing is typed. A `>` before it asks for commands alone, and by itself for all of them. */
export function findCommands(text: string, words: Pick<SpeakAll, 'say'>): { readonly found: readonly Command[]; readonly isAlone: boolean } {
  if (text.trim() === '') return { found: offered, isAlone: true };
  const isAlone = text.trimStart().startsWith('>');
  const typed = text.replace(/^\s*>/, '').toLowerCase().split(/\s+/).filter((word) => word !== '');
  const fits = (command: Command): boolean => {
    const name = commandName(command, words).toLowerCase().split(/[\s-]+/);
    return typed.every((word) => name.some((part) => part.startsWith(word)));
  };
  return { found: commands.filter(fits), isAlone };
}
