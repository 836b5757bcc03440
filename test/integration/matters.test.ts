import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEngine, type RunningEngine } from '../../electron/cli/startEngine.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { noModels } from './runCarrel.ts';

// Several libraries of one person: nothing of one is found, shown or kept in another.
const root = mkdtempSync(join(tmpdir(), 'carrel-matters-'));
let engine: RunningEngine;
const secret = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

beforeAll(() => {
  vi.stubEnv('CARREL_MODELS', noModels);
  for (const name of ['one', 'two']) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, `${name}.txt`), `The canary of matter ${name} is called zqcanary${name} and sings at noon.\n`);
  }
  engine = startEngine({ profile: join(root, 'profile'), calledAs: 'test' });
});
afterAll(async () => {
  await engine.close();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function index(name: string): Promise<void> {
  for await (const event of engine.client.index({ paths: [join(root, name)], wait: 'indexed' })) void event;
}

describe('libraries of one profile', () => {
  it('D1: share nothing: no document, hit, answer, conversation, audit entry, term hash or key', async () => {
    const { client } = engine;
    await index('one');
    for await (const event of client.ask({ question: 'What is the canary called?', model: 'none', conversationId: 'first' })) void event;
    await client.setHold({ path: join(root, 'one'), held: true });
    const entries = (await client.auditEntries({})).map(({ hash }) => hash);
    const second = await client.createLibrary({ name: 'Second', passphrase: secret('two') });
    expect(await client.documents({})).toEqual([]);
    expect(await client.conversations({})).toEqual([]);
    expect(await client.search({ query: 'canary' })).toEqual([]);
    expect(await client.security({})).toMatchObject({ holds: [], protection: 'passphrase' });
    await index('two');
    expect((await client.search({ query: 'canary' })).map(({ path }) => path)).toEqual([join(root, 'two', 'two.txt')]);
    expect((await client.auditEntries({})).filter(({ hash }) => entries.includes(hash))).toEqual([]);
    for (const scope of [{ paths: [join(root, 'one')] }]) {
      const error = await client.search({ query: 'canary', scope }).then(() => null, (reason: unknown) => reason);
      expect(error).toBeInstanceOf(AppError);
    }
    await client.lockLibrary({});
    // The one locked keeps closed while the other is open.
    await client.openLibrary({ id: 'main' });
    expect((await client.search({ query: 'canary' })).map(({ path }) => path)).toEqual([join(root, 'one', 'one.txt')]);
    expect(await client.libraries({})).toMatchObject([{ id: second.id, open: false }, { id: 'main', open: true }].sort((a, b) => (a.id < b.id ? -1 : 1)));
    const identities = ['main', second.id].map((id) => readFileSync(join(root, 'profile', 'libraries', id, 'index', 'index.json'), 'utf8'));
    expect(identities[0]).not.toBe(identities[1]);
    expect(readdirSync(join(root, 'profile', 'libraries', second.id))).not.toContain('data.key');
  });
});
