import { useEffect, useReducer, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { listKeptMs } from '../../../electron/shared/listKeptMs.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useCalmed } from '../../hooks/useCalmed.ts';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useWords } from '../../words/words.ts';

type Contents = Awaited<ReturnType<Client<EngineContract>['folderContents']>>;

/** Of one folder so many of each are here; all documents are in the list. */
const shownOfEach = 40;

type Place = { readonly path: string; readonly name: string };
type Props = { readonly engine: Client<EngineContract> | null; readonly scope: ScopeChoice; /** Asked for anew when it changes. */ readonly version: string; readonly onOpen: (document: Document) => void; readonly onList: (place: Place) => void };

/** What lies in a folder of the library, folder by folder, each asked for when it is opened; every part can be ticked, every document opened. */
export function FolderTree(props: Props & { readonly place: Place }): ReactNode {
  const { say, number } = useWords();
  const { place, engine, scope, onOpen } = props;
  const version = useCalmed(props.version, listKeptMs + 500);
  const [contents, setContents] = useState<Contents | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const [tries, tryAgain] = useReducer((before: number) => before + 1, 0);
  useEffect(() => {
    const controller = new AbortController();
    engine?.folderContents({ path: place.path, toldOf: version, limit: shownOfEach }, { signal: controller.signal }).then(
      (now) => { setContents(now); setError(null); },
      (reason: unknown) => { if (!controller.signal.aborted) setError(toPlainError(reason)); },
    );
    return () => { controller.abort(); };
  }, [engine, place.path, version, tries]);
  // What was shown of it before is as it was.
  if (contents === null) return error === null ? null : <div className="tree"><ErrorNote error={error} onRetry={tryAgain} /></div>;
  const { folders, documents } = contents;
  return (
    <ul className="tree">
      {folders.map((below) => <Branch key={below.path} {...props} folder={below} />)}
      {contents.foldersTotal > folders.length && <li className="leaf quiet">{say('library.moreFolders', { count: number(contents.foldersTotal - folders.length) })}</li>}
      {documents.map((document) => (
        <li key={document.id} className={scope.has(document.path) ? 'leaf on' : 'leaf'}>
          <Tick path={document.path} name={fileName(document.path)} scope={scope} />
          <button type="button" className="leaf-name" dir="auto" title={document.path} onClick={() => { onOpen(document); }}>{fileName(document.path)}</button>
          {(document.state === 'failed' || document.state === 'skipped') && <span className="unread" role="img" aria-label={say('library.notRead')} title={say('library.notRead')}>!</span>}
        </li>
      ))}
      {contents.documentsTotal > documents.length && <li className="leaf"><button type="button" className="link leaf-more" onClick={() => { props.onList(place); }}>{say('library.moreFiles', { count: number(contents.documentsTotal - documents.length) })}</button></li>}
    </ul>
  );
}

function Branch(props: Props & { readonly folder: Contents['folders'][number] }): ReactNode {
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
      {isOpen && <FolderTree {...props} place={folder} />}
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
