import { createModels } from '../../electron/models/createModels.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { modelsContract } from '../../electron/shared/modelsContract.ts';
import { serveParent } from '../../electron/shared/rpc/serveParent.ts';
import { WordEmbedder } from '../fakes/wordEmbedder.ts';

/** A models process that embeds without a model, with as many dimensions as the embedder asked for. */
serveParent(modelsContract, createModels({
  loadEmbedder: (spec) => Promise.resolve(new WordEmbedder(spec)),
  loadChat: ({ id }) => Promise.reject(new AppError('model-missing', { id })),
  loadCrossEncoder: ({ id }) => Promise.reject(new AppError('model-missing', { id })),
}), process);
