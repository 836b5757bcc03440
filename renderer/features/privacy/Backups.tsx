import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Backup } from '../../../electron/shared/schemas.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';

/** Checked copies of the library: made now, or gone back to, which is asked before. `onReplaced`: another library than before is open. */
export function Backups(props: { readonly engine: Client<EngineContract>; readonly onReplaced: () => void }): ReactNode {
  const { say, time, bytes } = useAllWords();
  const { engine } = props;
  const [backups, setBackups] = useState<readonly Backup[] | null>(null);
  const [asked, setAsked] = useState<Backup | null>(null);
  const [work, setWork] = useState<'making' | 'restoring' | null>(null);
  const [restored, setRestored] = useState<number | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = useCallback((reason: unknown): void => { setError(toPlainError(reason)); }, []);
  const reload = useCallback(() => { engine.backups({}).then(setBackups, fail); }, [engine, fail]);
  useEffect(reload, [reload]);
  const run = (kind: 'making' | 'restoring', promise: Promise<unknown>, then: () => void): void => {
    setWork(kind);
    setError(null);
    setRestored(null);
    promise.then(then, fail).finally(() => { setWork(null); reload(); });
  };
  const restore = ({ madeMs }: Backup): void => { run('restoring', engine.restoreBackup({ madeMs }), () => { setRestored(madeMs); props.onReplaced(); }); };
  return (
    <section className="privacy-part" aria-label={say('privacy.backups')}>
      <h3>{say('privacy.backups')}</h3>
      <p className="quiet">{say(backups?.length === 0 ? 'backup.none' : 'backup.intro')}</p>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <ul className="sizes">
        {backups?.map((backup) => (
          <li key={backup.madeMs}>
            <span>{time(backup.madeMs)} <span className="quiet">{bytes(backup.sizeBytes)}</span></span>
            <button type="button" className="link" aria-label={say('backup.restoreOne', { when: time(backup.madeMs) })} disabled={work !== null} onClick={() => { setAsked(backup); }}>{say('backup.restore')}</button>
          </li>
        ))}
      </ul>
      <div className="room-actions">
        <button type="button" className="button" disabled={work !== null} onClick={() => { run('making', engine.backUp({}), () => undefined); }}>{say('backup.make')}</button>
        <span role="status" className="quiet">{work !== null ? say(`backup.${work}`) : restored !== null && say('backup.restored', { when: time(restored) })}</span>
      </div>
      {asked !== null && (
        <Confirm title={say('backup.restoreTitle', { when: time(asked.madeMs) })} body={say('backup.restoreBody')} action={say('backup.restoreAction')} onConfirm={() => { restore(asked); }} onClose={() => { setAsked(null); }} />
      )}
    </section>
  );
}
