import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ModelInfo } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { droppedPaths } from '../../app/droppedPaths.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useWords } from '../../words/words.ts';

/** The models of this computer in plain words; choose one, or bring a file. Nothing is fetched from anywhere. */
export function ModelsDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract> | null; readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  const { engine, shell } = props;
  const [models, setModels] = useState<readonly ModelInfo[] | null>(null);
  const [importing, setImporting] = useState<number | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const reload = useCallback(() => { engine.models({}).then(setModels, (reason: unknown) => { setError(toPlainError(reason)); }); }, [engine]);
  useEffect(reload, [reload]);

  const bring = async (path: string): Promise<void> => {
    setError(null);
    try {
      for await (const step of engine.importModel({ path })) setImporting(step.total === 0 ? 0 : step.done / step.total);
      reload();
    } catch (reason) {
      setError(toPlainError(reason));
    } finally {
      setImporting(null);
    }
  };
  const choose = async (): Promise<void> => {
    const { path } = await (shell?.chooseModelFile({}) ?? Promise.resolve({ path: null }));
    if (path !== null) await bring(path);
  };
  const use = (id: string): void => { engine.useModel({ id }).then(reload, (reason: unknown) => { setError(toPlainError(reason)); }); };
  const here = models?.filter((model) => model.state !== 'missing') ?? [];

  return (
    <Dialog title={say('models.title')} wide onClose={props.onClose}>
      <div onDragOver={(event) => { event.preventDefault(); event.stopPropagation(); }} onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        const [path] = droppedPaths(event.dataTransfer);
        if (path !== undefined) void bring(path);
      }}>
        {error !== null && <ErrorNote error={error} />}
        {models !== null && here.length === 0 && <p className="quiet">{say('models.none')}</p>}
        {(['chat', 'embedding'] as const).map((role) => (
          <section key={role} className="models">
            <h3>{say(role === 'chat' ? 'models.chat' : 'models.embedding')}</h3>
            {here.filter((model) => model.role === role).map((model) => <ModelCard key={model.id} model={model} onUse={() => { use(model.id); }} />)}
          </section>
        ))}
        <div className="dialog-actions">
          <span className="quiet">{importing === null ? say('models.importHint') : say('models.importing', { percent: Math.floor(importing * 100) })}</span>
          <button type="button" className="button" disabled={importing !== null} onClick={() => { void choose(); }}>{say('models.import')}</button>
        </div>
      </div>
    </Dialog>
  );
}

function ModelCard(props: { readonly model: ModelInfo; readonly onUse: () => void }): ReactNode {
  const { say, bytes } = useWords();
  const { model } = props;
  return (
    <div className={model.inUse ? 'model on' : 'model'}>
      <strong>{model.name}</strong>
      <span className="quiet">{[say(`models.${model.state}`), bytes(model.sizeBytes), ...(model.answerMode === null ? [] : [say(`models.mode.${model.answerMode}`)])].join(' · ')}</span>
      <span className="quiet">{model.licence}{model.licenceNote === '' ? '' : `: ${model.licenceNote}`}</span>
      {model.warning !== null && <span className="warn">{model.warning}</span>}
      {model.inUse
        ? <span className="in-use">✓ {say('models.inUse')}</span>
        : <button type="button" className="button" disabled={model.state !== 'ready'} onClick={props.onUse}>{say('models.use')}</button>}
    </div>
  );
}
