import * as z from 'zod';
import { call, stream } from './operation.ts';
import { Quote, Reason, Scope } from './schemas.ts';

/** `unread`: nothing of the document could be read, so nothing can be said of it. */
export const GoThroughVerdict = z.enum(['yes', 'no', 'unclear', 'unread']);
export type GoThroughVerdict = z.infer<typeof GoThroughVerdict>;

/**
 * What a verdict rests on. `says`: a sentence says it. `contrary`: it says the contrary. `other-party`: it says it of the other side. `definition`: it
 * only defines the term. `near`: it comes near. `both`: one sentence says it and another the contrary. `nothing`: nothing comes near. `partly-read`: nothing
 * in what could be read of the document. `not-read`: nothing could be read.
 */
export const GoThroughWhy = z.enum(['says', 'contrary', 'other-party', 'definition', 'near', 'both', 'nothing', 'partly-read', 'not-read']);
export type GoThroughWhy = z.infer<typeof GoThroughWhy>;

/** One document's verdict; `quotes` are the sentences it rests on, best first. `reason`: why the document could not, or not wholly, be read. */
export const GoThroughResult = z.object({
  documentId: z.int(), path: z.string(), title: z.string(), verdict: GoThroughVerdict, why: GoThroughWhy, quotes: z.array(Quote), reason: Reason.nullable(),
});
export type GoThroughResult = z.infer<typeof GoThroughResult>;

/** `documents` is what the library holds in the scope; the four verdicts add up to it. */
export const GoThroughAccount = z.object({ documents: z.int(), yes: z.int(), no: z.int(), unclear: z.int(), unread: z.int() });
export type GoThroughAccount = z.infer<typeof GoThroughAccount>;

/** `started` comes first; `kept` verdicts are those of an earlier run that still hold. What was told by `judged` is on the disk. */
export const GoThroughEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), runId: z.int(), documents: z.int(), kept: z.int() }),
  z.object({ type: z.literal('judged'), results: z.array(GoThroughResult), kept: z.boolean() }),
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int(), secondsLeft: z.number().nullable() }),
  z.object({ type: z.literal('complete'), runId: z.int(), account: GoThroughAccount, judgedNow: z.int() }),
]);
export type GoThroughEvent = z.infer<typeof GoThroughEvent>;

/** A stored run. `stopped`: some documents are still to be judged; asking the same again goes on with it. */
export const GoThroughRun = z.object({ id: z.int(), criterion: z.string(), state: z.enum(['running', 'stopped', 'complete']), createdMs: z.int(), updatedMs: z.int(), account: GoThroughAccount });
export type GoThroughRun = z.infer<typeof GoThroughRun>;

const RunId = z.object({ runId: z.int() });

/** Part of `engineContract`: judging every document by one criterion. */
export const goThroughOperations = {
  /**
   * Gives every document in the scope a verdict on a criterion, such as "which contracts have an indemnity for third-party claims?". Goes on with the run of the
   * same criterion and scope, judging only what is new or changed since (`anew`: all). Leaving stops it. Errors: scope-unknown; input-invalid
   * for a criterion that asks for nothing.
   */
  goThrough: stream(z.object({ criterion: z.string().min(1).max(2_000), scope: Scope.optional(), anew: z.boolean().default(false) }), GoThroughEvent),
  /** Newest first. `isSameScope`: whether a run was asked of this scope, so that asking it again goes on with it; a run keeps no paths that could tell otherwise. */
  goThroughRuns: call(z.object({ scope: Scope.optional() }), z.array(GoThroughRun.extend({ isSameScope: z.boolean() }))),
  /**
   * A stretch of the verdicts of a run that still hold: yes, unclear, unread, no, in each by path; of one verdict alone, and of those with quotes alone where `quoted`. `total`
   * counts all of that list and `quotes` the quotes in it; before the stretch lie `quotedBefore` results with quotes and `quotesBefore` quotes. Errors: run-unknown.
   */
  goThroughResults: call(
    RunId.extend({ verdict: GoThroughVerdict.optional(), quoted: z.boolean().default(false), offset: z.int().min(0).default(0), limit: z.int().min(1).max(1_000).default(100) }),
    z.object({ run: GoThroughRun, results: z.array(GoThroughResult), total: z.int(), quotes: z.int(), quotedBefore: z.int(), quotesBefore: z.int() })),
  deleteGoThrough: call(RunId, z.object({})),
} as const;
