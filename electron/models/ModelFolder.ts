import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const deepest = 3;
const mostFiles = 10_000;
const listAgainMs = 15_000;

/** A folder with model files, either as `<sha256>/<name>` or loose under any name. */
export class ModelFolder {
  readonly path: string;
  #bySize: ReadonlyMap<number, readonly string[]> = new Map();
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
    const now = performance.now();
    if (now - this.#listedMs > listAgainMs) {
      this.#bySize = listBySize(this.path);
      this.#listedMs = now;
    }
    return this.#bySize.get(bytes) ?? [];
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

function listBySize(folder: string): ReadonlyMap<number, readonly string[]> {
  const bySize = new Map<number, string[]>();
  let seen = 0;
  const visit = (path: string, depth: number): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (seen >= mostFiles) return;
      seen += 1;
      const at = join(path, entry.name);
      const size = entry.isFile() || entry.isSymbolicLink() ? sizeOf(at) : null;
      if (size !== null) bySize.set(size, [...(bySize.get(size) ?? []), at]);
      else if (entry.isDirectory() && depth < deepest) {
        try {
          visit(at, depth + 1);
        } catch {
          continue; // a subfolder we may not read has no files for us
        }
      }
    }
  };
  try {
    visit(folder, 1);
  } catch {
    return new Map(); // the folder itself is absent: no files
  }
  return bySize;
}
