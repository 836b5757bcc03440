import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineContract } from '../../../electron/shared/engineContract.ts';
import type { Contract, Handlers } from '../../../electron/shared/operation.ts';
import type { Port } from '../../../electron/shared/rpc/Port.ts';
import { serve } from '../../../electron/shared/rpc/serve.ts';
import { shellContract } from '../../../electron/shared/shellContract.ts';

const runs = 1_000;

/** A served contract whose handlers do nothing, and the inputs that got to them. */
function served(contract: Contract): { ask(operation: string, input: unknown): Promise<unknown>; readonly reached: unknown[] } {
  const reached: unknown[] = [];
  let deliver: (message: unknown) => void = () => undefined;
  let id = 0;
  const waiting = new Map<number, (reply: unknown) => void>();
  const port: Port = {
    post(message) {
      const { id: answered } = message as { id: number };
      waiting.get(answered)?.(message);
      waiting.delete(answered);
    },
    onMessage(listener) { deliver = listener; },
    onClose: () => undefined, close: () => undefined,
  };
  const handlers = Object.fromEntries(Object.keys(contract).map((name) => [name, (input: unknown) => {
    reached.push(input);
    throw new Error('reached');
  }]));
  serve(contract, handlers as unknown as Handlers<Contract>, port);
  return {
    reached,
    ask: (operation, input) => new Promise((resolve) => {
      id += 1;
      waiting.set(id, resolve);
      deliver({ type: 'ask', id, operation, input });
    }),
  };
}

/** Anything a page could send: any value, or nearly what is asked for. */
function hostile(input: { readonly shape?: Readonly<Record<string, unknown>> }): fc.Arbitrary<unknown> {
  const keys = Object.keys(input.shape ?? {});
  const value = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true }), fc.constantFrom('../../etc/passwd', '__proto__', Number.NaN, -1, 2 ** 53, 'x'.repeat(50_000), null));
  const near = fc.dictionary(fc.constantFrom(...keys, '__proto__', 'constructor', 'extra'), value, { maxKeys: 6 });
  return fc.oneof(value, near);
}

describe.each<[string, Contract]>([['engine', engineContract], ['shell', shellContract]])('whatever is sent to the %s', (_name, contract) => {
  it.each(Object.keys(contract))('E25: %s answers it, and lets nothing through that does not fit', async (operation) => {
    const { ask, reached } = served(contract);
    const { input } = contract[operation] as Contract[string];
    await fc.assert(fc.asyncProperty(hostile(input as { shape?: Record<string, unknown> }), async (given) => {
      const before = reached.length;
      const reply = await ask(operation, given) as { type: string; error: { code: string } };
      expect(reply.type).toBe('error');
      expect(['input-invalid', 'internal']).toContain(reply.error.code);
      const passed = reached.length > before;
      expect(passed).toBe(reply.error.code === 'internal');
      // What gets through is what the schema makes of it: known keys alone.
      if (passed) expect(Object.keys(reached.at(-1) as object).every((key) => key in ((input as { shape?: object }).shape ?? {}))).toBe(true);
    }), { numRuns: runs });
  }, 60_000);
});
