import { useId, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Folder } from '../../../electron/shared/schemas.ts';
import { MenuButton } from '../../components/MenuButton.tsx';
import { askErase } from '../../hooks/askErase.ts';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useWords } from '../../words/words.ts';
import { watchingWords } from '../document/describeDocument.ts';
import { Disclosure, FolderTree, Tick } from './FolderTree.tsx';

/** One folder: tick box for the scope of questions, name, count, what can be done with it, what lies in it. `progress` stands below its name. */
export function FolderRow(props: {
  readonly folder: Folder; readonly engine: Client<EngineContract> | null; readonly scope: ScopeChoice; readonly progress: ReactNode;
  readonly onOpen: (document: Document) => void; readonly onList: (place: { readonly path: string; readonly name: string }) => void; readonly onRescan: () => void; readonly onFirst: () => void; readonly onIgnore: () => void; readonly onRemove: () => void;
}): ReactNode {
  const words = useWords();
  const { say, number, ago } = words;
  const { folder, scope } = props;
  const [isOpen, setIsOpen] = useState(false);
  const name = useId();
  const watching = watchingWords(folder.watching, words);
  const isWaiting = (folder.byState.waiting ?? 0) > 0;
  return (
    <li className="folder-place" aria-labelledby={name}>
      <div className={scope.has(folder.path) ? 'folder on' : 'folder'}>
        <Disclosure name={folder.name} isOpen={isOpen} onToggle={() => { setIsOpen(!isOpen); }} />
        <label title={folder.path}>
          <Tick path={folder.path} name={folder.name} scope={scope} />
          <span id={name} className="folder-name">{folder.name}</span>
        </label>
        <small>{number(folder.documents)}</small>
        <MenuButton label={say('library.menu', { name: folder.name })} about={<>
          <span className="menu-path">{folder.path}</span>
          {watching !== null && <span>{watching}</span>}
          {folder.lastScanMs !== null && <span>{say('library.checked', { when: ago(folder.lastScanMs) })}</span>}
        </>} items={[
          ...(isWaiting ? [{ words: say('document.first'), act: props.onFirst }] : []),
          { words: say('list.open'), act: () => { props.onList(folder); } },
          { words: say('library.rescan'), act: props.onRescan },
          { words: say('ignore.open'), act: props.onIgnore },
          { words: say('library.remove'), act: props.onRemove, isDangerous: true },
          { words: say('erase.open'), act: () => { askErase(folder.path); }, isDangerous: true },
        ]} />
        {folder.away && <span className="sub">{say('library.away')}</span>}
        {!folder.away && folder.watching === 'network' && <span className="sub">{watching}</span>}
        {props.progress}
      </div>
      {isOpen && <FolderTree place={folder} engine={props.engine} scope={scope} version={JSON.stringify([folder.byState, folder.lastScanMs])} onOpen={props.onOpen} onList={props.onList} />}
    </li>
  );
}
