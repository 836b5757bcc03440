import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ensureElectron } from '../electronRuntime.mjs';

/** What Electron needs of a Debian system, and the virtual display its tests use. */
const libraries = ['xvfb', 'libnss3', 'libatk1.0-0', 'libatk-bridge2.0-0', 'libcups2', 'libgtk-3-0', 'libgbm1', 'libasound2'];

/** Makes sure that the window can run: an Electron, and on Debian as root the libraries it needs. Says what it does; never fails the set-up. */
export async function installWindow({ say, offline }) {
  const missing = missingLibraries();
  if (missing.length > 0) {
    const command = `apt-get install -y ${missing.join(' ')}`;
    if (process.getuid?.() === 0 && !offline) {
      say(`Installing what the window needs of the system: ${missing.join(' ')}…`);
      const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const install = () => spawnSync('apt-get', ['install', '-y', '-qq', ...missing], { stdio: 'ignore', env: environment });
      if (install().status !== 0) {
        spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
        if (install().status !== 0) say(`That did not work. Run it yourself: ${command}`);
      }
    } else {
      say(`The window needs libraries this system lacks. Install them with: sudo ${command}`);
    }
  }
  await ensureElectron(say);
}

function missingLibraries() {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return [];
  const status = existsSync('/var/lib/dpkg/status') ? readFileSync('/var/lib/dpkg/status', 'utf8') : '';
  const installed = new Set();
  for (const entry of status.split('\n\n')) {
    const name = /^Package: (.+)$/m.exec(entry)?.[1];
    if (name !== undefined && /^Status: .* installed$/m.test(entry)) installed.add(name);
  }
  // Newer Debian and Ubuntu name some of them with a suffix for their 64-bit time.
  return libraries.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** True where a window can be shown to a person. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
