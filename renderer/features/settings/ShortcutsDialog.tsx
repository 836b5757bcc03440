import type { ReactNode } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { commandKey } from '../../app/commandKey.ts';
import { useAllWords } from '../../words/later.ts';

export function ShortcutsDialog(props: { readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const rows = [
    [`${commandKey} K`, 'shortcuts.search'], [`${commandKey} Shift K`, 'shortcuts.every'], [`${commandKey} F`, 'shortcuts.find'], [`${commandKey} L`, 'shortcuts.ask'], [`${commandKey} B`, 'shortcuts.library'], [`${commandKey} N`, 'shortcuts.new'], ['F6', 'shortcuts.pane'], ['Enter', 'shortcuts.send'], ['Shift Enter', 'shortcuts.line'],
    [`${commandKey} +  ${commandKey} −`, 'shortcuts.zoom'], ['?', 'shortcuts.help'], ['Esc', 'shortcuts.close'],
  ] as const;
  return (
    <Dialog title={say('shortcuts.title')} onClose={props.onClose}>
      <dl className="shortcuts">{rows.map(([keys, words]) => <div key={words}><dt><kbd>{keys}</kbd></dt><dd>{say(words)}</dd></div>)}</dl>
    </Dialog>
  );
}
