import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../electron/cli/carrel.ts', import.meta.url));

export type CarrelRun = {
  readonly code: number | null; readonly stdout: string; readonly stderr: string;
  /** Standard output as JSON; throws with both outputs where it is none. */
  json(): unknown;
};
export type CarrelOptions = {
  readonly profile: string;
  /** A folder of models; default: an empty one, so that no model is there. */
  readonly models?: string;
  /** Written to file descriptor 3. */
  readonly passphrase?: string;
  /** Gets the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
  readonly cwd?: string;
};

export const noModels = mkdtempSync(join(tmpdir(), 'carrel-no-models-'));

/** Runs the real command in its own process, as a person does. */
export function runCarrel(args: readonly string[], { profile, models = noModels, passphrase, onStart, cwd }: CarrelOptions): Promise<CarrelRun> {
  const child = spawn(process.execPath, [program, ...args, '--profile', profile], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, CARREL_MODELS: models, NO_COLOR: '1' }, ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const pipe = child.stdio[3] as NodeJS.WritableStream;
  // A command that asks for no passphrase closes the pipe unread.
  pipe.on('error', () => undefined);
  pipe.end(passphrase ?? '');
  onStart?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({
        code, stdout, stderr,
        json() {
          try {
            return JSON.parse(stdout);
          } catch {
            throw new Error(`no JSON (exit code ${String(code)})\nstdout: ${stdout.slice(0, 2_000)}\nstderr: ${stderr.slice(0, 2_000)}`);
          }
        },
      });
    });
  });
}
