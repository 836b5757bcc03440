import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { securityHandlers } from '../../../electron/engine/handlers/securityHandlers.ts';
import type { Libraries } from '../../../electron/engine/Libraries.ts';
import { policyPath, readPolicy } from '../../../electron/engine/policy/readPolicy.ts';
import { profileFolder, settledModelFolder } from '../../../electron/engine/policy/settledFolders.ts';
import { PolicyInForce } from '../../../electron/engine/policy/PolicyInForce.ts';
import { Policy, type PolicySettings } from '../../../electron/shared/policy.ts';
import { makeFolder } from '../library/testLibrary.ts';

const settled = <T>(value: T): { value: T; reason: string } => ({ value, reason: 'Rule 7' });
const inForce = (settings: PolicySettings): PolicyInForce => new PolicyInForce({ path: '/etc/carrel/policy.json', sha256: '0'.repeat(64), contact: null, settings });

describe('a policy file', () => {
  const isRoot = process.getuid?.() === 0;

  it('has one place on every system, which no variable moves', () => {
    expect(['linux', 'darwin', 'win32'].map((platform) => policyPath(platform as NodeJS.Platform))).toEqual([
      '/etc/carrel/policy.json', '/Library/Application Support/Carrel/policy.json', 'C:\\ProgramData\\Carrel\\policy.json',
    ]);
  });

  it('that is not there settles nothing', async () => {
    expect(readPolicy(join(await makeFolder(), 'policy.json')).state).toMatchObject({ sha256: null, settings: {} });
  });

  it.skipIf(!isRoot)('is read, and known by its checksum', async () => {
    const path = join(await makeFolder(), 'policy.json');
    writeFileSync(path, JSON.stringify({ version: 1, contact: 'IT', settings: { idleLockMinutes: settled(10), exports: settled(false) } }), { mode: 0o644 });
    const policy = readPolicy(path);
    expect(policy.state).toMatchObject({ contact: 'IT', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(policy.get('exports')).toBe(false);
    expect(policy.get('allowedModels')).toBeNull();
    expect(policy.forbids('exports')).toMatchObject({ code: 'policy-forbids', details: { setting: 'exports', reason: 'Rule 7', contact: 'IT' } });
  });

  it.skipIf(!isRoot).each<[string, string]>([
    ['no JSON', '{"version":1,'], ['another version', '{"version":2,"settings":{}}'], ['a setting nobody knows', '{"version":1,"settings":{"exprots":{"value":false,"reason":"x"}}}'],
    ['a value without a reason', '{"version":1,"settings":{"exports":{"value":false}}}'], ['a value of another type', '{"version":1,"settings":{"idleLockMinutes":{"value":"10","reason":"x"}}}'],
    ['a relative folder', '{"version":1,"settings":{"dataFolder":{"value":"data","reason":"x"}}}'], ['no SHA-256', '{"version":1,"settings":{"allowedModels":{"value":["abc"],"reason":"x"}}}'],
    ['a rule that erases what must be kept', '{"version":1,"settings":{"retention":{"value":[{"keepDays":30,"eraseAfterDays":29}],"reason":"x"}}}'], ['an empty file', ''], ['a list', '[]'], ['no settings', '{"version":1}'],
  ])('that holds %s is refused, naming what is wrong', async (_what, text) => {
    const path = join(await makeFolder(), 'policy.json');
    writeFileSync(path, text, { mode: 0o644 });
    expect(() => readPolicy(path)).toThrow(expect.objectContaining({ code: 'policy-broken', details: { path, problem: expect.stringMatching(/\w/) as string } }) as Error);
  });

  it('that others may write, that is a link, a folder or far too large is refused', async () => {
    if (process.platform === 'win32') return;
    const folder = await makeFolder();
    const whole = '{"version":1,"settings":{}}';
    const path = (name: string): string => join(folder, name);
    writeFileSync(path('open.json'), whole);
    chmodSync(path('open.json'), 0o666);
    symlinkSync(path('open.json'), path('link.json'));
    mkdirSync(path('folder.json'));
    writeFileSync(path('large.json'), Buffer.alloc(1_000_001, 32), { mode: 0o644 });
    for (const name of ['open.json', 'link.json', 'folder.json', 'large.json']) expect(() => readPolicy(path(name)), name).toThrow('policy-broken');
    if (!isRoot) return;
    writeFileSync(path('shared.json'), whole, { mode: 0o644 });
    expect(readPolicy(path('shared.json')).state.sha256).not.toBeNull();
    chmodSync(folder, 0o777);
    expect(() => readPolicy(path('shared.json'))).toThrow('policy-broken');
  });

  it('has a published schema that says what each setting does', () => {
    const schema = z.toJSONSchema(Policy) as unknown as { properties: { settings: { properties: Record<string, { description?: string }>; additionalProperties: boolean } } };
    const { properties, additionalProperties } = schema.properties.settings;
    expect(Object.keys(properties).sort()).toEqual(['allowedModels', 'auditContent', 'auditQuestions', 'dataFolder', 'exports', 'idleLockMinutes', 'keyStore', 'lanEngines', 'modelFolder', 'retention', 'updateSource']);
    expect(Object.values(properties).every(({ description }) => (description ?? '').length > 20)).toBe(true);
    expect(additionalProperties).toBe(false);
  });
});

describe('a policy in force', () => {
  it('lets an idle lock be shorter than settled, never longer, never off', () => {
    const policy = inForce({ idleLockMinutes: settled(10) });
    expect([0, 3, 10, 11].map((own) => policy.idleLockMinutes(own))).toEqual([10, 3, 10, 10]);
    expect([0, 11].map((own) => inForce({}).idleLockMinutes(own))).toEqual([0, 11]);
  });

  it('allows the models it names by checksum, and none without one', () => {
    const policy = inForce({ allowedModels: settled(['a'.repeat(64)]) });
    expect([policy.allowsModel('a'.repeat(64)), policy.allowsModel('b'.repeat(64)), policy.allowsModel(null)]).toEqual([true, false, false]);
    expect(inForce({}).allowsModel(null)).toBe(true);
  });

  it('keeps keys out of the key store of the system where it says so: none is made, and none opens anything', async () => {
    const context = { signal: new AbortController().signal };
    const secret = (): Uint8Array<ArrayBuffer> => new Uint8Array(32);
    const touched: string[] = [];
    const handlersUnder = (settings: PolicySettings) => securityHandlers({ policy: inForce(settings), usual: { id: 'main' }, withVault: () => touched.push('made'), open: () => touched.push('opened') } as unknown as Libraries);
    const forbidding = handlersUnder({ keyStore: settled(false) });
    for (const use of [() => forbidding.keepKey({ current: secret() }, context), () => forbidding.unlockLibrary({ keptKey: secret() }, context)]) await expect(use()).rejects.toMatchObject({ code: 'policy-forbids', details: { setting: 'keyStore' } });
    expect(touched).toEqual([]);
    await forbidding.unlockLibrary({ passphrase: secret() }, context);
    await handlersUnder({}).keepKey({ current: secret() }, context);
    expect(touched).toEqual(['opened', 'made']);
  });

  it('says where data lies: {home} and {user} are what the system says, and another folder is refused', () => {
    const person = { username: 'DOM\\../x', homedir: '/home/x' };
    const usual = (): string => '/usual';
    const policy = inForce({ dataFolder: settled('/srv/carrel/{user}'), modelFolder: settled('{home}/models') });
    const settledFolder = '/srv/carrel/DOM_.._x';
    expect(profileFolder(policy, { asked: null, usual, person })).toBe(settledFolder);
    expect(profileFolder(policy, { asked: `${settledFolder}/`, usual, person })).toBe(settledFolder);
    expect(() => profileFolder(policy, { asked: '/elsewhere', usual, person })).toThrow('policy-forbids');
    expect(settledModelFolder(policy, person)).toBe('/home/x/models');
    expect(profileFolder(inForce({}), { asked: '/elsewhere', usual, person })).toBe('/elsewhere');
    expect(profileFolder(inForce({}), { asked: null, usual, person })).toBe('/usual');
    expect(() => profileFolder(inForce({ dataFolder: settled('D:\\carrel') }), { asked: null, usual, person })).toThrow('policy-broken');
  });
});
