/** The key that goes with letters for commands, as it is written on this system's keyboards. */
export const commandKey = navigator.userAgent.includes('Mac OS') ? '⌘' : 'Ctrl';
