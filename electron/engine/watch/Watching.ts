import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Folder, FolderWatching } from '../../shared/schemas.ts';
import type { Library } from '../library/Library.ts';
import { DirtyPaths } from './DirtyPaths.ts';
import { FolderWatch } from './FolderWatch.ts';
import { isNetworkPath } from './networkPath.ts';

export type WatchingDeps = {
  readonly library: Pick<Library, 'folders'>;
  readonly leaveOut: readonly string[];
  /** Has a folder walked: these paths of it, or all. */
  readonly walk: (folderId: number, only: readonly string[] | undefined) => void;
  readonly onChange: () => void;
  /** How many folders may be watched in all. Default: half of what the system allows this person. */
  readonly maxFolders?: number;
  readonly isNetwork?: (path: string) => Promise<boolean>;
};

/** One walk as the watching sees it. */
export type WatchedWalk = { readonly onFolder: (path: string, identity: string) => void; end(result: { readonly away: boolean }): void };

type Watched = {
  readonly dirty: DirtyPaths; kind: FolderWatching; watch: FolderWatch | null; lastWalkMs: number; walkTookMs: number;
  /** What stood at the path when it was last looked whether an absent folder is back. */
  seenAway: string | null;
  /** Watching that failed is not tried again before. */
  tryAgainMs: number;
};

const tickMs = 10_000;
/** What is due so soon after is looked at together. */
const togetherMs = 150;
const networkEveryMs = 15 * 60_000;
/** Watching may miss something (a queue that ran over, a mount inside the folder): all is walked so often in any case. */
const liveEveryMs = 60 * 60_000;
const tryAgainAfterMs = 10 * 60_000;
/** Where no watching is possible walks may take this share of the time. */
const limitedShare = 0.02;

/** Keeps the folders of the library watched, and has walked what changed. Folders of other machines are looked through now and then instead. */
export class Watching {
  readonly #deps: WatchingDeps;
  readonly #folders = new Map<number, Watched>();
  readonly #budget: { left: number };
  #flushTimer: NodeJS.Timeout | undefined;
  readonly #tick: NodeJS.Timeout;

  constructor(deps: WatchingDeps) {
    this.#deps = deps;
    this.#budget = { left: deps.maxFolders ?? fairShare() };
    this.#tick = setInterval(() => { this.#look(performance.now()); }, tickMs).unref();
  }

  kindOf(folderId: number): FolderWatching {
    return this.#folders.get(folderId)?.kind ?? 'none';
  }

