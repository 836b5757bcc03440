import { AppError, toPlainError } from '../AppError.ts';
import type { Contract, Handlers, Operation } from '../operation.ts';
import type { Port } from './Port.ts';
import { check, readRequest, streamWindow, type Reply, type Request } from './wire.ts';

type AnyHandler = (input: unknown, context: { readonly signal: AbortSignal }) => unknown;
type Running = { readonly controller: AbortController; readonly credit: Credit; settled: Promise<void> };

export type ServeOptions = {
  /** Told of every error before it goes out as plain data: for developers, who want its stack. */
  readonly onError?: (error: unknown, operation: string) => void;
};

/**
 * Answers the contract's operations on a port until it closes. Inputs are checked before a handler sees them and outputs
 * before they leave. `close` refuses new work, aborts what runs, waits for it and closes the port.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, port: Port, { onError }: ServeOptions = {}): { close(): Promise<void> } {
  const running = new Map<number, Running>();
  let closing = false;

  const reply = (message: Reply): void => {
    if (running.has(message.id)) port.post(message);
  };

  const begin = (request: Extract<Request, { type: 'ask' }>): void => {
    const { id, operation } = request;
    if (closing || running.has(id)) return port.post({ type: 'error', id, error: { code: 'port-closed', details: {} } } satisfies Reply);
    if (!Object.hasOwn(contract, operation)) {
      return port.post({ type: 'error', id, error: { code: 'operation-unknown', details: { operation } } } satisfies Reply);
    }
    const entry: Running = { controller: new AbortController(), credit: new Credit(streamWindow), settled: Promise.resolve() };
    running.set(id, entry);
    entry.settled = answer(operation, contract[operation] as Operation, handlers[operation] as AnyHandler, request, entry, reply)
      .then(reply)
      .catch((error: unknown) => {
        onError?.(error, operation);
        reply({ type: 'error', id, error: toPlainError(error) });
      })
      .finally(() => { running.delete(id); });
  };

  port.onMessage((message) => {
    const request = readRequest(message);
    if (request === null) return;
    switch (request.type) {
      case 'ask': return begin(request);
      case 'cancel': return running.get(request.id)?.controller.abort(new AppError('cancelled'));
      case 'credit': return running.get(request.id)?.credit.add(request.count);
    }
  });

  const abortAll = async (): Promise<void> => {
    closing = true;
    for (const { controller } of running.values()) controller.abort(new AppError('cancelled'));
    await Promise.all([...running.values()].map(({ settled }) => settled));
  };
  port.onClose(() => { void abortAll(); });
  return {
    async close() {
      await abortAll();
      port.close();
    },
  };
}

async function answer(
  name: string, operation: Operation, handler: AnyHandler, request: { readonly id: number; readonly input: unknown },
  { controller, credit }: Running, reply: (message: Reply) => void,
): Promise<Reply> {
  const { id } = request;
  const { signal } = controller;
  const input = check(operation.input, request.input);
  if ('problem' in input) throw new AppError('input-invalid', { operation: name, problem: input.problem });
  if (operation.kind === 'call') {
    const output = check(operation.output, await handler(input.value, { signal }));
    if ('problem' in output) throw new AppError('output-invalid', { operation: name, problem: output.problem });
    return { type: 'result', id, output: output.value };
  }
  const events = (handler(input.value, { signal }) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  let ended = false;
  try {
    while (await credit.take(signal)) {
      const next = await events.next();
      if (next.done === true) {
        ended = true;
        return { type: 'end', id };
      }
      const event = check(operation.event, next.value);
      if ('problem' in event) throw new AppError('output-invalid', { operation: name, problem: event.problem });
      reply({ type: 'event', id, event: event.value });
    }
    throw new AppError('cancelled');
  } finally {
    if (!ended) await events.return?.();
  }
}

/** How many events the other side has room for. */
class Credit {
  #left: number;
  #wake: (() => void) | null = null;

  constructor(initial: number) {
    this.#left = initial;
  }

  add(count: number): void {
    this.#left += count;
    this.#wake?.();
  }

  /** Waits for room; false once the signal aborts. */
  async take(signal: AbortSignal): Promise<boolean> {
    while (this.#left === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = () => { resolve(); };
        signal.addEventListener('abort', this.#wake, { once: true });
      }).finally(() => { this.#wake = null; });
    }
    if (signal.aborted) return false;
    this.#left -= 1;
    return true;
  }
}
