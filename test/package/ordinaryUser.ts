import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { processesOf } from './processes.ts';

export type OrdinaryUser = {
  readonly uid: number;
  readonly home: string;
  /** Starts a program as this user, with an environment of their own: `DISPLAY` and the like only where given. */
  start(program: string, args: readonly string[], options?: { readonly env?: Readonly<Record<string, string>>; readonly stdio?: ('ignore' | 'pipe' | 'ipc')[] }): ChildProcess;
  /** Takes the account and all it left in its home away; ends what it still runs. */
  remove(): Promise<void>;
};

/** Someone without rights, with an empty home folder: a temporary account where the tests run as root, otherwise whoever runs them. */
export function ordinaryUser(): OrdinaryUser {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-user-'));
  chmodSync(folder, 0o755);
  const home = join(folder, 'home');
  const account = process.getuid?.() === 0 ? addAccount(home) : null;
  if (account === null) mkdirSync(home);
  return {
    uid: account?.uid ?? userInfo().uid,
    home,
    start: (program, args, { env = {}, stdio } = {}) => {
      const [command = program, ...rest] = [...(account?.become ?? []), program, ...args];
      const environment = { HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'en_US.UTF-8', ...env };
      return spawn(command, rest, { cwd: home, stdio: stdio ?? ['ignore', 'pipe', 'pipe'], env: environment });
    },
    remove: async () => {
      await account?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addAccount(home: string): { readonly uid: number; readonly become: readonly string[]; remove(): Promise<void> } {
  const name = `carrel-test-${process.pid}`;
  // A number no account of the system had before, so that no old file seems to be theirs.
  const uid = String(200_000 + process.pid);
  execFileSync('useradd', ['--uid', uid, '--user-group', '--no-log-init', '--create-home', '--skel', '/nonexistent', '--home-dir', home, '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
  const gid = execFileSync('id', ['-g', name], { encoding: 'utf8' }).trim();
  return {
    uid: Number(uid),
    become: ['setpriv', '--reuid', uid, '--regid', gid, '--clear-groups', '--no-new-privs=false'].filter((part) => part !== '--no-new-privs=false'),
    remove: async () => {
      await endAll(Number(uid));
      execFileSync('userdel', [name], { stdio: 'ignore' });
    },
  };
}

async function endAll(uid: number): Promise<void> {
  for (let running = processesOf(uid); running.length > 0; running = processesOf(uid)) {
    for (const { pid } of running) try { process.kill(pid, 'SIGKILL'); } catch { continue; }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}
