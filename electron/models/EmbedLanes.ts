/** A lane as far as sharing them out is concerned: an `EmbedLane`. */
export type Lane = { run(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>>; close(): Promise<void> };

/**
 * The lanes of one embedder. Beyond those that texts fill at once there may be one more, started the first time all are taken: a question
 * that comes during indexing then waits for no passage, and who never asks meanwhile pays nothing for it.
 */
export class EmbedLanes {
  /** Lanes from the start. */
  readonly count: number;
  readonly #start: () => Promise<Lane>;
  readonly #lanes: Lane[];
  readonly #idle: Lane[];
  readonly #waiting: ((lane: Lane) => void)[] = [];
  #hasRoom: boolean;
  #spare: Promise<void> = Promise.resolve();

  private constructor(start: () => Promise<Lane>, lanes: readonly Lane[], hasRoom: boolean) {
    this.#start = start;
    this.count = lanes.length;
    this.#lanes = [...lanes];
    this.#idle = [...lanes];
    this.#hasRoom = hasRoom;
  }

  /**
   * The first lane alone, so that a damaged file fails once; then the others together. `hasRoom`: there is memory for one more copy of the
   * weights than `count`. Errors: those of starting the first.
   */
  static async open(start: () => Promise<Lane>, { count, hasRoom }: { readonly count: number; readonly hasRoom: boolean }): Promise<EmbedLanes> {
    const first = await start();
    const others = await Promise.allSettled(Array.from({ length: count - 1 }, start));
    // Fewer lanes are slower, not wrong.
    return new EmbedLanes(start, [first, ...others.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))], hasRoom);
  }

  /** Computes on the next lane that is free. Errors: those of the lane. */
  async run(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const lane = this.#idle.pop() ?? await this.#nextFree();
    try {
      return await lane.run(ids);
    } finally {
      this.#give(lane);
    }
  }

  async close(): Promise<void> {
    await this.#spare;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #nextFree(): Promise<Lane> {
    if (this.#hasRoom) {
      this.#hasRoom = false;
      // Where it does not start, questions wait for a passage as they did before.
      this.#spare = this.#start().then((lane) => { this.#lanes.push(lane); this.#give(lane); }, () => undefined);
    }
    return new Promise((resolve) => { this.#waiting.push(resolve); });
  }

  #give(lane: Lane): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(lane);
    else next(lane);
  }
}
