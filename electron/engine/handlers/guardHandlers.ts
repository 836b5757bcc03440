import { engineContract, type EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { Libraries } from '../Libraries.ts';

type AnyHandler = (input: unknown, context: { readonly signal: AbortSignal }) => unknown;

/**
 * Handlers of operations on the open library: they count as use of it, and end with the reason when it is closed under them.
 * Errors: library-locked while none is open.
 */
export function guardHandlers<H extends Partial<Handlers<EngineContract>>>(handlers: H, libraries: Libraries): H {
  const guard = (name: string, handler: AnyHandler): AnyHandler => (engineContract[name as keyof EngineContract].kind === 'call'
    ? async (input, { signal }) => await libraries.current().running.call(signal, (both) => handler(input, { signal: both }))
    : (input, { signal }) => libraries.current().running.stream(signal, (both) => handler(input, { signal: both }) as AsyncIterable<unknown>));
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, guard(name, handler as AnyHandler)])) as H;
}
