import type * as z from 'zod';
import { errorCodes, type PlainError } from '../AppError.ts';

/** How many events a stream may be ahead of whoever reads it. */
export const streamWindow = 32;
/** Read events are acknowledged in groups of this size. */
export const creditStep = 8;

/** From the asking side to the answering side. Ids are chosen by the asker and never used twice on one port. */
export type Request =
  | { readonly type: 'ask'; readonly id: number; readonly operation: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'credit'; readonly id: number; readonly count: number };

/** From the answering side. A call ends in `result` or `error`; a stream in `end` or `error`, after any number of `event`. */
export type Reply =
  | { readonly type: 'result'; readonly id: number; readonly output: unknown }
  | { readonly type: 'event'; readonly id: number; readonly event: unknown }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly error: PlainError };

// What frames a message is read by hand: the window and main would otherwise load all of zod before they show anything.

/** Null for what is no request. */
export function readRequest(message: unknown): Request | null {
  const id = readId(message);
  if (id === null || !isObject(message)) return null;
  const { type, operation, input, count } = message;
  if (type === 'ask' && typeof operation === 'string') return { type, id, operation, input };
  if (type === 'cancel') return { type, id };
  if (type === 'credit' && typeof count === 'number' && Number.isSafeInteger(count) && count >= 1 && count <= streamWindow) return { type, id, count };
  return null;
}

/** Null for what is no reply. */
export function readReply(message: unknown): Reply | null {
  const id = readId(message);
  if (id === null || !isObject(message)) return null;
  const { type, output, event, error } = message;
  if (type === 'result') return { type, id, output };
  if (type === 'event') return { type, id, event };
  if (type === 'end') return { type, id };
  return type === 'error' && isPlainError(error) ? { type, id, error } : null;
}

/** What is left of a reply that makes no sense: enough to fail the right question. */
export function readId(message: unknown): number | null {
  if (!isObject(message)) return null;
  const { id } = message;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isPlainError(value: unknown): value is PlainError {
  if (!isObject(value) || !isObject(value['details']) || Array.isArray(value['details'])) return false;
  return errorCodes.some((code) => code === value['code'])
    && Object.values(value['details']).every((detail) => typeof detail === 'string' || typeof detail === 'boolean' || (typeof detail === 'number' && Number.isFinite(detail)));
}

/** The value as the schema gives it, or the first problem in words. */
export function check(schema: z.ZodType, value: unknown): { readonly value: unknown } | { readonly problem: string } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  return { problem: issue === undefined ? 'not valid' : `${issue.path.map(String).join('.') || 'value'}: ${issue.message}` };
}
