import { useState, type ReactNode } from 'react';
import type { Folder, Status } from '../../../electron/shared/schemas.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { useWords } from '../../words/words.ts';
import { FolderRow } from './FolderRow.tsx';
import { describeActivity } from './progress.ts';

export type LibraryActions = {
  chooseFolders(): void; pause(): void; resume(): void; rescan(folderId: number): void; remove(path: string): void; showUnreadable(): void;
};

/** Folders with their state, what the indexer does, and the way to what could not be read. */
export function LibraryPane(props: { readonly status: Status; readonly scope: ReadonlySet<number>; readonly onScope: (folderId: number, ticked: boolean) => void; readonly actions: LibraryActions }): ReactNode {
  const words = useWords();
  const { status, actions } = props;
  const [removing, setRemoving] = useState<Folder | null>(null);
  const activity = describeActivity(status.activity, words);
  const unreadable = (status.documents.failed ?? 0) + (status.documents.skipped ?? 0) + (status.documents['indexed-partly'] ?? 0);
  return (
    <section aria-label={words.say('library.title')}>
      <button type="button" className="add" onClick={actions.chooseFolders}>+ {words.say('library.add')}</button>
      <h2>{words.say('library.title')}</h2>
      {status.folders.length === 0 && <p className="quiet">{words.say('library.empty')}</p>}
      <ul className="folders">
        {status.folders.map((folder) => (
          <FolderRow key={folder.id} folder={folder} ticked={props.scope.has(folder.id)} onTick={(ticked) => { props.onScope(folder.id, ticked); }}
            onRescan={() => { actions.rescan(folder.id); }} onRemove={() => { setRemoving(folder); }} />
        ))}
      </ul>
      {activity !== null && (
        <div className="activity" role="status">
          {activity.share !== null && <progress value={activity.share} max={1} aria-label={activity.text} />}
          <span>{activity.text}</span>
          <button type="button" className="link" onClick={status.activity.phase === 'paused' ? actions.resume : actions.pause}>
            {words.say(status.activity.phase === 'paused' ? 'library.resume' : 'library.pause')}
          </button>
        </div>
      )}
      {unreadable > 0 && (
        <p className="warn note">{words.count('library.unreadable', unreadable)} <button type="button" className="link" onClick={actions.showUnreadable}>{words.say('library.seeWhy')}</button></p>
      )}
      {removing !== null && (
        <Confirm title={words.say('library.removeTitle', { name: removing.name })} body={words.say('library.removeBody', { count: removing.documents })}
          action={words.say('library.remove')} onConfirm={() => { actions.remove(removing.path); }} onClose={() => { setRemoving(null); }} />
      )}
    </section>
  );
}
