import { readFileSync } from 'node:fs';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';

/** onnxruntime with nothing around it: token ids in, hidden states out. The ceiling of any embedder built on it. */
export type RawOnnx = {
  tokenize(text: string): readonly number[];
  /** Runs texts of token ids as one batch, padded to the longest. */
  run(batch: readonly (readonly number[])[]): Promise<void>;
  /** The unit vector of one text of token ids, pooled as the embedder says. */
  vectorOf(ids: readonly number[]): Promise<Float32Array>;
  close(): Promise<void>;
};

/** `spins`: whether waiting threads spin, onnxruntime's default; faster on an idle machine, far slower on a busy one. */
export async function openRawOnnx(spec: EmbedderSpec, { threads, spins = true }: { readonly threads: number; readonly spins?: boolean }): Promise<RawOnnx> {
  const session = await InferenceSession.create(spec.modelPath, {
    executionProviders: ['cpu'], graphOptimizationLevel: 'all', intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential',
    extra: { session: { intra_op: { allow_spinning: spins ? '1' : '0' } } },
  });
  const json = JSON.parse(readFileSync(spec.tokenizerPath, 'utf8')) as Record<string, unknown>;
  const tokenizer = new PreTrainedTokenizer({ ...json, truncation: null, padding: null }, { tokenizer_class: 'BertTokenizer', model_max_length: spec.maxTokens });
  const infer = async (batch: readonly (readonly number[])[]) => {
    const width = Math.max(...batch.map((ids) => ids.length));
    const ids = new BigInt64Array(batch.length * width);
    const mask = new BigInt64Array(batch.length * width);
    for (const [row, tokens] of batch.entries()) {
      for (const [column, token] of tokens.entries()) { ids[row * width + column] = BigInt(token); mask[row * width + column] = 1n; }
    }
    const shape = [batch.length, width];
    return await session.run({
      input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape), token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
    });
  };
  return {
    tokenize: (text) => tokenizer.encode(text),
    run: async (batch) => { await infer(batch); },
    vectorOf: async (ids) => {
      const { data } = Object.values(await infer([ids]))[0] as { readonly data: Float32Array };
      const vector = new Float32Array(spec.dimensions);
      const rows = spec.pooling === 'cls' ? 1 : ids.length;
      for (let i = 0; i < rows * spec.dimensions; i += 1) vector[i % spec.dimensions] = (vector[i % spec.dimensions] ?? 0) + (data[i] ?? 0);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    },
    close: () => session.release(),
  };
}
