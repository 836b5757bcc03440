import { AppError, isCancelled } from '../shared/AppError.ts';
import type { ChatSpec, EmbedderSpec, ModelsContract } from '../shared/modelsContract.ts';
import type { ModelState } from '../shared/schemas.ts';
import type { HelperProcess } from './HelperProcess.ts';

type Loading = { readonly id: string; readonly pid: number | null; readonly ready: Promise<void> };
export type TextKind = 'query' | 'passage';

/** What has been loaded into the models process, loaded again by whoever needs it after that process died. */
export class ModelsInUse {
  readonly helper: HelperProcess<ModelsContract>;
  #embedder: Loading | null = null;
  #chat: Loading | null = null;
  readonly #states = new Map<'embedder' | 'chat', { readonly id: string; readonly state: 'loading' | 'ready' | 'failed'; readonly message: string | null }>();
  readonly #listeners = new Set<() => void>();

  constructor(helper: HelperProcess<ModelsContract>) {
    this.helper = helper;
    helper.onStopped(() => { this.#tell(); });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What to say of a model that is chosen and here; null when nothing was tried with it yet. */
  stateOf(role: 'embedder' | 'chat', id: string): ModelState | null {
    const known = this.#states.get(role);
    return known?.id === id ? known : null;
  }

  /** Vectors of texts ahead of all background work; of a text longer than the embedder reads, the first part. Errors: model-damaged, helper-stopped. */
  async embed(spec: EmbedderSpec, texts: readonly string[], kind: TextKind, signal: AbortSignal): Promise<Float32Array[]> {
    await this.#load('embedder', spec, signal);
    const vectors = await this.helper.client.embed({ embedder: spec.id, kind, texts: [...texts], priority: 'interactive' }, { signal });
    return vectors.map((parts) => {
      const first = parts[0];
      if (first === undefined) throw new AppError('output-invalid', { operation: 'embed', problem: 'a text without a vector' });
      return first.vector;
    });
  }

  async loadChat(spec: ChatSpec, signal: AbortSignal): Promise<void> {
    await this.#load('chat', spec, signal);
  }

  async #load(role: 'embedder' | 'chat', spec: EmbedderSpec | ChatSpec, signal: AbortSignal): Promise<void> {
    const known = role === 'embedder' ? this.#embedder : this.#chat;
    const isThere = known !== null && known.id === spec.id && known.pid === this.helper.pid && known.pid !== null;
    const loading = isThere ? known : this.#begin(role, spec);
    await Promise.race([loading.ready, whenAborted(signal)]);
  }

  #begin(role: 'embedder' | 'chat', spec: EmbedderSpec | ChatSpec): Loading {
    const { client } = this.helper;
    const answered = 'wrapper' in spec ? client.loadChat(spec) : client.loadEmbedder(spec);
    const loading: Loading = {
      id: spec.id, pid: this.helper.pid,
      ready: answered.then(() => { this.#set(role, { id: spec.id, state: 'ready', message: null }); }, (error: unknown) => {
        if (role === 'embedder' && this.#embedder === loading) this.#embedder = null;
        if (role === 'chat' && this.#chat === loading) this.#chat = null;
        if (!isCancelled(error)) this.#set(role, { id: spec.id, state: 'failed', message: error instanceof Error ? error.message : String(error) });
        throw error;
      }),
    };
    if (role === 'embedder') this.#embedder = loading;
    else this.#chat = loading;
    this.#set(role, { id: spec.id, state: 'loading', message: null });
    return loading;
  }

  #set(role: 'embedder' | 'chat', state: { readonly id: string; readonly state: 'loading' | 'ready' | 'failed'; readonly message: string | null }): void {
    this.#states.set(role, state);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const cancel = (): void => { reject(new AppError('cancelled')); };
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}
