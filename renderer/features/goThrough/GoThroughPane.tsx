import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Source } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Room } from '../../components/Room.tsx';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useAllWords } from '../../words/later.ts';
import { SaveAs } from '../export/SaveAs.tsx';
import { AskEveryDocument } from './AskEveryDocument.tsx';
import { EarlierRuns } from './EarlierRuns.tsx';
import { leave, openRun, startGoThrough, stopGoThrough, useGoThrough } from './goThroughJob.ts';
import type { GoThroughState } from './goThroughState.ts';
import { RunHead } from './RunHead.tsx';
import { VerdictTable } from './VerdictTable.tsx';
import type { OpenSources } from '../source/MoreSources.ts';

/** Asks every document the same: the question, then the documents with their verdicts as they are judged. */
export function GoThroughPane(props: {
  readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract> | null; readonly scope: ScopeChoice; readonly documents: number;
  readonly open: Source | null; readonly onOpen: OpenSources; readonly onBack: () => void;
}): ReactNode {
  const { say, language } = useAllWords();
  const { engine, shell, scope } = props;
  const state = useGoThrough();
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  const onEnd = (): void => { shell?.tellEnded({ job: 'go-through', language }).catch(() => undefined); };
  const start = (criterion: string, parts = scope.parts): void => {
    setError(null);
    void startGoThrough(engine, { criterion, scope: parts }, onEnd);
  };
  const canGoOn = useCanGoOn(engine, state, scope);
  return (
    <Room title={say('goThrough.title')} shown={`${state.phase === 'none'} ${state.criterion}`} back={say('goThrough.back')} onBack={props.onBack}>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      {state.phase === 'none' ? (
        <>
          <p className="quiet">{say('goThrough.intro')}</p>
          <AskEveryDocument scope={scope} documents={props.documents} onStart={start} />
          <EarlierRuns engine={engine} onOpen={(runId) => { openRun(engine, runId).catch(fail); }} onError={fail} />
        </>
      ) : (
        <>
          <RunHead state={state} canGoOn={canGoOn} onStop={stopGoThrough} onGoOn={() => { start(state.criterion, state.scope ?? scope.parts); }} onOther={leave}
            save={state.runId === null || state.account.documents === 0 || state.phase === 'running' ? null : (
              <SaveAs engine={engine} shell={shell} label={say('save.as')} className="button" name={state.criterion}
                kinds={(['xlsx', 'csv', 'docx'] as const).map((format) => ({ words: say(`save.${format}`), meant: { what: 'go-through', runId: state.runId ?? 0, format } }))} />
            )} />
          <VerdictTable engine={engine} state={state} open={props.open} onOpen={props.onOpen} onError={fail} />
        </>
      )}
    </Room>
  );
}

/** Whether what was stopped can be gone on with: it is known what it was asked of, or the same is ticked now. */
function useCanGoOn(engine: Client<EngineContract>, { phase, runId, scope: asked }: GoThroughState, scope: ScopeChoice): boolean {
  const [isSame, setIsSame] = useState(false);
  const paths = JSON.stringify(scope.parts.map(({ path }) => path));
  const isStopped = phase === 'stopped' || phase === 'failed';
  useEffect(() => {
    if (!isStopped || asked !== null) return;
    engine.goThroughRuns({ scope: { paths: JSON.parse(paths) as string[], folderIds: [] } }).then((runs) => { setIsSame(runs.some((run) => run.id === runId && run.isSameScope)); }, () => undefined);
  }, [engine, isStopped, asked, runId, paths]);
  return isStopped && (asked !== null || isSame);
}
