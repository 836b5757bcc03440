import * as z from 'zod';
import { errorCodes } from '../AppError.ts';

/** How many events a stream may be ahead of whoever reads it. */
export const streamWindow = 32;
/** Read events are acknowledged in groups of this size. */
export const creditStep = 8;

const Id = z.int().min(0);
const PlainError = z.object({ code: z.enum(errorCodes), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });

/** From the asking side to the answering side. Ids are chosen by the asker and never used twice on one port. */
export const Request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ask'), id: Id, operation: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: Id }),
  z.object({ type: z.literal('credit'), id: Id, count: z.int().min(1).max(streamWindow) }),
]);
export type Request = z.infer<typeof Request>;

/** From the answering side. A call ends in `result` or `error`; a stream in `end` or `error`, after any number of `event`. */
export const Reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id: Id, output: z.unknown() }),
  z.object({ type: z.literal('event'), id: Id, event: z.unknown() }),
  z.object({ type: z.literal('end'), id: Id }),
  z.object({ type: z.literal('error'), id: Id, error: PlainError }),
]);
export type Reply = z.infer<typeof Reply>;

/** What is left of a reply that makes no sense: enough to fail the right question. */
export const ReplyId = z.object({ id: Id });

/** The value as the schema gives it, or the first problem in words. */
export function check(schema: z.ZodType, value: unknown): { readonly value: unknown } | { readonly problem: string } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  return { problem: issue === undefined ? 'not valid' : `${issue.path.map(String).join('.') || 'value'}: ${issue.message}` };
}
