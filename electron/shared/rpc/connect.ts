import { AppError, fromPlainError } from '../AppError.ts';
import type { CallOptions, Client, Contract, Operation } from '../operation.ts';
import type { Port } from './Port.ts';
import { Reception } from './Reception.ts';
import { check, readId, readReply, type Reply, type Request } from './wire.ts';

export type ConnectOptions = {
  /** What pending and later calls reject with once the port is closed. Default: `port-closed`. */
  readonly closedError?: () => AppError;
  /** Check what comes back against the contract here too: for a process that handles untrusted files. Default: false. */
  readonly checkOutputs?: boolean;
};

/** The asking side of a contract on a port. A stream begins when it is iterated and is cancelled when its loop is left. */
export function connect<C extends Contract>(contract: C, port: Port, options: ConnectOptions = {}): Client<C> {
  const pending = new Map<number, Pending>();
  const closedError = options.closedError ?? (() => new AppError('port-closed'));
  let closed = false;
  let lastId = 0;

  port.onMessage((message) => {
    const id = readId(message);
    const waiting = id === null ? undefined : pending.get(id);
    if (id === null || waiting === undefined) return;
    const reply = readReply(message);
    if (reply === null) {
      pending.delete(id);
      return waiting(new AppError('output-invalid', { problem: 'not a reply' }));
    }
    if (reply.type !== 'event') pending.delete(id);
    waiting(reply.type === 'error' ? fromPlainError(reply.error) : reply);
  });
  port.onClose(() => {
    closed = true;
    const waiting = [...pending.values()];
    pending.clear();
    for (const fail of waiting) fail(closedError());
  });

  const post = (request: Request): void => { port.post(request); };

  /** Sends the question; gives the function that withdraws it, which does nothing once it is answered. */
  const ask = (operation: string, input: unknown, receive: Pending, signal: AbortSignal | undefined): Asked => {
    const id = ++lastId;
    if (closed) return refuse(receive, closedError(), id);
    if (signal?.aborted === true) return refuse(receive, new AppError('cancelled'), id);
    const withdraw = (): void => {
      signal?.removeEventListener('abort', abort);
      if (pending.delete(id)) post({ type: 'cancel', id });
    };
    const abort = (): void => {
      if (!pending.has(id)) return;
      withdraw();
      receive(new AppError('cancelled'));
    };
    pending.set(id, (reply) => {
      if (reply instanceof AppError || reply.type !== 'event') signal?.removeEventListener('abort', abort);
      receive(reply);
    });
    signal?.addEventListener('abort', abort, { once: true });
    post({ type: 'ask', id, operation, input });
    return { id, withdraw };
  };

  const checked = (name: string, schema: Parameters<typeof check>[0], value: unknown): unknown => {
    if (options.checkOutputs !== true) return value;
    const result = check(schema, value);
    if ('problem' in result) throw new AppError('output-invalid', { operation: name, problem: result.problem });
    return result.value;
  };

  const clientOf = (name: string, operation: Operation) => {
    if (operation.kind === 'call') {
      return (input: unknown, { signal }: CallOptions = {}): Promise<unknown> => new Promise<unknown>((resolve, reject) => {
        ask(name, input, (reply) => {
          if (reply instanceof AppError) reject(reply);
          else if (reply.type === 'result') resolve(reply.output);
          else reject(new AppError('output-invalid', { operation: name, problem: 'a stream answered a call' }));
        }, signal);
      }).then((output) => checked(name, operation.output, output));
    }
    return (input: unknown, { signal }: CallOptions = {}): AsyncIterable<unknown> => ({
      [Symbol.asyncIterator]() {
        const reception = new Reception({
          check: (event) => checked(name, operation.event, event),
          grant: (count) => { if (pending.has(asked.id)) post({ type: 'credit', id: asked.id, count }); },
          leave: () => { asked.withdraw(); },
        });
        const asked = ask(name, input, (reply) => {
          if (reply instanceof AppError) reception.fail(reply);
          else if (reply.type === 'event') reception.push(reply.event);
          else if (reply.type === 'end') reception.end();
          else reception.fail(new AppError('output-invalid', { operation: name, problem: 'a call answered a stream' }));
        }, signal);
        return reception;
      },
    });
  };
  return Object.fromEntries(Object.entries(contract).map(([name, operation]) => [name, clientOf(name, operation)])) as Client<C>;
}

type Pending = (reply: Exclude<Reply, { type: 'error' }> | AppError) => void;
type Asked = { readonly id: number; withdraw(): void };

function refuse(receive: Pending, error: AppError, id: number): Asked {
  receive(error);
  return { id, withdraw: () => undefined };
}
