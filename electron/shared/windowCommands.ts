/** What can be done from anywhere in the window, by its key, by its name in the search box and in the native menu. */
export const windowCommands = [
  'ask', 'startNew', 'goThrough', 'checks', 'every', 'documents', 'unreadable', 'addFolder', 'models', 'privacy', 'lock', 'libraries', 'settings', 'shortcuts', 'search', 'library',
] as const;
export type WindowCommand = (typeof windowCommands)[number];
