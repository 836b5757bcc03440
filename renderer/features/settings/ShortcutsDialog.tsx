import type { ReactNode } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { useWords } from '../../words/words.ts';

export function ShortcutsDialog(props: { readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  const rows = [['Ctrl K', 'shortcuts.search'], ['Ctrl L', 'shortcuts.ask'], ['Ctrl N', 'shortcuts.new'], ['?', 'shortcuts.help'], ['Esc', 'shortcuts.close']] as const;
  return (
    <Dialog title={say('shortcuts.title')} onClose={props.onClose}>
      <dl className="facts">{rows.map(([keys, words]) => [<dt key={keys}><kbd>{keys}</kbd></dt>, <dd key={words}>{say(words)}</dd>])}</dl>
    </Dialog>
  );
}
