import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Granted } from '../../../electron/shared/granted.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ModelInfo, Status } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { useDropped } from '../../app/useDropped.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Settled } from '../../components/Settled.tsx';
import { usePolicy } from '../../hooks/usePolicy.ts';
import { useAllWords } from '../../words/later.ts';
import { useCheckFirst } from '../checks/useCheckFirst.tsx';
import { ModelCard } from './ModelCard.tsx';

type Import = { readonly name: string; readonly share: number };

/** The models of this computer in plain words; choose one, or bring a file. Nothing is fetched from anywhere. */
export function ModelsDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly onTrial: Status['onTrial']; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const { engine, shell, onTrial } = props;
  const [models, setModels] = useState<readonly ModelInfo[] | null>(null);
  const [importing, setImporting] = useState<Import | null>(null);
  const [brought, setBrought] = useState<ModelInfo | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const controller = useRef<AbortController | null>(null);
  const fail = useCallback((reason: unknown) => { if (!isCancelled(reason)) setError(toPlainError(reason)); }, []);
  const reload = useCallback(() => { engine.models({}).then(setModels, fail); }, [engine, fail]);
  useEffect(reload, [reload]);
  useEffect(() => () => { controller.current?.abort(); }, []);

  /** Whether it is here now. */
  const bring = async ({ token, name }: Granted): Promise<boolean> => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setError(null);
    setBrought(null);
    setImporting({ name, share: 0 });
    try {
      for await (const step of engine.importModel({ path: token }, { signal: own.signal })) {
        setImporting({ name, share: step.total === 0 ? 0 : step.done / step.total });
        if (step.model !== null) setBrought(step.model);
      }
      reload();
      return true;
    } catch (reason) {
      fail(reason);
      return false;
    } finally {
      if (controller.current === own) setImporting(null);
    }
  };
  // Some models are two files, dropped together.
  const bringAll = async (files: readonly Granted[]): Promise<void> => { for (const file of files) if (!await bring(file)) return; };
  const choose = (): void => { shell.chooseModelFile({}).then(({ granted }) => { if (granted !== null) void bring(granted); }, fail); };
  const checkFirst = useCheckFirst(engine, fail);
  const use = ({ id, name, role }: ModelInfo): void => {
    setError(null);
    const take = (): void => { engine.useModel({ id }).then(reload, fail); };
    if (role === 'reranker' || role === 'entailment') { take(); return; }
    if (role === 'chat') checkFirst.offer({ words: name, with: { model: id } }, take);
    else if (id === onTrial?.id) checkFirst.offer({ words: name, with: { embedder: id } }, take);
    else checkFirst.offer({ words: name, with: { embedder: id }, prepare: () => { engine.useModel({ id, onTrial: true }).then(reload, fail); } }, take);
  };
  const endTrial = (): void => {
    const inUse = models?.find((model) => model.role === 'embedding' && model.inUse);
    if (inUse !== undefined) engine.useModel({ id: inUse.id }).then(reload, fail);
  };
  const dropped = useDropped((files) => { void bringAll(files); }, fail);
  const policy = usePolicy(engine);
  const allowed = policy?.settings.allowedModels;
  const card = (model: ModelInfo): ReactNode => (
    <ModelCard
      key={model.id} model={model} isForbidden={allowed !== undefined && (model.sha256 === null || !allowed.value.includes(model.sha256))} trial={model.id === onTrial?.id ? onTrial.share : null}
      onUse={() => { use(model); }} onEndTrial={endTrial} onDrop={model.role === 'reranker' || model.role === 'entailment' ? () => { engine.dropModel({ id: model.id }).then(reload, fail); } : null}
    />
  );
  const here = models?.filter((model) => model.state !== 'missing') ?? [];

  return (
    <Dialog title={say('models.title')} wide onClose={props.onClose}>
      <div className="models-body" {...dropped.handlers}>
        <p className="quiet">{say(models !== null && here.length === 0 ? 'models.none' : 'models.intro')}</p>
        {allowed !== undefined && <Settled reason={say('models.settled', { reason: allowed.reason })} contact={policy?.contact ?? null} />}
        {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
        {(['chat', 'embedding'] as const).map((role) => (
          <section key={role} className="models" aria-label={say(role === 'chat' ? 'models.chat' : 'models.embedding')}>
            <h3>{say(role === 'chat' ? 'models.chat' : 'models.embedding')}</h3>
            {models !== null && !here.some((model) => model.role === role) && <p className="quiet">{say(role === 'chat' ? 'models.noChat' : 'models.noEmbedding')}</p>}
            {here.filter((model) => model.role === role).map(card)}
          </section>
        ))}
        {(['reranker', 'entailment'] as const).filter((role) => here.some((model) => model.role === role)).map((role) => (
          <section key={role} className="models" aria-label={say(`models.${role}`)}>
            <h3>{say(`models.${role}`)}</h3>
            <p className="quiet">{say(`models.about.${role}`)}</p>
            {here.filter((model) => model.role === role).map(card)}
          </section>
        ))}
        <div className={dropped.isOver ? 'import over' : 'import'}>
          {importing === null
            ? <span className="quiet" role="status">{brought === null ? say('models.importHint') : say(brought.state === 'missing' ? 'models.halfBrought' : 'models.brought', { name: brought.name })}</span>
            : <span className="import-progress" role="status"><progress value={importing.share} max={1} aria-label={say('models.importing', { name: importing.name })} />{say('models.importing', { name: importing.name })}</span>}
          {importing === null
            ? <button type="button" className="button" onClick={choose}>{say('models.import')}</button>
            : <button type="button" className="button" onClick={() => { controller.current?.abort(); }}>{say('common.cancel')}</button>}
        </div>
      </div>
      {checkFirst.dialog}
    </Dialog>
  );
}
