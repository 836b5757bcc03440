import { useEffect } from 'react';
import type { WindowCommand } from '../../electron/shared/windowCommands.ts';
import { otherKeys, roomKeys } from './commands.ts';
import { focusNextPane } from './focusNextPane.ts';

type Shortcuts = { close(): void; run(command: WindowCommand): void; /** Null where there is nothing to undo. */ readonly undo: (() => void) | null };

/** Keys that work everywhere in the window. `?` only where nobody is typing. */
export function useShortcuts({ close, run, undo }: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[data-held]') !== null) return;
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const isFree = document.querySelector('dialog[open]') === null;
      const room = command && !event.altKey && isFree ? roomKeys[/^Digit(\d)$/.exec(event.code)?.[1] ?? key] : undefined;
      const named = command ? otherKeys[event.shiftKey ? key.toUpperCase() : key] : undefined;
      if (room !== undefined) run(room);
      else if (named !== undefined) run(named);
      else if (command && key === 'z' && !event.shiftKey && isFree && undo !== null && !hasText(event.target)) undo();
      else if (event.key === 'F6' && isFree) focusNextPane();
      else if (event.key === '?' && !isTyping(event.target)) run('shortcuts');
      else if (event.key === 'Escape' && isFree) { close(); return; } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => { window.removeEventListener('keydown', onKey); };
  });
}

/** What is typed there is undone first. */
function hasText(target: EventTarget | null): boolean {
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value !== '';
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);
}
