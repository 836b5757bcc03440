import type { Activity } from '../../electron/shared/schemas.ts';

/** Reading that took at least so long is worth telling of when it ends, ms. */
const longMs = 60_000;

/** Since when documents are being read; null while they are not. A pause is neither: whoever paused knows. */
export type Work = { readonly sinceMs: number } | null;

/** What is known of the work after another look at it; `isEnded` once, when long work has come to its end. */
export function followWork(work: Work, phase: Activity['phase'], nowMs: number): { readonly work: Work; readonly isEnded: boolean } {
  if (phase === 'idle') return { work: null, isEnded: work !== null && nowMs - work.sinceMs >= longMs };
  return { work: phase === 'paused' ? null : work ?? { sinceMs: nowMs }, isEnded: false };
}
