import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { GoThroughRun } from '../../../electron/shared/goThroughContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { useAllWords } from '../../words/later.ts';

/** Runs the library keeps: each opens as it was left, and can be deleted. */
export function EarlierRuns(props: { readonly engine: Client<EngineContract>; readonly onOpen: (runId: number) => void; readonly onError: (reason: unknown) => void }): ReactNode {
  const { say, ago, count } = useAllWords();
  const { engine, onError } = props;
  const [runs, setRuns] = useState<readonly GoThroughRun[]>([]);
  const [deleting, setDeleting] = useState<GoThroughRun | null>(null);
  const reload = useCallback(() => { engine.goThroughRuns({}).then(setRuns, onError); }, [engine, onError]);
  useEffect(reload, [reload]);
  if (runs.length === 0) return null;
  return (
    <section className="earlier" aria-label={say('goThrough.earlier')}>
      <h2>{say('goThrough.earlier')}</h2>
      <ul>
        {runs.map((run) => {
          const { yes, no, unclear, unread, documents } = run.account;
          return (
            <li key={run.id}>
              <button type="button" onClick={() => { props.onOpen(run.id); }}>
                <span className="earlier-name">{run.criterion}</span>
                <span className="quiet">{[say('goThrough.counts', { yes, no, unclear, unread }), ...(run.state === 'complete' ? [] : [say('goThrough.unfinished', { documents: count('find.documents', documents) })]), ago(run.updatedMs)].join(' · ')}</span>
              </button>
              <MenuButton label={say('library.menu', { name: run.criterion })} about={null} items={[{ words: say('goThrough.delete'), act: () => { setDeleting(run); }, isDangerous: true }]} />
            </li>
          );
        })}
      </ul>
      {deleting !== null && (
        <Confirm title={say('goThrough.deleteTitle', { name: deleting.criterion })} body={count('goThrough.deleteBody', deleting.account.documents)} action={say('goThrough.deleteAction')}
          onConfirm={() => { engine.deleteGoThrough({ runId: deleting.id }).then(reload, onError); }} onClose={() => { setDeleting(null); }} />
      )}
    </section>
  );
}
