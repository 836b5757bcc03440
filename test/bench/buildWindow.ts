import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from '../../build/electronRuntime.mjs';
import { repositoryRoot } from '../eval/questions.ts';

/** Builds the window as it is now; gives why it cannot be shown here, or null. */
export function buildWindow(): string | null {
  if (findElectron() === null) return 'there is no Electron (node build/setup.mjs --dev)';
  const hasDisplay = process.platform !== 'linux' || (process.env['DISPLAY'] ?? '') !== '' || spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;
  if (!hasDisplay) return 'there is no display and no Xvfb to make one';
  execFileSync(process.execPath, [join(repositoryRoot, 'build', 'buildWindow.ts')], { stdio: 'ignore' });
  return null;
}
