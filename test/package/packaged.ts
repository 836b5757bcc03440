import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const release = join(import.meta.dirname, '..', '..', 'release');
export const unpacked = join(release, 'linux-unpacked');

/** The .deb of the package; null where none was made (no dpkg-deb). */
export function debFile(): string | null {
  const name = existsSync(release) ? readdirSync(release).find((file) => file.endsWith('.deb')) : undefined;
  return name === undefined ? null : join(release, name);
}

/** The package in another place, where everybody may read it and nobody may write. */
export function copyOfPackage(): { readonly folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'carrel-package-'));
  chmodSync(parent, 0o755);
  const folder = join(parent, 'carrel');
  // Links cost no time and no room, but need one disk.
  if (spawnSync('cp', ['-a', '--link', unpacked, folder], { stdio: 'ignore' }).status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    spawnSync('cp', ['-a', unpacked, folder], { stdio: 'inherit' });
  }
  return { folder, remove: () => { rmSync(parent, { recursive: true, force: true }); } };
}
