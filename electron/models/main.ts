import { constants, setPriority } from 'node:os';
import { modelsContract } from '../shared/modelsContract.ts';
import { serveParent } from '../shared/rpc/serveParent.ts';
import { createModels } from './createModels.ts';

// The window goes before the embedding of a whole library.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// Native code is loaded with the first model of its kind, not at the start.
const models = createModels({
  loadEmbedder: async (spec) => (await import('./Embedder.ts')).Embedder.load(spec),
  loadChat: async (spec) => (await import('./LlamaChat.ts')).LlamaChat.load(spec),
  loadCrossEncoder: async (spec) => (await import('./CrossEncoder.ts')).CrossEncoder.load(spec),
});
serveParent(modelsContract, models, process);
