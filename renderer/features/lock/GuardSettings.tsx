import type { ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { SecurityState } from '../../../electron/shared/securityContract.ts';
import { Settled } from '../../components/Settled.tsx';
import { usePolicy } from '../../hooks/usePolicy.ts';
import { useAllWords } from '../../words/later.ts';

/** Minutes one can choose from; 0 is never. */
const minuteChoices = [0, 5, 15, 30, 60] as const;

/** When the library locks itself and what the log notes of questions. What the administrator settled is shown, locked, with the reason. */
export function GuardSettings(props: { readonly engine: Client<EngineContract>; readonly state: SecurityState; readonly onState: (state: SecurityState) => void; readonly onError: (reason: unknown) => void }): ReactNode {
  const { say, count } = useAllWords();
  const { engine, state, onState, onError } = props;
  const policy = usePolicy(engine);
  const { idleLockMinutes: idle, auditQuestions, auditContent } = policy?.settings ?? {};
  const audited = auditContent ?? auditQuestions;
  // Less than settled is a person's own choice.
  const choices = [...new Set([...minuteChoices, state.idleLockMinutes])].filter((minutes) => idle === undefined || (minutes > 0 && minutes <= idle.value)).sort((a, b) => a - b);
  const change = (changed: { readonly idleLockMinutes?: number; readonly auditQuestions?: boolean }): void => { engine.setSecurity(changed).then(onState, onError); };
  return (
    <>
      <label className="guard-choice"><span>{say('guard.idle')}</span>
        <select className="field" disabled={state.protection === 'none'} value={state.idleLockMinutes} onChange={(event) => { change({ idleLockMinutes: Number(event.target.value) }); }}>
          {choices.map((minutes) => <option key={minutes} value={minutes}>{minutes === 0 ? say('guard.never') : count('guard.minutes', minutes)}</option>)}
        </select>
      </label>
      {idle !== undefined && <Settled reason={say('guard.idleSettled', { minutes: idle.value, reason: idle.reason })} contact={policy?.contact ?? null} />}
      <label className="guard-check"><input type="checkbox" checked={state.auditQuestions} disabled={audited !== undefined} onChange={(event) => { change({ auditQuestions: event.target.checked }); }} /><span>{say('guard.audit')}</span></label>
      {audited !== undefined && <Settled reason={say('guard.settled', { reason: audited.reason })} contact={policy?.contact ?? null} />}
    </>
  );
}
