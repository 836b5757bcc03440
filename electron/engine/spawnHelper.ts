import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { countRefusalsOf } from '../offline/refusals.ts';
import { sparingEnvironment } from '../shared/sparingEnvironment.ts';
import { withoutCoreDumps } from '../shared/withoutCoreDumps.ts';

const keptVariables = new Set(['PATH', 'HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_ALL', 'SYSTEMROOT', 'SystemRoot', 'windir', 'APPDATA', 'LOCALAPPDATA', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME']);

/** The environment without anything that could change what the program does: only where things are, and our own switches. */
export function clearedEnvironment(from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(from).filter(([name]) => keptVariables.has(name) || /^(LANCE|CARREL)_/.test(name)));
}

const guard = new URL('../offline/refuseConnections.ts', import.meta.url).href;

/**
 * Starts one of our own programs on this runtime with an IPC channel that keeps bytes as bytes, unable to open a connection. `CARREL_DEBUG=1` lets its
 * standard error through; otherwise nothing a native library prints reaches the terminal.
 */
export function spawnHelper(entry: URL | string, args: readonly string[] = [], nodeFlags: readonly string[] = []): ChildProcess {
  const { program: execPath, args: execArgv } = withoutCoreDumps(process.platform, process.execPath, ['--import', guard, ...nodeFlags]);
  const stderr = process.env['CARREL_DEBUG'] === '1' ? 'inherit' : 'ignore';
  const helper = fork(entry instanceof URL ? fileURLToPath(entry) : entry, args, {
    execPath, execArgv, env: { ...clearedEnvironment(), ...sparingEnvironment }, serialization: 'advanced',
    stdio: ['ignore', 'ignore', stderr, 'ipc'],
  });
  countRefusalsOf(helper);
  return helper;
}
