import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../build/electronRuntime.mjs';
import type { PolicySettings } from '../../electron/shared/policy.ts';

/** Whether this system lets a test give a window a machine of its own. */
export const canSettle = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'mount', '--bind', '/etc', '/mnt']).status === 0;

/** A machine whose administrator has settled something, as a window sees it: `through` starts Electron with a place for the policy of its own. */
export function policyMachine(policy: { readonly contact: string; readonly settings: PolicySettings }): { readonly through: string; remove(): void } {
  const machine = mkdtempSync(join(tmpdir(), 'carrel-machine-'));
  const etc = join(machine, 'etc');
  mkdirSync(join(etc, 'carrel'), { recursive: true, mode: 0o755 });
  for (const name of ['passwd', 'group', 'nsswitch.conf', 'ld.so.cache', 'ld.so.conf', 'fonts']) if (existsSync(join('/etc', name))) cpSync(join('/etc', name), join(etc, name), { recursive: true });
  writeFileSync(join(etc, 'carrel', 'policy.json'), JSON.stringify({ version: 1, ...policy }), { mode: 0o644 });
  const through = join(machine, 'electron.sh');
  writeFileSync(through, `#!/bin/sh\nexec unshare -rm sh -c 'mount --bind "${etc}" /etc && exec "$0" "$@"' '${findElectron()?.executable ?? ''}' "$@"\n`, { mode: 0o755 });
  return { through, remove: () => { rmSync(machine, { recursive: true, force: true }); } };
}
