import { readFile } from 'node:fs/promises';
import { PreTrainedTokenizer, env } from '@huggingface/transformers';
import { AppError } from '../shared/AppError.ts';

// The library may never look for a model anywhere but where we point.
env.allowRemoteModels = false;
env.useFSCache = false;

/** Errors: `model-damaged`. */
export async function loadTokenizer(spec: { readonly id: string; readonly tokenizerPath: string }): Promise<PreTrainedTokenizer> {
  try {
    const description = JSON.parse(await readFile(spec.tokenizerPath, 'utf8')) as Record<string, unknown>;
    // Some files carry a cut to 128 tokens and padding; nothing is ever cut here.
    return new PreTrainedTokenizer({ ...description, truncation: null, padding: null }, { model_max_length: Number.MAX_SAFE_INTEGER });
  } catch (cause) {
    throw new AppError('model-damaged', { id: spec.id, path: spec.tokenizerPath, detail: 'its tokenizer cannot be read' }, { cause });
  }
}
