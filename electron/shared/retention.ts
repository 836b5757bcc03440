import * as z from 'zod';

/** Whole days of 24 hours, counted from when the file was last changed. */
const Days = z.int().min(1).max(36_500);

/** How long documents are kept: not erased or removed before `keepDays`, due to be erased for good after `eraseAfterDays`. At least one of them. */
export const RetentionDays = z.strictObject({ keepDays: Days.nullable().default(null), eraseAfterDays: Days.nullable().default(null) });
export type RetentionDays = z.infer<typeof RetentionDays>;

/** What is wrong with a rule, in words; null for one that can be kept. */
export function retentionProblem({ keepDays, eraseAfterDays }: RetentionDays): string | null {
  return keepDays !== null && eraseAfterDays !== null && eraseAfterDays < keepDays ? 'documents cannot be erased before they need no longer be kept' : null;
}
