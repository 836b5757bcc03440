import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Folder, Status } from '../../../electron/shared/schemas.ts';
import { focusLibrary } from '../../app/focusNextPane.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useWords } from '../../words/words.ts';
import { FolderRow } from './FolderRow.tsx';
import { libraryVersion } from './libraryVersion.ts';
import { adviceWords } from './adviceWords.ts';
import { busyFolder, describeActivity } from './progress.ts';

const DocumentsDialog = lazy(() => import('./DocumentsDialog.tsx').then((module) => ({ default: module.DocumentsDialog })));
const IgnoreDialog = lazy(() => import('./IgnoreDialog.tsx').then((module) => ({ default: module.IgnoreDialog })));

export type LibraryActions = {
  chooseFolders(): void; pause(): void; resume(): void; rescan(folderId: number): void; first(path: string): void; remove(path: string): void; open(document: Document): void; showUnreadable(): void; showModels(): void;
};

/** Folders with their state, what is being done to them, and the way to what could not be read. */
export function LibraryPane(props: { readonly status: Status; readonly engine: Client<EngineContract> | null; readonly scope: ScopeChoice; readonly actions: LibraryActions }): ReactNode {
  const words = useWords();
  const { status, actions } = props;
  const [listed, setListed] = useState<{ readonly path: string; readonly name: string } | null>(null);
  const [ignoring, setIgnoring] = useState<Folder | null>(null);
  const [cancelling, setCancelling] = useState<Folder | null>(null);
  const busy = busyFolder(status);
  const { trouble } = status.activity;
  const remove = (folder: Folder): void => {
    // The row, and with it what has the focus, goes.
    focusLibrary();
    actions.remove(folder.path);
  };
  const news = status.unseenUnreadable;
  const unreadable = (status.documents.failed ?? 0) + (status.documents.skipped ?? 0) + (status.documents['indexed-partly'] ?? 0);
  return (
    <section aria-label={words.say('library.title')}>
      <button type="button" className="add" onClick={actions.chooseFolders}>+ {words.say('library.add')}</button>
      <h2>{words.say('library.title')}</h2>
      {status.folders.length === 0 && <p className="quiet">{words.say('library.empty')}</p>}
      <ul className="folders">
        {status.folders.map((folder) => (
          <FolderRow key={folder.id} folder={folder} engine={props.engine} scope={props.scope} progress={folder.id === busy ? <Progress status={status} actions={actions} onCancel={() => { setCancelling(folder); }} /> : null}
            onOpen={actions.open} onList={setListed} onRescan={() => { actions.rescan(folder.id); }} onFirst={() => { actions.first(folder.path); }} onIgnore={() => { setIgnoring(folder); }} onRemove={() => { remove(folder); }} />
        ))}
      </ul>
      {busy === null && <Progress status={status} actions={actions} />}
      {trouble !== null && trouble !== undefined && <ErrorNote error={trouble} also={words.say('progress.again')} />}
      {unreadable > 0 && (
        <p className={news > 0 ? 'warn note' : 'note seen'}>{words.count('library.unreadable', unreadable)}{news > 0 && news < unreadable && ` · ${words.say('library.news', { count: news })}`} <button type="button" className="link" onClick={actions.showUnreadable}>{words.say('library.seeWhy')}</button></p>
      )}
      {status.languageAdvice !== undefined && <p className="note advice">{adviceWords(status.languageAdvice, words)} <button type="button" className="link" onClick={actions.showModels}>{words.say('advice.see')}</button></p>}
      {listed !== null && props.engine !== null && <Suspense><DocumentsDialog engine={props.engine} within={listed} roots={status.folders} version={libraryVersion(status)} onOpen={actions.open} onClose={() => { setListed(null); }} /></Suspense>}
      {ignoring !== null && props.engine !== null && <Suspense><IgnoreDialog engine={props.engine} folder={ignoring} onClose={() => { setIgnoring(null); }} /></Suspense>}
      {cancelling !== null && (
        <Confirm title={words.say('library.cancelTitle', { name: cancelling.name })} body={words.say('library.cancelBody')} action={words.say('library.cancelAction')}
          onConfirm={() => { remove(cancelling); }} onClose={() => { setCancelling(null); }} />
      )}
    </section>
  );
}

function Progress(props: { readonly status: Status; readonly actions: LibraryActions; readonly onCancel?: () => void }): ReactNode {
  const words = useWords();
  const { activity } = props.status;
  const described = describeActivity(activity, words);
  if (described === null) return null;
  const isPaused = activity.phase === 'paused';
  return (
    <div className="progress sub">
      {described.share !== null && <progress value={described.share} max={1} aria-label={words.say('progress.title')} />}
      <span className="progress-words">{described.text}</span>
      <span className="progress-actions">
        <button type="button" className="link" onClick={isPaused ? props.actions.resume : props.actions.pause}>{words.say(isPaused ? 'library.resume' : 'library.pause')}</button>
        {props.onCancel !== undefined && <button type="button" className="link" onClick={props.onCancel}>{words.say('library.cancel')}</button>}
      </span>
    </div>
  );
}