  /** Call before a walk, `only` as given to it; what comes of it is to be told the walk this gives. */
  async begin(folder: Pick<Folder, 'id' | 'path'>, only: readonly string[] | undefined): Promise<WatchedWalk> {
    const watched = this.#folders.get(folder.id) ?? { dirty: new DirtyPaths(folder.path), kind: 'none', watch: null, lastWalkMs: 0, walkTookMs: 0, seenAway: null, tryAgainMs: 0 };
    this.#folders.set(folder.id, watched);
    const isNetwork = await (this.#deps.isNetwork ?? isNetworkPath)(folder.path);
    const beganMs = performance.now();
    if (isNetwork) this.#unwatch(watched, 'network');
    else if (watched.watch === null && only === undefined && beganMs >= watched.tryAgainMs) this.#watch(folder, watched);
    let seen = 0;
    watched.watch?.beginWalk();
    return {
      onFolder: (path, identity) => {
        seen += 1;
        watched.watch?.see(path, identity);
      },
      end: ({ away }) => {
        if (!away) watched.seenAway = null;
        if (only === undefined) {
          watched.lastWalkMs = performance.now();
          watched.walkTookMs = watched.lastWalkMs - beganMs;
        }
        if (away) this.#unwatch(watched, 'none');
        else if (seen === 0 && only === undefined) watched.watch?.seeFile();
        watched.watch?.endWalk(only);
        this.#deps.onChange();
      },
    };
  }

  /** A folder left the library. */
  drop(folderId: number): void {
    this.#folders.get(folderId)?.watch?.close();
    this.#folders.delete(folderId);
  }

  close(): void {
    clearInterval(this.#tick);
    clearTimeout(this.#flushTimer);
    for (const id of [...this.#folders.keys()]) this.drop(id);
  }

  #watch({ path }: Pick<Folder, 'path'>, watched: Watched): void {
    watched.kind = 'live';
    watched.watch = new FolderWatch({
      root: path, leaveOut: this.#deps.leaveOut, budget: this.#budget,
      onChange: (changed, isMove) => {
        watched.dirty.add(changed, isMove, performance.now());
        this.#flushLater();
      },
      onLost: () => {
        watched.tryAgainMs = performance.now() + tryAgainAfterMs;
        // What was missed meanwhile is found by the next look.
        watched.lastWalkMs = -Infinity;
        this.#unwatch(watched, 'limited');
      },
    });
  }

  #unwatch(watched: Watched, kind: FolderWatching): void {
    watched.watch?.close();
    watched.watch = null;
    if (watched.kind === kind) return;
    watched.kind = kind;
    this.#deps.onChange();
  }

  /** What is due in several folders goes together: what moved from one to another is then seen to have gone and come at once. */
  #flushLater(): void {
    clearTimeout(this.#flushTimer);
    const nextMs = Math.min(Infinity, ...[...this.#folders.values()].map(({ dirty }) => dirty.dueMs));
    if (nextMs === Infinity) return;
    this.#flushTimer = setTimeout(() => {
      const dueMs = performance.now() + togetherMs;
      const withMoves = [...this.#folders.values()].some(({ dirty }) => dirty.isMoveDue(dueMs));
      for (const [id, { dirty }] of this.#folders) {
        const paths = dirty.take(dueMs, withMoves);
        if (paths === null) this.#deps.walk(id, undefined);
        else if (paths.length > 0) this.#deps.walk(id, paths);
      }
      this.#flushLater();
    }, Math.max(0, nextMs - performance.now())).unref();
  }

  #look(nowMs: number): void {
    for (const folder of this.#deps.library.folders.list()) {
      const watched = this.#folders.get(folder.id);
      if (watched === undefined) continue;
      const sinceMs = nowMs - watched.lastWalkMs;
      switch (watched.kind) {
        case 'network': if (sinceMs > networkEveryMs) this.#walkAll(folder.id, watched, nowMs); break;
        case 'limited': if (sinceMs > Math.min(networkEveryMs, Math.max(60_000, watched.walkTookMs / limitedShare))) this.#walkAll(folder.id, watched, nowMs); break;
        case 'live': if (sinceMs > liveEveryMs) this.#walkAll(folder.id, watched, nowMs); break;
        case 'none': if (folder.away) void this.#lookForAbsent(folder, watched); break;
      }
    }
  }

  #walkAll(folderId: number, watched: Watched, nowMs: number): void {
    watched.lastWalkMs = nowMs;
    this.#deps.walk(folderId, undefined);
  }

  /** Another state of the place than before may be the folder come back. */
  async #lookForAbsent({ id, path }: Folder, watched: Watched): Promise<void> {
    const seen = await stat(path, { bigint: true }).then(({ dev, ino }) => `${dev}:${ino}`, () => 'nothing');
    if (this.#folders.get(id) !== watched || watched.seenAway === seen) return;
    const isFirst = watched.seenAway === null;
    watched.seenAway = seen;
    if (!isFirst || seen !== 'nothing') this.#deps.walk(id, undefined);
  }
}

/** Other programs of this person need watches too. */
function fairShare(): number {
  if (process.platform !== 'linux') return Infinity;
  try {
    return Math.floor(Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8')) / 2);
  } catch {
    return 4_096;
  }
}
