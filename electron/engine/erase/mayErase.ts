import { AppError } from '../../shared/AppError.ts';
import type { IsKept } from '../library/folderScans.ts';
import { isWithin } from '../library/isWithin.ts';
import type { Library } from '../library/Library.ts';
import { dueSince, keptUntil, type RetentionRules } from '../library/retention.ts';
import type { PolicyInForce } from '../policy/PolicyInForce.ts';
import { settledRetention } from '../policy/settledFolders.ts';

type Guarded = { readonly library: Pick<Library, 'documents' | 'security'>; readonly policy: PolicyInForce };

/** The rules of the library and those of the machine. */
export function retentionRules({ library, policy }: Guarded): RetentionRules {
  return { settled: settledRetention(policy), own: library.security.settings.get('retention') };
}

/** Errors: hold-active, retention-active, each with the path concerned: nothing at or beneath `path` may be erased or removed then. */
export function requireErasable(path: string, guarded: Guarded, nowMs = Date.now()): void {
  const held = guarded.library.security.holdOn(path);
  if (held !== null) throw new AppError('hold-active', { path: held });
  const rules = retentionRules(guarded);
  if (rules.own.length + rules.settled.length === 0) return;
  for (const document of guarded.library.documents.all()) if (document.path === path || isWithin(document.path, path)) requireDue(document, rules, nowMs);
}

/** Errors: retention-active for a document a rule wants kept. */
export function requireDue(document: { readonly path: string; readonly modifiedMs: number }, rules: RetentionRules, nowMs = Date.now()): void {
  const untilMs = keptUntil(document, rules, nowMs);
  if (untilMs !== null) throw new AppError('retention-active', { path: document.path, day: new Date(untilMs).toISOString().slice(0, 10) });
}

/** Which documents a legal hold or a rule keeps, as of now. */
export function keepingNow(guarded: Guarded, nowMs = Date.now()): IsKept {
  const rules = retentionRules(guarded);
  const isHeld = heldNow(guarded);
  return (document) => isHeld(document.path) || keptUntil(document, rules, nowMs) !== null;
}

/** Which paths a legal hold reaches, as of now. */
export function heldNow({ library }: Pick<Guarded, 'library'>): (path: string) => boolean {
  const holds = library.security.settings.get('holds');
  return (path) => holds.some((held) => held === path || isWithin(path, held));
}

/** What the rules want erased, the longest overdue first; what a legal hold keeps is not due. */
export function dueErasures(guarded: Guarded, nowMs = Date.now()): { readonly path: string; readonly sinceMs: number }[] {
  const { library: { documents, security } } = guarded;
  const rules = retentionRules(guarded);
  const due = documents.all().flatMap((document) => {
    const sinceMs = dueSince(document, rules, nowMs);
    return sinceMs === null || security.holdOn(document.path) !== null ? [] : [{ path: document.path, sinceMs }];
  });
  return due.sort((a, b) => a.sinceMs - b.sinceMs);
}
