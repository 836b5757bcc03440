import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Granted } from '../shared/granted.ts';

/** So many paths stand open to the window at once; of more, the oldest is forgotten. */
const mostGrants = 10_000;

/** The files and folders a person gave to the window: by a native dialog, or by dropping them there (SECURITY E27). The window knows each by a token that says nothing of its path. */
export class Grants {
  readonly #paths = new Map<string, string>();

  grant(path: string): Granted {
    const token = randomUUID();
    this.#paths.set(token, path);
    const [oldest] = this.#paths.keys();
    if (this.#paths.size > mostGrants && oldest !== undefined) this.#paths.delete(oldest);
    return { token, name: basename(path) };
  }

  /** The absolute path a token stands for; null for anything else. */
  pathFor(token: unknown): string | null {
    return typeof token === 'string' ? this.#paths.get(token) ?? null : null;
  }
}
