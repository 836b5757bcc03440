import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { EraseCertificate, EraseEvent } from '../../../electron/shared/securityContract.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import '../../styles/guard.css';
import { useAllWords } from '../../words/later.ts';
import { CertificateView } from './CertificateView.tsx';

type Step = Extract<EraseEvent, { type: 'step' }>['step'];
type Phase = { readonly at: 'asking' } | { readonly at: 'erasing'; readonly step: Step } | { readonly at: 'done'; readonly certificate: EraseCertificate };

const steps: readonly Step[] = ['looking-before', 'removing', 'rewriting-library', 'rewriting-index', 'rewriting-backups', 'looking-after'];

/** Erases a document, or all of a folder, for good, or puts it under a legal hold; shows the certificate, and saves it. Once begun it goes on whether looked at or not. */
export function EraseDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly path: string; readonly onErased: () => void; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const { engine, path } = props;
  const [holds, setHolds] = useState<readonly string[] | null>(null);
  const [removesAnswers, setRemovesAnswers] = useState(false);
  const [phase, setPhase] = useState<Phase>({ at: 'asking' });
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  useEffect(() => { engine.security({}).then((state) => { setHolds(state.holds); }, fail); }, [engine]);
  const isHeld = holds?.includes(path) ?? false;
  const setHold = (held: boolean): void => {
    setError(null);
    engine.setHold({ path, held }).then((state) => { setHolds(state.holds); }, fail);
  };
  const erase = async (): Promise<void> => {
    setError(null);
    setPhase({ at: 'erasing', step: 'looking-before' });
    for await (const event of engine.erase({ path, conversations: removesAnswers })) {
      setPhase(event.type === 'step' ? { at: 'erasing', step: event.step } : { at: 'done', certificate: event.certificate });
    }
    props.onErased();
  };
  const begin = (): void => {
    erase().catch((reason: unknown) => {
      setPhase({ at: 'asking' });
      fail(reason);
    });
  };
  const name = fileName(path);
  return (
    <Dialog title={say(phase.at === 'done' ? 'erase.done' : 'erase.title', { name })} wide={phase.at === 'done'} onClose={props.onClose}>
      {phase.at === 'done' && <CertificateView certificate={phase.certificate} shell={props.shell} onClose={props.onClose} />}
      {phase.at === 'erasing' && (
        <div className="guard-steps" role="status">
          <progress value={steps.indexOf(phase.step)} max={steps.length} aria-label={say('erase.progress')} />
          <p>{say(`erase.step.${phase.step}`)}</p>
          <p className="quiet">{say('erase.goesOn')}</p>
        </div>
      )}
      {phase.at === 'asking' && (
        <>
          <p>{say('erase.body')}</p>
          <p className="quiet guard-path">{path}</p>
          <label className="guard-check"><input type="checkbox" checked={removesAnswers} disabled={isHeld} onChange={(event) => { setRemovesAnswers(event.target.checked); }} /><span>{say('erase.answers')}</span></label>
          {isHeld && <p className="guard-locked"><span aria-hidden="true" className="padlock" /><span><strong>{say('erase.held')}</strong> {say('erase.heldBody')}</span></p>}
          {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
          <div className="dialog-actions">
            {holds !== null && <button type="button" className="text-button guard-aside" onClick={() => { setHold(!isHeld); }}>{say(isHeld ? 'erase.lift' : 'erase.hold')}</button>}
            <button type="button" className="button" data-focus onClick={props.onClose}>{say('common.cancel')}</button>
            <button type="button" className="button danger" disabled={isHeld || holds === null} onClick={begin}>{say('erase.act')}</button>
          </div>
        </>
      )}
    </Dialog>
  );
}
