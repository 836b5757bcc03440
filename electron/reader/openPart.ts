import { AppError, isCancelled } from '../shared/AppError.ts';
import type { Input } from './Input.ts';
import { defaultLimits } from './limits.ts';
import { eventsOf } from './readDocument.ts';
import type { ReadContext } from './ReadContext.ts';

/**
 * The bytes of an attachment or archive member by its place (see `ReadContext`), found the way reading found it. Errors: file-changed where there is none,
 * password-needed and what else ends opening what is around it.
 */
export async function openPart(file: Input, place: readonly number[], password: string | null): Promise<Input> {
  const leave = new AbortController();
  let found: Input | null = null;
  const readPart: ReadContext['readPart'] = (part, context) => {
    if (context.place.length < place.length) return eventsOf(part, context);
    found = part;
    leave.abort();
    // Nothing behind it is looked at any more.
    throw new AppError('cancelled');
  };
  try {
    for await (const event of eventsOf(file, { limits: defaultLimits, signal: leave.signal, password, depth: 0, place: [], only: place, readPart })) void event;
  } catch (error) {
    if (found === null || !isCancelled(error)) throw error;
  }
  if (found === null) throw new AppError('file-changed', { part: place.join('.') });
  return found;
}
