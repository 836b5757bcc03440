#!/usr/bin/env node
import { runCommand } from './runCommand.ts';
import { startEngine } from './startEngine.ts';
import { Terminal } from './Terminal.ts';

const interrupted = new AbortController();
process.on('SIGINT', () => {
  // Asked twice: do not wait for an orderly end. The engine ends with us and loses nothing it acknowledged.
  if (interrupted.signal.aborted) process.exit(1);
  interrupted.abort();
});
process.on('SIGTERM', () => { interrupted.abort(); });
// Whoever reads our output may stop early (`carrel documents | head`): that is no failure of ours.
process.stdout.on('error', () => { process.exit(0); });

process.exitCode = await runCommand(process.argv.slice(2), {
  terminal: new Terminal({ out: process.stdout, err: process.stderr }), start: startEngine, signal: interrupted.signal,
});
