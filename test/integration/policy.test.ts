import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { noModels } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';
import { whyNot } from './tracedRun.ts';

// The real command on a machine whose /etc holds a policy: an own mount namespace with another /etc, so that the path is the real one.
const carrel = fileURLToPath(new URL('../../electron/cli/carrel.ts', import.meta.url));
const askForKey = fileURLToPath(new URL('../fakes/askForKey.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-policy-'));
const etc = join(root, 'etc');
const docs = writeSmallFolder(join(root, 'docs'));
const without = process.platform === 'linux' ? whyNot(['unshare', '-rm', 'mount', '--bind', '/etc', '/mnt']) : 'not Linux';
const reason = 'Rule 7 of the firm.';
const settled = (value: unknown): { value: unknown; reason: string } => ({ value, reason });

mkdirSync(join(etc, 'carrel'), { recursive: true, mode: 0o755 });
for (const name of ['passwd', 'group', 'nsswitch.conf', 'ld.so.cache', 'ld.so.conf']) if (existsSync(join('/etc', name))) copyFileSync(join('/etc', name), join(etc, name));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function run(settings: object | string, args: readonly string[], env: NodeJS.ProcessEnv = {}, program = carrel): Run {
  writeFileSync(join(etc, 'carrel', 'policy.json'), typeof settings === 'string' ? settings : JSON.stringify({ version: 1, contact: 'the help desk', settings }), { mode: 0o644 });
  const inside = `mount --bind '${etc}' /etc && exec "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', inside, process.execPath, program, ...args], { encoding: 'utf8', input: 'a passphrase', env: { ...process.env, CARREL_MODELS: noModels, NO_COLOR: '1', ...env } });
  return { code: status, stdout, stderr };
}

/** Someone without rights: no account of the system, so that nothing is theirs. */
const nobody = '65534';
const withoutNobody = without ?? (process.getuid?.() === 0 ? whyNot(['setpriv', '--reuid', nobody, '--regid', nobody, '--clear-groups', process.execPath, carrel, '--version']) : 'not root');

/** As `run`, by someone without rights who first does all they can to the policy. */
function runAsNobody(settings: object, args: readonly string[], env: NodeJS.ProcessEnv = {}, program = carrel): Run {
  writeFileSync(join(etc, 'carrel', 'policy.json'), JSON.stringify({ version: 1, settings }), { mode: 0o644 });
  const attempts = `rm -f /etc/carrel/policy.json; mv /etc/carrel /etc/gone; echo '{"version":1,"settings":{}}' > /etc/carrel/policy.json; chmod 666 /etc/carrel/policy.json; mount --bind /tmp /etc/carrel; umount /etc`;
  const inside = `mount --bind '${etc}' /etc && exec setpriv --reuid ${nobody} --regid ${nobody} --clear-groups sh -c '(${attempts.replaceAll("'", `'"'"'`)}) 2>/dev/null; exec "$0" "$@"' "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', inside, process.execPath, program, ...args], { encoding: 'utf8', input: 'a passphrase', env: { ...process.env, CARREL_MODELS: noModels, NO_COLOR: '1', ...env } });
  return { code: status, stdout, stderr };
}

describe.skipIf(withoutNobody !== null)(`a policy, and someone without rights${withoutNobody === null ? '' : ` (skipped: ${withoutNobody})`}`, () => {
  it('holds whatever they do to it, in the file system, by profile, environment or arguments', () => {
    const mine = join(root, 'of nobody');
    mkdirSync(mine);
    for (const path of [root, mine]) chmodSync(path, 0o755);
    chownSync(mine, Number(nobody), Number(nobody));
    const settings = { exports: settled(false), idleLockMinutes: settled(10), dataFolder: settled(join(mine, 'settled')) };
    const own = join(mine, 'policy.json');
    writeFileSync(own, '{"version":1,"settings":{}}');
    const env = { CARREL_POLICY: own, CARREL_PROFILE: '', HOME: mine, XDG_CONFIG_HOME: mine, XDG_CONFIG_DIRS: mine, XDG_DATA_HOME: mine, USER: 'root', LOGNAME: 'root' };
    for (const [args, more] of [
      [['export', join(mine, 'out.carrel'), '--export-passphrase-fd', '0'], {}], [['security', '--idle-lock', '0'], {}], [['status', '--profile', join(mine, 'other')], {}], [['status'], { CARREL_PROFILE: join(mine, 'other') }],
    ] as const) {
      const { code, stdout, stderr } = runAsNobody(settings, [...args, '--json'], { ...env, ...more });
      expect({ args, code }, stderr).toEqual({ args, code: 3 });
      expect(JSON.parse(stdout), stderr).toMatchObject({ error: { code: 'policy-forbids', details: { reason } } });
    }
    expect(readdirSync(mine).filter((name) => name === 'out.carrel' || name === 'other')).toEqual([]);
    expect(runAsNobody(settings, ['status'], env).code).toBe(0);
    const keys = { ...settings, keyStore: settled(false) };
    const asked = runAsNobody(keys, [join(mine, 'settled')], { ...env, CARREL_KEY_STORE: 'on' }, askForKey);
    for (const answer of Object.values(JSON.parse(asked.stdout) as object)) expect(answer, asked.stderr).toMatchObject({ code: 'policy-forbids', details: { setting: 'keyStore', reason } });
    const words = { ...settings, auditContent: settled(true) };
    const off = runAsNobody(words, ['security', '--audit-questions', 'off', '--json'], { ...env, CARREL_AUDIT_CONTENT: 'false' });
    expect(JSON.parse(off.stdout), off.stderr).toMatchObject({ error: { code: 'policy-forbids', details: { setting: 'auditContent', reason } } });
    expect(runAsNobody(words, ['ask', 'Who has the seven keys of the quay?'], env).code).toBe(0);
    expect(runAsNobody(words, ['audit', 'list', '--content'], env).stdout).toContain('Who has the seven keys of the quay?');
    expect(statSync(join(mine, 'settled', 'libraries')).uid).toBe(Number(nobody));
  });
});

describe.skipIf(without !== null)(`a policy of the machine${without === null ? '' : ` (skipped: ${without})`}`, () => {
  const profile = ['--profile', join(root, 'profile')];

  it('is shown with its reasons, and forbids what it settles', () => {
    const settings = { exports: settled(false), idleLockMinutes: settled(10), auditQuestions: settled(true), allowedModels: settled([]), updateSource: settled('none') };
    const shown = run(settings, ['policy', '--json', ...profile]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ path: '/etc/carrel/policy.json', contact: 'the help desk', settings });
    const refused = [['export', join(root, 'out.carrel'), '--export-passphrase-fd', '0'], ['export-conversation', 'any', join(root, 'out.md')], ['pack', 'any', join(root, 'out.zip')], ['security', '--idle-lock', '0'], ['security', '--idle-lock', '11'], ['security', '--audit-questions', 'off']];
    for (const args of refused) {
      const { code, stdout, stderr } = run(settings, [...args, '--json', ...profile]);
      expect(code, stderr).toBe(3);
      expect(JSON.parse(stdout), stderr).toMatchObject({ error: { code: 'policy-forbids', details: { reason, contact: 'the help desk' } } });
    }
    for (const name of ['out.carrel', 'out.md', 'out.zip']) expect(existsSync(join(root, name))).toBe(false);
    expect(run(settings, ['security', '--idle-lock', '5', ...profile]).code).toBe(0);
  });

  it('keeps every key out of the key store of the system, whoever asks', () => {
    const own = join(root, 'keys');
    const answers = (settings: object): unknown => {
      const { stdout, stderr } = run(settings, [own], { CARREL_KEY_STORE: 'on' }, askForKey);
      expect(stderr).toBe('');
      return JSON.parse(stdout);
    };
    const forbidden = { code: 'policy-forbids', details: { setting: 'keyStore', reason, contact: 'the help desk' } };
    expect(answers({ keyStore: settled(false) })).toEqual({ kept: forbidden, opened: forbidden });
    // It is the policy that forbids it: without one the library has no passphrase yet that a key could stand beside.
    expect(answers({})).toMatchObject({ kept: { code: 'passphrase-missing' } });
  });

  it('alone says whether the words of questions are kept in the log', () => {
    const own = ['--profile', join(root, 'words')];
    const file = join(root, 'words', 'policy.json');
    const question = 'Who has the seven keys of the quay?';
    const kept = (settings: object): boolean => run(settings, ['audit', 'list', '--content', '--limit', '1', ...own], { CARREL_AUDIT_CONTENT: 'true', CARREL_POLICY: file }).stdout.includes(question);
    expect(run({}, ['ask', question, ...own], { CARREL_AUDIT_CONTENT: 'true' }).code).toBe(0);
    writeFileSync(file, JSON.stringify({ version: 1, settings: { auditContent: settled(true) } }));
    expect(run({}, ['ask', question, ...own], { CARREL_AUDIT_CONTENT: 'true', CARREL_POLICY: file }).code).toBe(0);
    expect(kept({})).toBe(false);
    const settings = { auditContent: settled(true) };
    writeFileSync(file, JSON.stringify({ version: 1, settings: {} }));
    const { stdout } = run(settings, ['security', '--audit-questions', 'off', '--json', ...own]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'policy-forbids', details: { setting: 'auditContent', reason } } });
    expect(run(settings, ['ask', question, ...own], { CARREL_AUDIT_CONTENT: 'false', CARREL_POLICY: file }).code).toBe(0);
    expect(kept(settings)).toBe(true);
    expect(run(settings, ['security', ...own]).stdout).toContain('The words of questions and answers are kept with it, as the policy says.');
  });

  it('keeps data where it says: neither profile, environment nor arguments change that', () => {
    const settings = { dataFolder: settled(join(root, 'settled', '{user}')) };
    expect(run(settings, ['index', docs]).code).toBe(0);
    const [user = ''] = readdirSync(join(root, 'settled'));
    expect(readdirSync(join(root, 'settled', user))).toContain('libraries');
    const [byArgument, byEnvironment] = [run(settings, ['status', '--profile', join(root, 'mine')]), run(settings, ['status'], { CARREL_PROFILE: join(root, 'mine') })];
    for (const { code, stderr } of [byArgument, byEnvironment]) {
      expect(code).toBe(3);
      expect(stderr).toContain(reason);
    }
    expect(existsSync(join(root, 'mine'))).toBe(false);
    // Home and user names out of the environment move nothing either.
    expect(run(settings, ['status'], { HOME: join(root, 'mine'), USER: 'other', LOGNAME: 'other', XDG_DATA_HOME: join(root, 'mine') }).code).toBe(0);
    expect(readdirSync(join(root, 'settled'))).toEqual([user]);
  });

  it('is the one at its place, whatever the environment or a person’s own files say', () => {
    const own = join(root, 'own.json');
    writeFileSync(own, JSON.stringify({ version: 1, settings: {} }));
    mkdirSync(join(root, 'profile', 'policy'), { recursive: true });
    for (const name of ['policy.json', 'policy/policy.json']) copyFileSync(own, join(root, 'profile', name));
    const env = { CARREL_POLICY: own, CARREL_POLICY_PATH: own, ProgramData: root, XDG_CONFIG_DIRS: root, NODE_OPTIONS: '' };
    const { stdout } = run({ idleLockMinutes: settled(10) }, ['security', '--json', '--idle-lock', '600', ...profile], env);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'policy-forbids' } });
  });

  it('says how long documents are kept, before any rule of a person’s own', () => {
    const settings = { retention: settled([{ folder: docs, keepDays: 3_650 }]) };
    const own = ['--profile', join(root, 'kept')];
    expect(run(settings, ['index', docs, ...own]).code).toBe(0);
    const listed = JSON.parse(run(settings, ['retention', '--json', ...own]).stdout) as unknown;
    expect(listed).toEqual([{ path: docs, keepDays: 3_650, eraseAfterDays: null, settled: true }]);
    for (const args of [['erase', join(docs, 'prices.csv')], ['erase', docs], ['remove', docs]]) {
      const { code, stdout, stderr } = run(settings, [...args, '--json', ...own]);
      expect(code, stderr).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'retention-active' } });
    }
    for (const args of [['retention', 'set', docs], ['retention', 'set', join(docs, 'prices.csv'), '--erase-after', '1']]) expect(JSON.parse(run(settings, [...args, '--json', ...own]).stdout)).toMatchObject({ error: { code: 'policy-forbids', details: { reason } } });
    expect(run({}, ['remove', docs, ...own]).code).toBe(0);
  });

  it('that is broken keeps everything closed and says what is wrong', () => {
    for (const [text, says] of [['{"version":1,', 'no JSON'], [JSON.stringify({ version: 1, settings: { exprots: settled(false) } }), 'exprots']] as const) {
      for (const args of [['status'], ['policy']]) {
        const { code, stderr } = run(text, [...args, ...profile]);
        expect({ args, code }).toEqual({ args, code: 3 });
        expect(stderr).toContain(says);
        expect(stderr).toContain('/etc/carrel/policy.json');
      }
      // What tells why still works.
      expect(run(text, ['policy', 'check', join(etc, 'carrel', 'policy.json')]).stderr).toContain(says);
    }
  });
});
