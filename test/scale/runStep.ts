import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sparingEnvironment } from '../../electron/shared/sparingEnvironment.ts';

/** Runs a program of this folder and gives what it printed; what it says on the way goes to standard error. */
export function runStep(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...args], { maxBuffer: 64 * 1024 ** 2, env: { ...process.env, ...sparingEnvironment } }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
    child.stderr?.pipe(process.stderr);
  });
}
