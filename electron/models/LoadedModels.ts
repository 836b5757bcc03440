import { AppError } from '../shared/AppError.ts';
import type { ComputeGate } from './ComputeGate.ts';

type Entry<Spec, Model> = { readonly spec: Spec; readonly ready: Promise<Model> };

/** Models of one kind, each loaded once by its id until it is given up. What they compute goes through the gate, and so does ending them. */
export class LoadedModels<Spec extends { readonly id: string }, Model extends AsyncDisposable> {
  readonly #load: (spec: Spec) => Promise<Model>;
  readonly #gate: ComputeGate;
  readonly #entries = new Map<string, Entry<Spec, Model>>();

  constructor(load: (spec: Spec) => Promise<Model>, gate: ComputeGate) {
    this.#load = load;
    this.#gate = gate;
  }

  /** Answers once it is ready; one of the same id and another spec is given up first. Errors: those of loading, which is tried anew the next time. */
  async load(spec: Spec): Promise<{ readonly id: string }> {
    const known = this.#entries.get(spec.id);
    const isSame = known !== undefined && JSON.stringify(known.spec) === JSON.stringify(spec);
    if (!isSame) await this.unload(spec.id);
    const entry = isSame ? known : { spec, ready: this.#load(spec) };
    this.#entries.set(spec.id, entry);
    await entry.ready.catch((error: unknown) => {
      if (this.#entries.get(spec.id) === entry) this.#entries.delete(spec.id);
      throw error;
    });
    return { id: spec.id };
  }

  async unload(id: string): Promise<void> {
    const old = this.#entries.get(id);
    this.#entries.delete(id);
    const loaded = await old?.ready.catch(() => null);
    if (loaded) await this.#gate.run('interactive', () => Promise.resolve(loaded[Symbol.asyncDispose]()));
  }

  /** Errors: `model-missing` where it is not loaded. */
  async get(id: string): Promise<{ readonly spec: Spec; readonly model: Model }> {
    const known = this.#entries.get(id);
    if (known === undefined) throw new AppError('model-missing', { id, detail: 'it is not loaded' });
    return { spec: known.spec, model: await known.ready };
  }
}
