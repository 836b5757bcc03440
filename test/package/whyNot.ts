import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { debFile, unpacked } from './packaged.ts';

// What can be tried on this machine: each is null where it can, otherwise the reason in words, which the tests print.
const isRoot = process.getuid?.() === 0;
const works = (...[program = '', ...args]: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const namespaces = ['unshare', '--pid', '--net', '--fork'];
const nobody = isRoot ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];

export const noPackage = process.platform !== 'linux' ? 'the packaged application is tried on Linux only'
  : !existsSync(join(unpacked, 'carrel')) ? 'there is no package: run `npm run package` first'
  : isRoot && !(works('useradd', '--help') && works('setpriv', '--help')) ? 'an account without rights is made with useradd and setpriv, which are not here' : null;

const noDisplay = (process.env['DISPLAY'] ?? '') !== '' || spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined ? null : 'there is no display and no Xvfb to make one';

/** A window whose sandbox is made of namespaces, which the kernel has to allow to ordinary users. */
export const noWindow = noPackage ?? noDisplay ?? (works(...nobody, ...namespaces, '--user', 'true') ? null : 'this kernel lets no ordinary user make namespaces');

export const noDeb = noPackage ?? (debFile() === null ? 'there is no .deb: dpkg-deb is not on this machine' : null);

export const noInstalling = noDeb ?? (!isRoot ? 'installing a .deb needs root' : works('dpkg', '-s', 'carrel') ? 'this machine has Carrel installed already' : null);

/** A window whose sandbox is made by the helper that is root's own. */
export const noHelper = noInstalling ?? noDisplay ?? (works(...namespaces, 'true') ? null : 'this machine lets not even root make namespaces');

export function say(...reasons: readonly (string | null)[]): void {
  for (const reason of new Set(reasons)) if (reason !== null) console.log(`not run: ${reason}`);
}
