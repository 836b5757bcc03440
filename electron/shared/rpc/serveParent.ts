import type { Contract, Handlers } from '../operation.ts';
import { parentPort } from './processPort.ts';
import { serve, type ServeOptions } from './serve.ts';

type HelperSelf = Parameters<typeof parentPort>[0] & { on(event: 'SIGINT', listener: () => void): unknown; exit(code: number): never };

/**
 * Serves a helper's contract to the process that started it, and ends the helper with it. Ctrl-C at a terminal reaches
 * every process of the group; whether to end is the parent's decision alone.
 */
export function serveParent<C extends Contract>(contract: C, handlers: Handlers<C>, self: HelperSelf, options: ServeOptions = {}): void {
  const port = parentPort(self);
  self.on('SIGINT', () => undefined);
  serve(contract, handlers, port, options);
  port.onClose(() => { self.exit(0); });
}
