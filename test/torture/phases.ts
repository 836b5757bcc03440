import type { IngestPhase } from '../../electron/engine/ingest/IngestOptions.ts';

/** What the worker says, one JSON line each, written before it goes on. */
export type Mark =
  | { readonly type: 'phase'; readonly phase: TorturePhase }
  /** These documents can be searched, as of this text: from now on they must never be lost. */
  | { readonly type: 'searchable'; readonly documents: readonly Acknowledged[] }
  | { readonly type: 'embedded'; readonly documents: readonly Acknowledged[] }
  /** This question is kept, and once it has ended how it ended. */
  | ({ readonly type: 'asked' } & Asked)
  | { readonly type: 'settled' };

export type Asked = { readonly id: number; readonly question: string; readonly error: string | null };
export type Acknowledged = { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number };

/** `optimize-running`: the index has been at it for a while, so that this time there is something to do. */
export type TorturePhase = IngestPhase | 'optimize-running';

/** The phases of which each must be hit, and the marks after which a worker is in one of them. */
export const targets = {
  'reading': ['reading', 'group-staged'],
  'between index add and commit': ['group-indexed'],
  'embedding': ['embedding', 'vectors-added'],
  'sweep': ['sweeping'],
  'optimize': ['optimize-running'],
} as const satisfies Record<string, readonly TorturePhase[]>;
export type Target = keyof typeof targets;
export const targetNames = Object.keys(targets) as Target[];

export function targetOf(phase: TorturePhase | null): Target | null {
  return targetNames.find((name) => (targets[name] as readonly (TorturePhase | null)[]).includes(phase)) ?? null;
}
