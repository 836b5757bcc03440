import { useState, type ReactNode } from 'react';
import type { Folder } from '../../../electron/shared/schemas.ts';
import { useWords } from '../../words/words.ts';

/** One folder: tick box for the scope of questions, name, count, and what can be done with it. */
export function FolderRow(props: { readonly folder: Folder; readonly ticked: boolean; readonly onTick: (ticked: boolean) => void; readonly onRescan: () => void; readonly onRemove: () => void }): ReactNode {
  const { say, number } = useWords();
  const { folder } = props;
  const [open, setOpen] = useState(false);
  const act = (action: () => void) => () => { setOpen(false); action(); };
  return (
    <li className={props.ticked ? 'folder on' : 'folder'} onKeyDown={(event) => { if (event.key === 'Escape') setOpen(false); }}>
      <label title={folder.path}>
        <input type="checkbox" checked={props.ticked} aria-label={say('library.scope', { name: folder.name })} onChange={(event) => { props.onTick(event.target.checked); }} />
        <span className="folder-name">{folder.name}</span>
      </label>
      <small>{number(folder.documents)}</small>
      <button type="button" className="icon more" aria-label={say('library.menu', { name: folder.name })} aria-expanded={open} onClick={() => { setOpen(!open); }}>⋯</button>
      {folder.away && <span className="sub">{say('library.away')}</span>}
      {open && (
        <div className="sub menu">
          <button type="button" className="link" onClick={act(props.onRescan)}>{say('library.rescan')}</button>
          <button type="button" className="link" onClick={act(props.onRemove)}>{say('library.remove')}</button>
        </div>
      )}
    </li>
  );
}
