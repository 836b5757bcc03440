import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Folder } from '../../../electron/shared/schemas.ts';
import { fileName } from '../../components/names.ts';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useWords } from '../../words/words.ts';
import { treeOf, type TreeFolder } from './treeOf.ts';

/** Of one folder these are listed; the rest is found by searching. */
const shownFiles = 200;

type Props = { readonly scope: ScopeChoice; readonly onOpen: (document: Document) => void };

/** What lies in a folder of the library, folder by folder; every part can be ticked, every document opened. */
export function FolderTree(props: Props & { readonly folder: Folder; readonly engine: Client<EngineContract> | null }): ReactNode {
  const { language } = useWords();
  const { folder, engine } = props;
  const [documents, setDocuments] = useState<readonly Document[] | null>(null);
  const version = JSON.stringify([folder.id, folder.byState]);
  useEffect(() => {
    const controller = new AbortController();
    engine?.documents({ folderId: folder.id }, { signal: controller.signal }).then(setDocuments, () => undefined);
    return () => { controller.abort(); };
    // Asked again when the states of its documents change.
  }, [engine, version]);
  const tree = useMemo(() => (documents === null ? null : treeOf(folder.path, documents, new Intl.Collator(language, { numeric: true }).compare)), [documents, folder.path, language]);
  return tree === null ? null : <Below folder={tree} scope={props.scope} onOpen={props.onOpen} />;
}

function Below(props: Props & { readonly folder: TreeFolder }): ReactNode {
  const { say, number } = useWords();
  const { folder, scope, onOpen } = props;
  const files = folder.files.slice(0, shownFiles);
  return (
    <ul className="tree">
      {folder.folders.map((below) => <Branch key={below.path} folder={below} scope={scope} onOpen={onOpen} />)}
      {files.map((document) => (
        <li key={document.id} className={scope.has(document.path) ? 'leaf on' : 'leaf'}>
          <Tick path={document.path} name={fileName(document.path)} scope={scope} />
          <button type="button" className="leaf-name" title={document.path} onClick={() => { onOpen(document); }}>{fileName(document.path)}</button>
          {(document.state === 'failed' || document.state === 'skipped') && <span className="warn" role="img" aria-label={say('library.notRead')} title={say('library.notRead')}>!</span>}
        </li>
      ))}
      {folder.files.length > files.length && <li className="leaf quiet">{say('library.moreFiles', { count: number(folder.files.length - files.length) })}</li>}
    </ul>
  );
}

function Branch(props: Props & { readonly folder: TreeFolder }): ReactNode {
  const { number } = useWords();
  const { folder, scope } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li>
      <div className={scope.has(folder.path) ? 'branch on' : 'branch'}>
        <Disclosure name={folder.name} isOpen={isOpen} onToggle={() => { setIsOpen(!isOpen); }} />
        <Tick path={folder.path} name={folder.name} scope={scope} />
        <span className="folder-name" title={folder.path}>{folder.name}</span>
        <small>{number(folder.documents)}</small>
      </div>
      {isOpen && <Below {...props} />}
    </li>
  );
}

export function Disclosure(props: { readonly name: string; readonly isOpen: boolean; readonly onToggle: () => void }): ReactNode {
  const { say } = useWords();
  return <button type="button" className="disclosure" aria-expanded={props.isOpen} aria-label={say('library.contents', { name: props.name })} onClick={props.onToggle}><span aria-hidden="true">›</span></button>;
}

/** The box that restricts questions to a place. */
export function Tick(props: { readonly path: string; readonly name: string; readonly scope: ScopeChoice }): ReactNode {
  const { say } = useWords();
  const { path, name, scope } = props;
  return <input type="checkbox" checked={scope.has(path)} aria-label={say('library.scope', { name })} onChange={(event) => { scope.tick({ path, name }, event.target.checked); }} />;
}
