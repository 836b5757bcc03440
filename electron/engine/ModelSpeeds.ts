import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeAtomically } from './vault/writeAtomically.ts';

const Speeds = z.record(z.string(), z.number().positive());
/** A shorter answer says more of its beginning than of the model. */
const fewestTokens = 16;
/** What differs by less is not worth writing down. */
const worthKeeping = 0.1;

/** How fast each chat model writes on this machine, in tokens a second, as its answers show; kept beside the models, and gone with them. */
export class ModelSpeeds {
  readonly #path: string;
  readonly #of: Map<string, number>;

  constructor(modelsFolder: string) {
    this.#path = join(modelsFolder, 'speeds.json');
    this.#of = new Map(Object.entries(read(this.#path)));
  }

  /** Null where it has written nothing yet. */
  of(modelId: string): number | null {
    return this.#of.get(modelId) ?? null;
  }

  /** An answer came to its end. The middle between this one and those before counts, so that one moment of a busy machine does not. */
  async note(modelId: string, tokens: number, ms: number): Promise<void> {
    if (tokens < fewestTokens || ms <= 0) return;
    const [known, now] = [this.of(modelId), tokens / (ms / 1_000)];
    const next = known === null ? now : (known + now) / 2;
    if (known !== null && Math.abs(next - known) < known * worthKeeping) return;
    this.#of.set(modelId, next);
    await writeAtomically(this.#path, Buffer.from(JSON.stringify(Object.fromEntries(this.#of))));
  }
}

function read(path: string): z.output<typeof Speeds> {
  try {
    return Speeds.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {}; // whatever keeps it from being read: it is measured again with the next answer
  }
}
