import type { ReactNode } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { keyWords } from '../../app/commandKey.ts';
import { roomKeys } from '../../app/commands.ts';
import { useAllWords } from '../../words/later.ts';
import { commandName } from '../search/findCommands.ts';

/** Every key there is: for the window, its rooms and the page that is open. */
export function ShortcutsDialog(props: { readonly onClose: () => void }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const named = (rows: readonly (readonly [string, Parameters<typeof say>[0]])[]): Rows => rows.map(([keys, key]) => [keyWords(keys, words.language), say(key)]);
  const groups: readonly { readonly title: string; readonly rows: Rows }[] = [
    {
      title: say('shortcuts.group.window'), rows: named([
        ['Ctrl K', 'shortcuts.search'], ['Ctrl Shift K', 'shortcuts.every'], ['Ctrl L', 'shortcuts.ask'], ['Enter', 'shortcuts.send'], ['Shift Enter', 'shortcuts.line'], ['Ctrl N', 'shortcuts.new'],
        ['Ctrl B', 'shortcuts.library'], ['F6', 'shortcuts.pane'], ['←  →', 'shortcuts.border'], ['Ctrl Z', 'shortcuts.undo'], ['Ctrl +  Ctrl −', 'shortcuts.zoom'], ['?', 'shortcuts.help'], ['Esc', 'shortcuts.close'],
      ]),
    },
    { title: say('shortcuts.group.rooms'), rows: Object.entries(roomKeys).map(([key, command]) => [keyWords(`Ctrl ${key}`, words.language), commandName(command, words)]) },
    { title: say('shortcuts.group.page'), rows: named([['Ctrl F', 'shortcuts.find'], ['+  −', 'shortcuts.page.zoom'], ['0', 'source.fit'], ['9', 'source.fitPage'], ['R', 'source.rotate']]) },
  ];
  return (
    <Dialog title={say('shortcuts.title')} wide onClose={props.onClose}>
      <div className="shortcuts" role="group" aria-label={say('shortcuts.title')} tabIndex={0} data-focus>
        {groups.map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>{rows.map(([keys, text]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{text}</dd></div>)}</dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

type Rows = readonly (readonly [string, string])[];
