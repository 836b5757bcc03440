// Gets a fresh clone ready, and does nothing on a ready one: packages by the lock file, then model files by models.lock.json.
// Node's own modules only, on Node 20 and later: it runs before anything is installed.
//
//   node build/setup.mjs [--dev] [--window] [--verify] [--offline] [--then FILE ARGUMENTS...]
//
// --dev      also makes sure of what the tests need.
// --window   also makes sure that the window can run, where there is a display; --dev does so everywhere.
// --verify   hashes every model file again instead of trusting size, time and inode.
// --offline  asks no network: uses what is there and says what is missing.
// --then     when ready, goes on with FILE on the Node the lock file pins. A shell chain (`setup && node next.ts`) would keep the
//            machine's own Node, because the shell remembers where it found `node` before the pinned one was installed.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchModels } from './setup/fetchModels.mjs';
import { installPackages, pinnedNode } from './setup/installPackages.mjs';
import { checkTestTools } from './setup/checkTestTools.mjs';
import { hasDisplay, installWindow } from './setup/installWindow.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const thenAt = process.argv.indexOf('--then');
const flags = process.argv.slice(2, thenAt < 0 ? undefined : thenAt);
const next = thenAt < 0 ? [] : process.argv.slice(thenAt + 1);
/** Progress goes to stderr, so that the next program's stdout stays its own. */
const say = (line) => process.stderr.write(`set-up: ${line}\n`);

const unknown = flags.filter((flag) => !['--dev', '--window', '--verify', '--offline'].includes(flag));
if (unknown.length > 0) {
  say(`unknown option ${unknown.join(' ')}; known are --dev, --window, --verify, --offline and --then FILE.`);
  process.exit(2);
}

try {
  const offline = flags.includes('--offline');
  installPackages({ root, say, offline });
  if (flags.includes('--dev')) checkTestTools({ say });
  if (flags.includes('--dev') || (flags.includes('--window') && hasDisplay())) await installWindow({ say, offline });
  const { refused } = await fetchModels({ root, say, offline, verify: flags.includes('--verify') });
  process.exitCode = refused.length > 0 ? 1 : 0;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
if (process.exitCode === 0 && next.length > 0) {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  // Ctrl-C is for the program that runs now; it decides when to end.
  process.on('SIGINT', () => undefined);
  const result = spawnSync(pinnedNode({ root, say }), next, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  process.exitCode = result.status ?? 1;
}
