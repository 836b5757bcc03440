import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ChatSpec, EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { repositoryRoot } from '../eval/questions.ts';

const Lock = z.object({ files: z.array(z.object({ model: z.string(), name: z.string(), sha256: z.string() })) });

/** Where a file of the starter set lies, null when it is not on this machine. */
function modelFile(model: string, name: RegExp): string | null {
  const lock = Lock.parse(JSON.parse(readFileSync(join(repositoryRoot, 'resources', 'models.lock.json'), 'utf8')));
  const file = lock.files.find((entry) => entry.model === model && name.test(entry.name));
  if (file === undefined) throw new Error(`${model} is not in models.lock.json`);
  const folders = [join(repositoryRoot, '.carrel', 'models'), ...(process.env['CARREL_MODELS'] === undefined ? [] : [process.env['CARREL_MODELS']])];
  return folders.map((folder) => join(folder, file.sha256, file.name)).find((path) => existsSync(path)) ?? null;
}

/** The starter embedder as the product loads it (MODELS.md, section 1). */
export function starterEmbedder(): EmbedderSpec | null {
  const id = 'bge-small-en-v1.5-q8';
  const modelPath = modelFile(id, /\.onnx$/);
  const tokenizerPath = modelFile(id, /tokenizer\.json$/);
  if (modelPath === null || tokenizerPath === null) return null;
  return { id, modelPath, tokenizerPath, dimensions: 384, maxTokens: 512, pooling: 'cls', queryPrefix: 'Represent this sentence for searching relevant passages: ', passagePrefix: '' };
}

export function starterChat(): ChatSpec | null {
  const id = 'smollm2-135m-instruct-q4_1';
  const modelPath = modelFile(id, /\.gguf$/);
  return modelPath === null ? null : { id, modelPath, contextTokens: 2_048, wrapper: 'chatml' };
}
