import type { RetentionDays } from '../../shared/retention.ts';
import { isWithin } from './isWithin.ts';

/** A rule for all at or beneath a path; null is everything. */
export type RetentionRule = RetentionDays & { readonly path: string | null };

/** The administrator's rules go before a person's own wherever they reach. */
export type RetentionRules = { readonly settled: readonly RetentionRule[]; readonly own: readonly RetentionRule[] };
type Dated = { readonly path: string; readonly modifiedMs: number };

const dayMs = 24 * 60 * 60_000;

/** The rule that holds for a document: of each kind the one whose folder is nearest to it. */
export function retentionRuleFor(path: string, { settled, own }: RetentionRules): RetentionRule | null {
  return nearest(path, settled) ?? nearest(path, own);
}

/** Until when a document may not be erased or removed, in ms; null where nothing keeps it any more. */
export function keptUntil(document: Dated, rules: RetentionRules, nowMs: number): number | null {
  const days = retentionRuleFor(document.path, rules)?.keepDays ?? null;
  const untilMs = days === null ? 0 : document.modifiedMs + days * dayMs;
  return untilMs > nowMs ? untilMs : null;
}

/** Since when a document is due to be erased, in ms; null where it is not. */
export function dueSince(document: Dated, rules: RetentionRules, nowMs: number): number | null {
  const days = retentionRuleFor(document.path, rules)?.eraseAfterDays ?? null;
  const sinceMs = days === null ? Infinity : document.modifiedMs + days * dayMs;
  return sinceMs <= nowMs ? sinceMs : null;
}

function nearest(path: string, rules: readonly RetentionRule[]): RetentionRule | null {
  const around = rules.filter((rule) => rule.path === null || rule.path === path || isWithin(path, rule.path));
  return around.sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0] ?? null;
}
