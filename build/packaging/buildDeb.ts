import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const depends = ['libgtk-3-0', 'libnss3', 'libatk1.0-0', 'libatk-bridge2.0-0', 'libcups2', 'libgbm1', 'libasound2'];

/** Makes a .deb of the unpacked application with the system's own dpkg-deb; gives a sentence saying what was made, or why nothing was. */
export function buildDeb(options: { readonly unpacked: string; readonly out: string; readonly root: string }): string {
  if (spawnSync('dpkg-deb', ['--version'], { stdio: 'ignore' }).error !== undefined) return 'No .deb: dpkg-deb is not on this machine.';
  const { version } = JSON.parse(readFileSync(join(options.root, 'package.json'), 'utf8')) as { version: string };
  const tree = join(options.out, 'deb');
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  mkdirSync(join(tree, 'usr', 'bin'), { recursive: true });
  mkdirSync(join(tree, 'usr', 'share', 'applications'), { recursive: true });
  cpSync(options.unpacked, join(tree, 'opt', 'carrel'), { recursive: true });
  const programs = { 'carrel': '/opt/carrel/resources/runtime/node /opt/carrel/resources/engine/electron/cli/carrel.ts', 'carrel-desktop': '/opt/carrel/carrel' };
  for (const [name, program] of Object.entries(programs)) {
    // A crash leaves no image of memory on the disk, with what was decrypted in it.
    writeFileSync(join(tree, 'usr', 'bin', name), `#!/bin/sh\nulimit -c 0\nexec ${program} "$@"\n`);
    chmodSync(join(tree, 'usr', 'bin', name), 0o755);
  }
  writeFileSync(join(tree, 'usr', 'share', 'applications', 'carrel.desktop'), '[Desktop Entry]\nName=Carrel\nComment=Answers from your own documents, offline\nExec=/usr/bin/carrel-desktop\nType=Application\nCategories=Office;\nTerminal=false\n');
  const about = join(tree, 'usr', 'share', 'doc', 'carrel');
  mkdirSync(about, { recursive: true });
  writeFileSync(join(about, 'copyright'), ['NOTICE', 'LICENSE'].map((file) => readFileSync(join(options.root, file), 'utf8')).join('\n'));
  writeFileSync(join(tree, 'DEBIAN', 'control'), control(version, installedKibibytes(tree)));
  // Chromium's sandbox helper needs to be root's own where user namespaces are off.
  writeFileSync(join(tree, 'DEBIAN', 'postinst'), '#!/bin/sh\nset -e\nif [ -f /opt/carrel/chrome-sandbox ]; then chown root:root /opt/carrel/chrome-sandbox; chmod 4755 /opt/carrel/chrome-sandbox; fi\n');
  chmodSync(join(tree, 'DEBIAN', 'postinst'), 0o755);
  const file = join(options.out, `carrel_${version}_${process.arch === 'x64' ? 'amd64' : process.arch}.deb`);
  rmSync(file, { force: true });
  // Already compressed content for the most part: light compression makes the package in a minute instead of ten.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, file], { stdio: 'ignore' });
  rmSync(tree, { recursive: true, force: true });
  return existsSync(file) ? `Made ${file}.` : 'dpkg-deb made nothing.';
}

/** What the package takes once installed, so that an installer can say so and check for room. */
function installedKibibytes(tree: string): number {
  return Number(execFileSync('du', ['-sk', '--apparent-size', tree], { encoding: 'utf8' }).split('\t')[0]);
}

function control(version: string, kibibytes: number): string {
  return [
    'Package: carrel', `Version: ${version}`, `Architecture: ${process.arch === 'x64' ? 'amd64' : process.arch}`, 'Section: text', 'Priority: optional', `Installed-Size: ${kibibytes}`,
    `Depends: ${depends.join(', ')}`, 'Maintainer: The Carrel authors <maintainers@carrel.invalid>',
    'Description: Answers from your own documents, entirely offline', ' Every sentence of an answer points at the exact place it came from.', '',
  ].join('\n');
}
