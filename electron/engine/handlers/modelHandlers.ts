import { totalmem } from 'node:os';
import { AppError } from '../../shared/AppError.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { DoctorCheck, ModelInfo } from '../../shared/schemas.ts';
import { fitOf } from '../../models/fitOf.ts';
import { doctorChecks } from '../../models/hardware.ts';
import type { ModelFiles } from '../../models/ModelFiles.ts';
import { backupCheck } from './backupHandlers.ts';
import { diskChecks } from '../diskChecks.ts';
import type { Libraries } from '../Libraries.ts';
import type { ModelSpeeds } from '../ModelSpeeds.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type ModelHandlers = Pick<Handlers<EngineContract>, 'models' | 'verifyModels' | 'importModel' | 'useModel' | 'dropModel' | 'doctor'>;

/** The models on this machine and which of them are in use; works while the library is locked, where none is in use. */
export function modelHandlers(libraries: Libraries, modelFiles: ModelFiles, speeds: Pick<ModelSpeeds, 'of'>, profileFolder: string): ModelHandlers {
  const marked = (model: ModelInfo): ModelInfo => {
    const tokensPerSecond = speeds.of(model.id);
    const inUse = isInUse(model, libraries.opened);
    const isIdle = inUse && (model.role === 'reranker' || model.role === 'entailment') && libraries.opened?.models.stateOf(model.role, model.id)?.state === 'failed';
    return { ...model, inUse, ...(isIdle ? { warning: 'It could not be loaded; answers are made without it.' } : {}), ...(model.role === 'chat' ? { fit: fitOf(model.sizeBytes, { memoryBytes: totalmem() }, tokensPerSecond), tokensPerSecond } : {}) };
  };
  const find = async (id: string): Promise<ModelInfo> => {
    const model = (await modelFiles.list()).find((known) => known.id === id);
    if (model === undefined) throw new AppError('model-unknown', { id });
    return marked(model);
  };
  return {
    models: async () => (await modelFiles.list()).map(marked),
    async *verifyModels(_input, { signal }) {
      for await (const model of modelFiles.verify(signal)) yield marked(model);
    },
    async *importModel({ path }, { signal }) {
      for await (const event of modelFiles.importFile(path, signal)) yield { ...event, model: event.model === null ? null : marked(event.model) };
      libraries.changes.tell();
    },
    async useModel({ id, onTrial }) {
      const { library, ingest } = libraries.current();
      if (id === 'none') throw new AppError('model-unknown', { id });
      const model = await find(id);
      modelFiles.checkAllowed(model);
      if (model.role === 'chat') {
        if (modelFiles.chatSpec(id) === null) throw new AppError('model-missing', { id });
        library.settings.set('chatModel', id);
      } else if (model.role !== 'embedding') {
        if (modelFiles.crossEncoderSpec(id) === null) throw new AppError('model-missing', { id });
        library.settings.set(model.role, id);
      } else {
        const spec = modelFiles.embedderSpec(id);
        if (spec === null) throw new AppError('model-missing', { id });
        await ingest.switchEmbedder(spec, { onTrial });
      }
      libraries.changes.tell();
      return await find(id);
    },
    async dropModel({ id }) {
      const { library, models } = libraries.current();
      const { role } = await find(id);
      if (role === 'chat' || role === 'embedding') throw new AppError('model-wrong-kind', { id });
      if (library.settings.get(role) === id) library.settings.set(role, null);
      await models.client.unloadCrossEncoder({ id });
      libraries.changes.tell();
      return await find(id);
    },
    doctor: async () => [...await doctorChecks(), ...await diskChecks(profileFolder), ...await backupCheck(libraries.opened), ...modelChecks(await modelFiles.list(), modelFiles), ...folderChecks(modelFiles)],
  };
}

/** The id of the chat model answers are asked of, here or not, or 'none'. */
export function chatInUse({ library, modelFiles }: Pick<OpenLibrary, 'library' | 'modelFiles'>): string {
  return library.settings.get('chatModel') ?? modelFiles.defaultChat();
}

function isInUse({ id, role, state }: ModelInfo, open: OpenLibrary | null): boolean {
  if (open === null || state !== 'ready') return false;
  return id === (role === 'chat' ? chatInUse(open) : open.library.settings.get(role === 'embedding' ? 'embedder' : role));
}

/** A folder that may not be read is not an empty one: models that seem missing may be in it. */
function folderChecks({ unreadable }: ModelFiles): DoctorCheck[] {
  return unreadable.map((path) => ({ name: 'model folder', level: 'slow', finding: `${path} may not be read by this user, so that models in it are not known.`, advice: 'Change its permissions, or take it off CARREL_MODELS.' }));
}

function modelChecks(models: readonly ModelInfo[], modelFiles: ModelFiles): DoctorCheck[] {
  const roles = [
    { name: 'meaning search', id: modelFiles.defaultEmbedder(), role: 'embedding', without: 'search goes by keywords only' },
    { name: 'written answers', id: modelFiles.defaultChat(), role: 'chat', without: 'answers are quotes' },
  ] as const;
  return roles.map(({ name, id, role, without }): DoctorCheck => {
    const ready = models.filter((model) => model.role === role && model.state === 'ready');
    const damaged = models.filter((model) => model.role === role && model.state === 'damaged');
    if (ready.length > 0 && damaged.length === 0) return { name, level: 'ok', finding: `Models here: ${ready.map((model) => model.id).join(', ')}.`, advice: null };
    if (damaged.length > 0) return { name, level: 'missing', finding: `Damaged: ${damaged.map((model) => model.id).join(', ')}.`, advice: 'Fetch the file again, then “carrel models import FILE”.' };
    return { name, level: 'missing', finding: `The model ${id} is not here: ${without}.`, advice: 'Bring its file with “carrel models import FILE”, or name a folder that has it in CARREL_MODELS.' };
  });
}
