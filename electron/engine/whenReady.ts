import type { Contract, Handlers } from '../shared/operation.ts';

type AnyHandler = (input: unknown, context: { readonly signal: AbortSignal }) => unknown;

/** Handlers that wait for the real ones. Where making those failed, every operation fails with that error: an engine that cannot start says why. */
export function whenReady<C extends Contract>(contract: C, ready: Promise<Handlers<C>>): Handlers<C> {
  ready.catch(() => undefined);
  const handlerOf = async (name: string): Promise<AnyHandler> => (await ready)[name] as AnyHandler;
  const entries = Object.entries(contract).map(([name, { kind }]): [string, AnyHandler] => [name, kind === 'call'
    ? async (input, context) => (await handlerOf(name))(input, context)
    : async function* (input, context) { yield* (await handlerOf(name))(input, context) as AsyncIterable<unknown>; },
  ]);
  return Object.fromEntries(entries) as Handlers<C>;
}
