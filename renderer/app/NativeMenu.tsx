import { useEffect, useRef } from 'react';
import type { Client } from '../../electron/shared/operation.ts';
import type { MenuItem, ShellContract } from '../../electron/shared/shellContract.ts';
import type { WindowCommand } from '../../electron/shared/windowCommands.ts';
import { commandName } from '../features/search/findCommands.ts';
import { useAllWords, type SpeakAll } from '../words/later.ts';
import { keysOf, needLibrary, roomKeys } from './commands.ts';

/** Of a locked library these say nothing either. */
const needUnlocked: readonly WindowCommand[] = [...needLibrary, 'ask', 'startNew', 'addFolder', 'search', 'library'];

/** The menu of the system names what the window can do, with its words and keys; what is chosen there is done here. Draws nothing. */
export function NativeMenu(props: { readonly shell: Client<ShellContract>; readonly isOpen: boolean; readonly onRun: (command: WindowCommand) => void }): null {
  const words = useAllWords();
  const { shell, isOpen } = props;
  const run = useRef(props.onRun);
  run.current = props.onRun;
  useEffect(() => {
    const items = groups.map((group) => group.map((command): MenuItem => ({ command, label: nameOf(command, words), keys: keysOf(command)?.replace('Ctrl', 'CmdOrCtrl').replaceAll(' ', '+') ?? null, isEnabled: isOpen || !needUnlocked.includes(command) })));
    // Without a menu everything has its key still, so nobody is told.
    shell.setMenu({ title: words.say('shortcuts.group.rooms'), groups: items }).catch(() => undefined);
  }, [shell, isOpen, words]);
  useEffect(() => {
    const controller = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const { command } of shell.watchMenu({}, { signal: controller.signal })) if (document.querySelector('dialog[data-held]') === null) run.current(command);
    };
    // Ends with the window's own way to the shell, whose loss is told elsewhere.
    follow().catch(() => undefined);
    return () => { controller.abort(); };
  }, [shell]);
  return null;
}

const groups: readonly (readonly WindowCommand[])[] = [
  [...Object.values(roomKeys)].sort((one, other) => orderOf(one) - orderOf(other)), ['search', 'every', 'unreadable'], ['startNew', 'addFolder', 'library'], ['lock', 'libraries', 'shortcuts'],
];

/** As the keys count; settings, whose key is no number, last. */
function orderOf(command: WindowCommand): number {
  return Number(Object.entries(roomKeys).find(([, room]) => room === command)?.[0]) || Infinity;
}

function nameOf(command: WindowCommand, words: SpeakAll): string {
  switch (command) {
    case 'search': return words.say('search.title');
    case 'library': return words.say('library.toggle');
    default: return commandName(command, words);
  }
}
