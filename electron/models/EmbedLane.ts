import { Worker } from 'node:worker_threads';
import { AppError } from '../shared/AppError.ts';
import type { WorkerReply, WorkerSetup } from './embedWorkerMessages.ts';

const closeGraceMs = 3_000;
type Pending = { readonly resolve: (reply: WorkerReply) => void; readonly reject: (error: AppError) => void };

/** One worker thread with its own session; asked one thing at a time. */
export class EmbedLane {
  readonly #worker: Worker;
  readonly #id: string;
  #pending: Pending | null = null;
  #dead: AppError | null = null;

  private constructor(setup: WorkerSetup) {
    this.#id = setup.spec.id;
    this.#worker = new Worker(new URL('./embedWorker.ts', import.meta.url), { workerData: setup });
    this.#worker.on('message', (reply: WorkerReply) => {
      const pending = this.#pending;
      this.#pending = null;
      pending?.resolve(reply);
    });
    const die = (cause: unknown): void => {
      this.#dead = new AppError('models-crashed', { id: this.#id }, { cause });
      this.#pending?.reject(this.#dead);
      this.#pending = null;
    };
    this.#worker.on('error', die);
    this.#worker.on('exit', die);
  }

  /** Errors: `model-damaged` when the session does not come up. */
  static async start(setup: WorkerSetup): Promise<EmbedLane> {
    const lane = new EmbedLane(setup);
    try {
      await lane.#next();
      return lane;
    } catch (error) {
      await lane.close();
      throw error;
    }
  }

  /** The vector of one part. Errors: `model-damaged`, `models-crashed`. */
  async run(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const answered = this.#next();
    this.#worker.postMessage(ids);
    const reply = await answered;
    if (reply.type !== 'vector') throw new AppError('internal', { message: `an embedding thread answered ${reply.type}` });
    return reply.vector;
  }

  /** Frees the session and ends the thread, by force when it does not end in 3 s. */
  async close(): Promise<void> {
    if (this.#dead !== null) return;
    const ended = new Promise<void>((resolve) => { this.#worker.once('exit', () => { resolve(); }); });
    this.#worker.postMessage('close');
    const timer = setTimeout(() => { void this.#worker.terminate(); }, closeGraceMs);
    await ended;
    clearTimeout(timer);
  }

  #next(): Promise<WorkerReply> {
    if (this.#dead !== null) return Promise.reject(this.#dead);
    return new Promise<WorkerReply>((resolve, reject) => { this.#pending = { resolve, reject }; }).then((reply) => {
      if (reply.type === 'problem') throw new AppError('model-damaged', { id: this.#id, detail: reply.problem });
      return reply;
    });
  }
}
