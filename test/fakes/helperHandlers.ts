import { AppError } from '../../electron/shared/AppError.ts';
import type { Handlers } from '../../electron/shared/operation.ts';
import type { HelperContract } from './helperContract.ts';
import { reachOut } from './reachOut.ts';

export function makeHelperHandlers(): Handlers<HelperContract> {
  let cancelled = 0;
  let made = 0;
  const held: Buffer[] = [];
  return {
    add: ({ a, b }) => a + b,
    echoBytes: (input) => input,
    pid: () => process.pid,
    fail: ({ code }) => {
      if (code === 'file-damaged') throw new AppError(code, { path: 'a/b.pdf', page: 3 });
      throw new TypeError('not one of ours');
    },
    lie: () => 42 as unknown as string,
    hang: (_input, { signal }) => new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        cancelled += 1;
        reject(new AppError('cancelled'));
      }, { once: true });
    }),
    cancelled: () => cancelled,
    async *count({ to, failAt }, { signal }) {
      try {
        for (let n = 1; n <= to; n += 1) {
          if (n === failAt) throw new AppError('reader-timeout', { page: n });
          made += 1;
          yield { n };
        }
      } finally {
        if (signal.aborted) cancelled += 1;
      }
    },
    made: () => made,
    async *lieInStream() {
      yield { n: 1 };
      yield { n: 'two' as unknown as number };
    },
    allocate: async ({ megabytes }) => {
      for (let i = 0; i < megabytes; i += 1) held.push(Buffer.alloc(1024 * 1024, 1));
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return {};
    },
    environment: () => Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    reachOut: ({ socketPath, port }) => reachOut(socketPath, port),
    exit: ({ code }) => process.exit(code),
  };
}
