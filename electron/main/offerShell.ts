import type { Port } from '../shared/rpc/Port.ts';
import { serve } from '../shared/rpc/serve.ts';
import { shellContract } from '../shared/shellContract.ts';
import { shellHandlers, type ShellDeps } from './shell.ts';

/** Answers what the window asks of the desktop. Loaded while the page loads: nothing before it needs what checks its questions. */
export function offerShell(deps: ShellDeps, port: Port): void {
  serve(shellContract, shellHandlers(deps), port);
}
