import { AppError, isCancelled } from '../shared/AppError.ts';
import type { EmbedderSpec, ModelsContract } from '../shared/modelsContract.ts';
import type { CallOptions, Client } from '../shared/operation.ts';
import type { ModelState } from '../shared/schemas.ts';
import { Changes } from './Changes.ts';
import type { HelperProcess } from './HelperProcess.ts';

type Role = 'embedder' | 'chat';

/** The models process as the engine uses it: what it has loaded shows in `stateOf`. Loading again what is loaded costs one message. */
export class ModelsInUse {
  /** The client of the models process, whoever it is given to. */
  readonly client: Client<ModelsContract>;
  readonly changes = new Changes();
  readonly #states = new Map<Role, ModelState>();

  constructor(helper: Pick<HelperProcess<ModelsContract>, 'client' | 'onStopped'>) {
    const { client } = helper;
    this.client = {
      ...client,
      loadEmbedder: (spec, options) => this.#track('embedder', spec.id, client.loadEmbedder(spec, options)),
      loadChat: (spec, options) => this.#track('chat', spec.id, client.loadChat(spec, options)),
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

  async #track<T>(role: Role, id: string, loading: Promise<T>): Promise<T> {
    const before = this.stateOf(role, id);
    if (before?.state !== 'ready') this.#set(role, { id, state: 'loading', message: null });
    try {
      const loaded = await loading;
      if (before?.state !== 'ready') this.#set(role, { id, state: 'ready', message: null });
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
