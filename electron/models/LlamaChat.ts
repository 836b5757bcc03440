import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { AppError } from '../shared/AppError.ts';
import type { ChatSpec } from '../shared/modelsContract.ts';
import { fileMark, requireMark } from './fileMark.ts';
import { FreeCores } from './FreeCores.ts';
import { computeThreads } from './hardware.ts';
import type { TokenModel } from './TokenModel.ts';
import { validateGguf } from './validateGguf.ts';
import { WritingThreads } from './WritingThreads.ts';

const smallestContext = 512;

/** One chat model on llama.cpp: model, context and its only sequence. */
export class LlamaChat implements TokenModel {
  readonly contextTokens: number;
  readonly startTokens: readonly number[];
  /** Name of the graphics processor's interface in use, or null. */
  readonly gpu: string | null;
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #sequence: LlamaContextSequence;
  readonly #cores: FreeCores;
  readonly #writing = new WritingThreads();

  private constructor({ llama, model, context }: { readonly llama: Llama; readonly model: LlamaModel; readonly context: LlamaContext }) {
    this.#llama = llama;
    this.#model = model;
    this.#context = context;
    this.#sequence = context.getSequence();
    this.#cores = new FreeCores(computeThreads());
    this.contextTokens = this.#sequence.contextSize;
    const { bos, shouldPrependBosToken } = model.tokens;
    this.startTokens = shouldPrependBosToken && bos !== null ? [bos] : [];
    this.gpu = llama.gpu === false ? null : llama.gpu;
  }

  /** Loads the model, on the graphics processor where that works. Errors: `model-missing`, `model-damaged`, `model-unsupported` (also for want of memory). */
  static async load(spec: ChatSpec): Promise<LlamaChat> {
    const mark = await fileMark(spec);
    await validateGguf(spec.modelPath);
    const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
    const start = (gpu: 'auto' | false): Promise<Llama> => getLlama({
      gpu, build: 'never', skipDownload: true, progressLogs: false, maxThreads: computeThreads(), logLevel: LlamaLogLevel.error, logger: () => undefined,
    });
    const wantsGpu = process.env['CARREL_GPU'] !== 'off';
    const llama = await start(wantsGpu ? 'auto' : false).catch(() => start(false));
    const chat = await loadOn(llama, spec).catch(async (error: unknown) => {
      await llama.dispose();
      if (llama.gpu === false) throw loadError(error, spec);
      const plain = await start(false);
      return loadOn(plain, spec).catch(async (again: unknown) => {
        await plain.dispose();
        throw loadError(again, spec);
      });
    });
    const loaded = new LlamaChat(chat);
    try {
      await requireMark(spec, mark);
      return loaded;
    } catch (error) {
      await loaded[Symbol.asyncDispose]();
      throw error;
    }
  }

  tokenize(text: string, { marks, continued }: { readonly marks: boolean; readonly continued: boolean }): readonly number[] {
    if (text === '') return [];
    return continued ? this.#model.tokenize(text, marks, 'trimLeadingSpace') : this.#model.tokenize(text, marks);
  }

  detokenize(tokens: readonly number[], before: readonly number[]): string {
    return this.#model.detokenize(tokens as readonly Token[], false, before as readonly Token[]);
  }

  async keepPrefix(tokens: readonly number[]): Promise<number> {
    if (this.#cores.isStale) {
      this.#cores.restart();
      await new Promise((resolve) => setTimeout(resolve, 40));
      this.#cores.measure({ force: true });
    }
    await this.#sequence.adaptStateToTokens([...tokens] as Token[], false);
    return this.#sequence.nextTokenIndex;
  }

  async read(tokens: readonly number[]): Promise<void> {
    this.#fitThreads();
    await this.#sequence.evaluateWithoutGeneratingNewTokens([...tokens] as Token[]);
  }

  async *write(last: number, { temperature, seed }: { readonly temperature: number; readonly seed: number }): AsyncGenerator<number, void, void> {
    this.#fitThreads((free) => this.#writing.choose(free));
    let startedMs = performance.now();
    for await (const token of this.#sequence.evaluate([last as Token], { temperature, seed })) {
      this.#writing.add(this.#llama.maxThreads, performance.now() - startedMs);
      yield token;
      this.#fitThreads((free) => this.#writing.choose(free));
      startedMs = performance.now();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sequence.dispose();
    await this.#context.dispose();
    await this.#model.dispose();
    await this.#llama.dispose();
  }

  #fitThreads(choose = (free: number): number => free): void {
    const threads = choose(this.#cores.measure());
    if (this.#llama.maxThreads !== threads) this.#llama.maxThreads = threads;
  }
}

async function loadOn(llama: Llama, spec: ChatSpec): Promise<{ llama: Llama; model: LlamaModel; context: LlamaContext }> {
  const model = await llama.loadModel({ modelPath: spec.modelPath });
  try {
    const most = Math.min(spec.contextTokens, model.trainContextSize);
    const context = await model.createContext({ sequences: 1, threads: computeThreads(), contextSize: { min: Math.min(smallestContext, most), max: most } });
    return { llama, model, context };
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

function loadError(error: unknown, { id }: ChatSpec): AppError {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.constructor.name === 'InsufficientMemoryError') return new AppError('model-unsupported', { id, detail: 'there is not enough memory for it' }, { cause: error });
  return new AppError('model-damaged', { id, detail }, { cause: error });
}
