import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { noModels } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';

// A network that would answer: two namespaces joined by a cable, in the other one a host that gives every name its own address and takes every
// connection. Counted is what leaves on the cable, whoever in the process sends it.
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-network-'));
const docs = writeSmallFolder(join(root, 'docs'));
const log = join(root, 'host.log');
const resolver = join(root, 'resolv.conf');
const program = here('../../electron/cli/carrel.ts');
/** 30 minutes by command: CARREL_IDLE_SECONDS=1800. */
const idleSeconds = Number(process.env['CARREL_IDLE_SECONDS'] ?? (process.env['CI'] === 'true' ? 120 : 20));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

type Outcome = { readonly code: number | null; readonly packets: number; readonly heard: readonly string[]; readonly stdout: string; readonly stderr: string };

const script = `
set -e
unshare -n "$NODE" "$HOST" "$LOG" 10.99.0.2 & P=$!
trap 'kill $P' EXIT
i=0; while [ ! -s "$LOG" ] && [ $i -lt 300 ]; do sleep 0.1; i=$((i+1)); done
ip link add v0 type veth peer name v1 netns $P
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || true
ip addr add 10.99.0.1/24 dev v0; ip link set lo up; ip link set v0 up; ip route add default via 10.99.0.2
nsenter -t $P -n sh -c 'ip addr add 10.99.0.2/24 dev v1; ip link set v1 up; ip link set lo up'
mount --bind "$RESOLVER" /etc/resolv.conf
sent() { awk '$1=="v0:" {print $11}' /proc/net/dev; }
sleep 0.5; BEFORE=$(sent)
set +e; "$@"; CODE=$?
AFTER=$(sent)
echo "packets $((AFTER-BEFORE))" >&2
exit $CODE`;

/** Runs a command where names are asked of `nameserver`; `10.99.0.2` is the host that answers, anything else is swallowed. */
function runOnCable(command: readonly string[], nameserver = '10.99.0.2'): Outcome {
  rmSync(log, { force: true });
  writeFileSync(resolver, `nameserver ${nameserver}\noptions timeout:5 attempts:2\n`);
  const { status, stdout, stderr } = spawnSync('unshare', ['-Urmn', 'sh', '-c', script, 'sh', ...command], {
    encoding: 'utf8', env: { ...process.env, CARREL_MODELS: noModels, NODE: process.execPath, HOST: here('../fakes/answeringHost.ts'), LOG: log, RESOLVER: resolver },
  });
  const heard = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => line !== '' && line !== 'ready') : [];
  return { code: status, stdout, stderr, packets: Number(/^packets (\d+)$/m.exec(stderr)?.[1] ?? Number.NaN), heard };
}

/** Why there is no such network here; null where a command that does nothing runs on it. */
function whyNoCable(): string | null {
  if (process.platform !== 'linux') return 'not Linux';
  const { code, stderr } = runOnCable(['true']);
  return code === 0 ? null : `no network of our own: ${stderr.trim().split('\n').at(-1) ?? `exit code ${String(code)}`}`;
}
const without = whyNoCable();

describe.skipIf(without !== null)(`on a network that would answer${without === null ? '' : ` (skipped: ${without})`}`, () => {
  it('N3: a canary that asks for a name and connects is heard and counted', () => {
    const { heard, packets } = runOnCable([process.execPath, '-e', `require('net').connect(80, 'carrel-canary.test').on('connect', () => process.exit()).on('error', () => process.exit(1))`]);
    expect(heard.some((line) => line.startsWith('name') && line.includes('carrel-canary'))).toBe(true);
    expect(heard).toContain('connection to 80');
    expect(packets).toBeGreaterThan(2);
  });

  it(`N4: a session and ${idleSeconds} s of rest send nothing at all`, () => {
    const session = `set -e; "$0" "$1" index "$2" --profile "$3"; "$0" "$1" ask "What is the notice period of the warehouse?" --profile "$3"; "$0" "$4" "$3" ${idleSeconds}`;
    const { code, stdout, stderr, packets, heard } = runOnCable(['sh', '-c', session, process.execPath, program, docs, join(root, 'profile'), here('../fakes/idleEngine.ts')]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('five months');
    expect(stdout).toContain('"documentsTotal":8,"after":8');
    expect(heard).toEqual([]);
    expect(packets).toBe(0);
  });

  it('N12: where names are asked of a host that swallows them, Carrel waits for none: it asks for none', () => {
    const swallowing = '192.0.2.1';
    const canary = runOnCable([process.execPath, '-e', `require('dns').lookup('carrel-canary.test', () => {}); setTimeout(() => process.exit(), 500)`], swallowing);
    expect(canary.packets).toBeGreaterThan(0);
    const { code, stdout, stderr, packets } = runOnCable([process.execPath, program, 'status', '--profile', join(root, 'profile')], swallowing);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('8');
    expect(packets).toBe(0);
  });
});
