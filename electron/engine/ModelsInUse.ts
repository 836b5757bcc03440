import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isCancelled } from '../shared/AppError.ts';
import type { CrossEncoderSpec, EmbedderSpec, GenerateEvent, ModelsContract, Pair, PairScores } from '../shared/modelsContract.ts';
import type { CallOptions, Client } from '../shared/operation.ts';
import type { ModelState } from '../shared/schemas.ts';
import { Changes } from './Changes.ts';
import type { HelperProcess } from './HelperProcess.ts';

type Role = 'embedder' | 'chat' | 'reranker' | 'entailment';

/** Loading is tried so many times, with a pause after each. */
const loadPausesMs = [0, 250, 500, 1_000, 0] as const;

/** The models process as the engine uses it: what it has loaded shows in `stateOf`. Loading again what is loaded costs one message. */
export class ModelsInUse {
  /** The client of the models process, whoever it is given to. */
  readonly client: Client<ModelsContract>;
  readonly changes = new Changes();
  readonly #states = new Map<Role, ModelState>();

  /** `onAnswered`: told which chat model wrote how many tokens in how many ms. */
  constructor(helper: Pick<HelperProcess<ModelsContract>, 'client' | 'onStopped'>, onAnswered: (modelId: string, tokens: number, ms: number) => void = () => undefined) {
    const { client } = helper;
    this.client = {
      ...client,
      loadEmbedder: (spec, options) => this.#track('embedder', spec.id, () => client.loadEmbedder(spec, options)),
      loadChat: (spec, options) => this.#track('chat', spec.id, () => client.loadChat(spec, options)),
      generate: (input, options) => this.#timed(client.generate(input, options), onAnswered),
    };
    helper.onStopped(() => {
      this.#states.clear();
      this.changes.tell();
    });
  }

  /** What to say of a model that is chosen and here; null when nothing was tried with it since the process started. */
  stateOf(role: Role, id: string): ModelState | null {
    const known = this.#states.get(role);
    return known?.id === id ? known : null;
  }

  /** Vectors of texts ahead of all background work; of a text longer than the embedder reads, the first part. Errors: model-damaged, helper-stopped. */
  async embed(spec: EmbedderSpec, texts: readonly string[], kind: 'query' | 'passage', options: CallOptions): Promise<Float32Array[]> {
    await this.client.loadEmbedder(spec, options);
    const vectors = await this.client.embed({ embedder: spec.id, kind, texts: [...texts], priority: 'interactive' }, options);
    return vectors.map((parts) => {
      const first = parts[0];
      if (first === undefined) throw new AppError('output-invalid', { operation: 'embed', problem: 'a text without a vector' });
      return first.vector;
    });
  }

  /**
   * What a cross-encoder says of pairs; null where it cannot be loaded or its process died: `stateOf` tells why, and whoever asks goes on without, as before it was chosen.
   * Errors: cancelled.
   */
  async scorePairs(role: 'reranker' | 'entailment', spec: CrossEncoderSpec, pairs: readonly Pair[], options: CallOptions): Promise<readonly PairScores[] | null> {
    try {
      await this.#track(role, spec.id, () => this.client.loadCrossEncoder(spec, options));
      return await this.client.scorePairs({ model: spec.id, pairs: [...pairs] }, options);
    } catch (error) {
      if (!(error instanceof AppError) || !['helper-stopped', 'models-crashed', 'model-damaged', 'model-missing', 'model-unsupported'].includes(error.code)) throw error;
      return null;
    }
  }

  async *#timed(events: AsyncIterable<GenerateEvent>, onAnswered: (modelId: string, tokens: number, ms: number) => void): AsyncGenerator<GenerateEvent, void, undefined> {
    for await (const event of events) {
      const id = this.#states.get('chat')?.id ?? null;
      if (event.type === 'end' && id !== null) onAnswered(id, event.answerTokens, event.answerMs);
      yield event;
    }
  }

  async #track<T>(role: Role, id: string, load: () => Promise<T>): Promise<T> {
    if (this.stateOf(role, id)?.state !== 'ready') this.#set(role, { id, state: 'loading', message: null });
    try {
      const loaded = await loadInSpiteOfDeaths(load, id);
      if (this.stateOf(role, id)?.state !== 'ready') this.#set(role, { id, state: 'ready', message: null });
      return loaded;
    } catch (error) {
      if (isCancelled(error)) this.#states.delete(role);
      else this.#set(role, { id, state: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  #set(role: Role, state: ModelState): void {
    this.#states.set(role, state);
    this.changes.tell();
  }
}

/** A process that dies while a model loads need not have died of the model, so it is tried again. Errors: models-crashed when it dies every time. */
async function loadInSpiteOfDeaths<T>(load: () => Promise<T>, id: string): Promise<T> {
  for (const pauseMs of loadPausesMs) {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'helper-stopped' || error.details['why'] === 'closed') throw error;
      await sleep(pauseMs);
    }
  }
  throw new AppError('models-crashed', { id });
}
