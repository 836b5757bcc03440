import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from '../shared/emptyWhenMissing.ts';

const deepest = 3;
const mostFiles = 10_000;
const listAgainMs = 15_000;

type Listing = { readonly bySize: ReadonlyMap<number, readonly string[]>; readonly unreadable: readonly string[] };

/** A folder with model files, either as `<sha256>/<name>` or loose under any name. */
export class ModelFolder {
  readonly path: string;
  #listing: Listing = { bySize: new Map(), unreadable: [] };
  #listedMs = -Infinity;

  constructor(path: string) {
    this.path = path;
  }

  /** Where a file with this hash and name lies by our own layout; null when nothing is there. */
  placed(sha256: string, name: string): string | null {
    const path = join(this.path, sha256, name);
    return sizeOf(path) === null ? null : path;
  }

  /** Files of a size anywhere in the folder, three levels deep; listed again after 15 s at most. */
  ofSize(bytes: number): readonly string[] {
    return this.#listed().bySize.get(bytes) ?? [];
  }

  /** Folders there that cannot be looked into: models may be in them. */
  get unreadable(): readonly string[] {
    return this.#listed().unreadable;
  }

  #listed(): Listing {
    const now = performance.now();
    if (now - this.#listedMs > listAgainMs) {
      this.#listing = list(this.path);
      this.#listedMs = now;
    }
    return this.#listing;
  }
}

/** The size of a regular file in bytes; null when there is none. */
export function sizeOf(path: string): number | null {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : null;
  } catch {
    return null; // absent and unreachable are the same here: there is nothing to use
  }
}

function list(folder: string): Listing {
  const bySize = new Map<number, string[]>();
  const unreadable: string[] = [];
  let seen = 0;
  const visit = (path: string, depth: number): void => {
    const entries = entriesOf(path);
    if (entries === null) unreadable.push(path);
    for (const entry of entries ?? []) {
      if (seen >= mostFiles) return;
      seen += 1;
      const at = join(path, entry.name);
      const size = entry.isFile() || entry.isSymbolicLink() ? sizeOf(at) : null;
      if (size !== null) bySize.set(size, [...(bySize.get(size) ?? []), at]);
      else if (entry.isDirectory() && depth < deepest) visit(at, depth + 1);
    }
  };
  visit(folder, 1);
  return { bySize, unreadable };
}

/** A folder that is not there has nothing in it; null for one that cannot be looked into. */
function entriesOf(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return isMissing(error) ? [] : null;
  }
}
