import { getLlama, type Token } from 'node-llama-cpp';

/** Seconds until the first token is there, and seconds for each one after it. */
export type GenerationTimes = { readonly firstTokenSeconds: number; readonly secondsPerToken: number };

/** node-llama-cpp with nothing around it: the ceiling of any chat helper built on it. */
export type RawLlama = {
  tokenize(text: string): readonly number[];
  /** Reads the tokens into an empty context and writes up to `count` tokens greedily, with so many threads. */
  generate(tokens: readonly number[], count: number, threads: number): Promise<GenerationTimes>;
  close(): Promise<void>;
};

export async function openRawLlama(modelPath: string, contextTokens: number, threads: number): Promise<RawLlama> {
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false, maxThreads: threads, logger: () => undefined });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: contextTokens, threads });
  const sequence = context.getSequence();
  return {
    tokenize: (text) => model.tokenize(text, false),
    generate: async (tokens, count, threadsNow) => {
      llama.maxThreads = threadsNow;
      await sequence.clearHistory();
      const start = performance.now();
      let written = 0;
      let firstAt = start;
      for await (const _token of sequence.evaluate(tokens as Token[], { temperature: 0 })) {
        written += 1;
        if (written === 1) firstAt = performance.now();
        if (written >= count) break;
      }
      return { firstTokenSeconds: (firstAt - start) / 1_000, secondsPerToken: (performance.now() - firstAt) / 1_000 / Math.max(1, written - 1) };
    },
    close: async () => { await context.dispose(); await model.dispose(); await llama.dispose(); },
  };
}
