/** A change is looked at when nothing more was heard of the path for `quietMs`, at the latest `maxMs` after it was first heard of. */
const [quietMs, maxMs] = [400, 1_500];
/** What changes again and again, such as a log, is looked at less and less often, from one of these to the other. */
const [firstPauseMs, lastPauseMs] = [1_000, 60_000];
/** More paths than this are looked for by walking the whole folder. */
const maxPaths = 2_000;
/** So many events between two looks that the system may have dropped some. */
const maxEvents = 8_000;

type Dirty = { readonly firstMs: number; dueMs: number; isMove: boolean };
type Look = { readonly atMs: number; readonly pauseMs: number };

/** What was heard to have changed in one folder and has not been looked at. Times are `performance.now()`. */
export class DirtyPaths {
  readonly #root: string;
  readonly #dirty = new Map<string, Dirty>();
  readonly #looks = new Map<string, Look>();
  #events = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** `isMove`: it came or went, as both ends of a move do. */
  add(path: string, isMove: boolean, nowMs: number): void {
    this.#events += 1;
    if (this.#dirty.size >= maxPaths || this.#events >= maxEvents) {
      this.#dirty.clear();
      this.#events = 0;
      this.#mark(this.#root, false, nowMs);
    } else if (!this.#dirty.has(this.#root) || path === this.#root) {
      this.#mark(path, isMove, nowMs);
    }
  }

  /** When the next look is due; Infinity for never. */
  get dueMs(): number {
    return Math.min(Infinity, ...[...this.#dirty.values()].map(({ dueMs }) => dueMs));
  }

  /** Whether one end of a move may be due. */
  isMoveDue(nowMs: number): boolean {
    return [...this.#dirty.values()].some(({ isMove, dueMs }) => isMove && dueMs <= nowMs);
  }

  /** The paths to look at now, which are taken for looked at; `null` is all of the folder. `withMoves`: what may be the other end of a move too, due or not. */
  take(nowMs: number, withMoves = false): readonly string[] | null {
    const due = [...this.#dirty].filter(([, { dueMs, isMove }]) => dueMs <= nowMs || (withMoves && isMove)).map(([path]) => path);
    const taken = due.includes(this.#root) ? [this.#root] : due;
    if (due.includes(this.#root)) this.#dirty.clear();
    for (const path of taken) this.#dirty.delete(path);
    if (this.#dirty.size === 0) this.#events = 0;
    for (const path of taken) {
      const before = this.#looks.get(path);
      const isAgain = before !== undefined && nowMs - before.atMs < 3 * before.pauseMs;
      this.#looks.set(path, { atMs: nowMs, pauseMs: isAgain ? Math.min(before.pauseMs * 2, lastPauseMs) : firstPauseMs });
    }
    for (const [path, { atMs, pauseMs }] of this.#looks) if (nowMs - atMs > 3 * pauseMs) this.#looks.delete(path);
    return taken[0] === this.#root ? null : taken;
  }

  #mark(path: string, isMove: boolean, nowMs: number): void {
    const known = this.#dirty.get(path) ?? { firstMs: nowMs, dueMs: nowMs, isMove };
    known.isMove ||= isMove;
    const look = this.#looks.get(path);
    known.dueMs = Math.max(Math.min(nowMs + quietMs, known.firstMs + maxMs), look === undefined ? 0 : look.atMs + look.pauseMs);
    this.#dirty.set(path, known);
  }
}
