/** What can be done from anywhere in the window, by its key or by its name in the search box. */
export const commands = ['ask', 'startNew', 'goThrough', 'checks', 'every', 'documents', 'unreadable', 'addFolder', 'models', 'privacy', 'lock', 'libraries', 'settings', 'shortcuts'] as const;
export type Command = (typeof commands)[number];

/** What there is nothing to do with before a library is open. */
export const needLibrary: readonly Command[] = ['goThrough', 'checks', 'every', 'documents', 'unreadable', 'lock'];

/** The keys of the rooms, pressed with Ctrl or ⌘. */
export const roomKeys: Readonly<Record<string, Command>> = { 1: 'ask', 2: 'goThrough', 3: 'checks', 4: 'documents', 5: 'models', 6: 'privacy', ',': 'settings' };
