import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from './electronRuntime.mjs';

/** Builds the window and opens it on a profile; gives Electron's exit code once the person has closed it, or null where there is no Electron. */
export async function startWindow(profile: string): Promise<number | null> {
  const electron = findElectron();
  if (electron === null) return null;
  await import('./buildWindow.ts');
  // Chromium refuses its sandbox to root; a package refuses this switch.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electron.executable, [...sandbox, join(import.meta.dirname, '..')], { stdio: 'inherit', env: { ...process.env, CARREL_PROFILE: profile } });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => { resolve(code ?? 1); });
  });
}
