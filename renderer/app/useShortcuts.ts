import { useEffect } from 'react';
import { focusNextPane } from './focusNextPane.ts';

type Shortcuts = { search(): void; findAll(): void; library(): void; ask(): void; startNew(): void; help(): void; close(): void };

/** Keys that work everywhere in the window. `?` only where nobody is typing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (command && event.shiftKey && key === 'k') shortcuts.findAll();
      else if (command && key === 'k') shortcuts.search();
      else if (command && key === 'b') shortcuts.library();
      else if (command && key === 'l') shortcuts.ask();
      else if (command && key === 'n') shortcuts.startNew();
      else if (event.key === 'F6' && document.querySelector('dialog[open]') === null) focusNextPane();
      else if (event.key === '?' && !isTyping(event.target)) shortcuts.help();
      else if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) { shortcuts.close(); return; } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => { window.removeEventListener('keydown', onKey); };
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);
}
