import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { EvaluationRun, Status } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Room } from '../../components/Room.tsx';
import { useAllWords } from '../../words/later.ts';
import { CaseList } from './CaseList.tsx';
import { showChecks, startChecks, stopChecks, useChecks } from './checksJob.ts';
import { KeptRuns, whenOf } from './KeptRuns.tsx';
import type { Case } from './outcomes.ts';
import { readCases } from './readCases.ts';
import { ReportView } from './ReportView.tsx';

/** Questions whose answers are known, asked again: what came of it, and whether that is better or worse than before. */
export function ChecksPane(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract> | null; readonly status: Status; readonly onBack: () => void }): ReactNode {
  const words = useAllWords();
  const { say, count, number, language } = words;
  const { engine, shell } = props;
  const state = useChecks();
  const [cases, setCases] = useState<readonly Case[] | null>(null);
  const [runs, setRuns] = useState<readonly EvaluationRun[]>([]);
  const [compareWith, setCompareWith] = useState<string | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = useCallback((reason: unknown): void => { setError(toPlainError(reason)); }, []);
  const reload = useCallback(() => {
    readCases(engine).then(setCases, fail);
    engine.evaluationRuns({}).then((all) => { setRuns(all); setCompareWith(all[0]?.name ?? null); }, fail);
  }, [engine, fail]);
  useEffect(reload, [reload, state.phase]);
  const models = useModelNames(engine, props.status.model.id);
  const questions = useMemo(() => cases?.map(({ question }) => question) ?? [], [cases]);
  const start = (): void => {
    setError(null);
    void startChecks(engine, questions, compareWith, () => { shell?.tellEnded({ job: 'checks', language }).catch(() => undefined); });
  };
  const open = (name: string): void => { engine.evaluationReport({ name }).then((report) => { showChecks({ phase: 'report', report, before: null, differences: null }); }, fail); };
  const shownError = error ?? (state.phase === 'none' ? state.error : null);
  return (
    <Room title={say('checks.title')} shown={state.phase} back={say('goThrough.back')} onBack={props.onBack}>
      {shownError !== null && <ErrorNote error={shownError} onClose={() => { setError(null); showChecks({ phase: 'none', error: null }); }} />}
      {state.phase === 'report' && <ReportView state={state} models={models} onBack={() => { showChecks({ phase: 'none', error: null }); }} />}
      {state.phase === 'running' && (
        <div className="run-head">
          <div role="status" className="run-state">
            <progress value={state.done / Math.max(1, state.total)} max={1} aria-label={say('checks.title')} />
            <span>{say('checks.progress', { done: number(state.done), total: number(state.total) })} · {say('checks.takes')}</span>
          </div>
          <div className="room-actions"><button type="button" className="button" onClick={stopChecks}>{say('ask.stop')}</button></div>
        </div>
      )}
      {state.phase === 'none' && (
        <>
          <p className="quiet">{say('checks.intro')}</p>
          {cases !== null && <CaseList engine={engine} cases={cases} onChange={reload} onError={fail} />}
          {questions.length > 0 && (
            <div className="room-actions">
              <button type="button" className="button primary" onClick={start}>{count('checks.run', questions.length)}</button>
              {runs.length > 0 && (
                <label className="compare">{say('checks.compare')} <select value={compareWith ?? ''} onChange={(event) => { setCompareWith(event.target.value === '' ? null : event.target.value); }}>
                  {runs.map((run) => <option key={run.name} value={run.name}>{`${whenOf(run, runs, words)} · ${run.model === null ? '' : `${models.get(run.model) ?? run.model} · `}${say(`strength.${run.strength}`)}`}</option>)}
                  <option value="">{say('checks.compareNone')}</option>
                </select></label>
              )}
            </div>
          )}
          <KeptRuns runs={runs} models={models} onOpen={open} onDelete={(name) => { engine.deleteEvaluationRun({ name }).then(reload, fail); }} />
        </>
      )}
    </Room>
  );
}

/** The names people know models by. */
function useModelNames(engine: Client<EngineContract>, inUse: string | null): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => { engine.models({}).then((models) => { setNames(new Map(models.map(({ id, name }) => [id, name]))); }, () => undefined); }, [engine, inUse]);
  return names;
}
