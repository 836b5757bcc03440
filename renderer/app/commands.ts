import { windowCommands, type WindowCommand } from '../../electron/shared/windowCommands.ts';

/** What has a name in the search box. */
export type Command = Exclude<WindowCommand, 'search' | 'library'>;
export const commands: readonly Command[] = windowCommands.filter((command): command is Command => command !== 'search' && command !== 'library');

/** How the key of a command is written, in English; null where it has none, or one that is typed. */
export function keysOf(command: WindowCommand): string | null {
  const key = [...Object.entries(roomKeys), ...Object.entries(otherKeys)].find(([, one]) => one === command)?.[0];
  return key === undefined ? null : `Ctrl ${key === key.toLowerCase() ? '' : 'Shift '}${key.toUpperCase()}`;
}

/** What there is nothing to do with before a library is open. */
export const needLibrary: readonly WindowCommand[] = ['goThrough', 'checks', 'every', 'documents', 'unreadable', 'lock'];

/** The keys of what is no room, pressed with Ctrl or ⌘; of a capital letter with Shift as well. */
export const otherKeys: Readonly<Record<string, WindowCommand>> = { k: 'search', K: 'every', l: 'ask', n: 'startNew', b: 'library' };

/** The keys of the rooms, pressed with Ctrl or ⌘. */
export const roomKeys: Readonly<Record<string, Command>> = { 1: 'ask', 2: 'goThrough', 3: 'checks', 4: 'documents', 5: 'models', 6: 'privacy', ',': 'settings' };
