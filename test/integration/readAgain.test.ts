import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEngine, type RunningEngine } from '../../electron/cli/startEngine.ts';
import { IndexReport, type Document } from '../../electron/shared/schemas.ts';
import { noModels, runCarrel, type CarrelRun } from './runCarrel.ts';
import { useIngest } from './useIngest.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/files/${name}`, import.meta.url));

describe('protected documents', () => {
  let root = '';
  let docs = '';
  let engine: RunningEngine | null = null;
  const start = async (): Promise<RunningEngine['client']> => {
    engine = startEngine({ profile: join(root, 'profile'), calledAs: 'test' });
    for await (const event of engine.client.index({ paths: [docs], wait: 'searchable' })) void event;
    return engine.client;
  };
  const carrel = (passwords: string, ...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile: join(root, 'profile'), passphrase: passwords });
  const find = (documents: readonly Document[], name: string): Document => {
    const found = documents.find(({ path }) => path.endsWith(name));
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };

  beforeEach(() => {
    vi.stubEnv('CARREL_MODELS', noModels);
    root = mkdtempSync(join(tmpdir(), 'carrel-passwords-'));
    docs = join(root, 'docs');
    mkdirSync(docs);
    copyFileSync(fixture('user-encrypted.pdf'), join(docs, 'locked.pdf'));
    copyFileSync(fixture('owner-encrypted.pdf'), join(docs, 'open.pdf'));
  });
  afterEach(async () => {
    await engine?.close();
    engine = null;
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true, force: true });
  });

  it('are read with their password; a wrong one is said to be, and changes nothing', async () => {
    const client = await start();
    const locked = find(await client.documents({}), 'locked.pdf');
    expect(locked).toMatchObject({ state: 'skipped', reason: { code: 'password-needed' }, pages: 0 });
    expect(find(await client.documents({}), 'open.pdf').state).toBe('searchable');
    await expect(client.unlockDocument({ documentId: locked.id, password: 'not this' })).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect(find(await client.documents({}), 'locked.pdf')).toMatchObject({ id: locked.id, state: 'skipped', reason: { code: 'password-needed' } });
    const unlocked = await client.unlockDocument({ documentId: locked.id, password: 'user' });
    expect(unlocked).toMatchObject({ id: locked.id, state: 'searchable', reason: null });
    expect(unlocked.pages).toBeGreaterThan(0);
    const { text } = await client.page({ document: locked.id, page: 1 });
    expect((await client.search({ query: text.slice(0, 40), scope: { paths: [locked.path], folderIds: [] } })).map(({ documentId }) => documentId)).toContain(locked.id);
    const ranges = [{ start: 0, end: 5 }];
    expect(await client.locate({ documentId: locked.id, page: 1, ranges })).toMatchObject({ found: 'exact', rectangles: [{ range: 0 }] });
    expect(await client.originalPassword({ documentId: locked.id })).toEqual({ password: 'user' });
    expect(await client.originalPassword({ documentId: find(await client.documents({}), 'open.pdf').id })).toEqual({ password: null });
    // The password is gone with the engine; what was read is not.
    await engine?.close();
    const again = await start();
    expect(await again.originalPassword({ documentId: locked.id })).toEqual({ password: null });
    await expect(again.locate({ documentId: locked.id, page: 1, ranges })).rejects.toMatchObject({ code: 'password-needed' });
    await expect(again.unlockDocument({ documentId: locked.id, password: 'not this' })).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await expect(again.locate({ documentId: locked.id, page: 1, ranges })).rejects.toMatchObject({ code: 'password-needed' });
    expect(await again.unlockDocument({ documentId: locked.id, password: 'user' })).toMatchObject({ state: 'searchable' });
    expect(await again.locate({ documentId: locked.id, page: 1, ranges })).toMatchObject({ found: 'exact', rectangles: [{ range: 0 }] });
  });

  it('name no document that is not there', async () => {
    const client = await start();
    await expect(client.unlockDocument({ documentId: 987, password: 'user' })).rejects.toMatchObject({ code: 'document-unknown' });
  });

  it('are read by the command with passwords from a file descriptor, which appear nowhere', async () => {
    const first = IndexReport.parse((await carrel('', 'index', docs, '--json')).json());
    expect(first.documents).toMatchObject({ indexed: 1, skipped: 1 });
    expect(IndexReport.parse((await carrel('', 'index', '--retry', '--json')).json()).documents).toMatchObject({ indexed: 1, skipped: 1 });
    expect((await carrel('', 'index')).code).toBe(2);
    const wrong = await carrel('wrong\nwrong too\n', 'index', docs, '--json', '--passwords-fd', '3');
    expect(IndexReport.parse(wrong.json()).documents).toMatchObject({ indexed: 1, skipped: 1 });
    const right = await carrel('wrong\r\nuser\r\n', 'index', docs, '--json', '--passwords-fd', '3');
    expect(IndexReport.parse(right.json()).documents).toMatchObject({ indexed: 2, skipped: 0 });
    expect(right.stdout + right.stderr).not.toContain('wrong');
  });

  it('a document says its date and where it comes from', async () => {
    const client = await start();
    writeFileSync(join(docs, 'note.txt'), 'A note.');
    for await (const event of client.index({ paths: [docs], wait: 'searchable' })) void event;
    expect(find(await client.documents({}), 'note.txt').date).toEqual({ day: new Date().toISOString().slice(0, 10), from: 'file' });
  });
});

describe('what was skipped or failed', () => {
  const at = useIngest();

  it('is read again when asked to, those that stopped the reader too; the rest is left alone', async () => {
    at.put('fine.txt', 'fine');
    at.put('crash.txt', '#!crash');
    at.put('skip.txt', '#!skip format-unsupported');
    await at.open();
    await at.indexAll();
    expect(at.states()).toEqual({ 'fine.txt': 'indexed', 'crash.txt': 'failed reader-crashed', 'skip.txt': 'skipped format-unsupported' });
    const before = at.count('reading');
    expect(at.opened.ingest.readAgain.retry()).toBe(2);
    await at.opened.settle();
    expect(at.count('reading') - before).toBe(2);
    const id = at.opened.library.documents.byPath(join(at.docs, 'skip.txt'))?.documentId ?? 0;
    expect(at.opened.ingest.readAgain.retry([id, 12_345])).toBe(1);
    await at.opened.settle();
    expect(at.count('reading') - before).toBe(3);
  });

  it.skipIf(process.getuid?.() === 0)('can be read once it may be', async () => {
    const path = at.put('closed.txt', 'Behind closed doors.');
    chmodSync(path, 0o000);
    await at.open();
    await at.indexAll();
    chmodSync(path, 0o600);
    expect(at.opened.ingest.readAgain.retry()).toBe(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'closed.txt': 'indexed' });
  });

  it('what is wanted first is read first', async () => {
    for (let n = 0; n < 200; n += 1) at.put(`many/${String(n).padStart(3, '0')}.txt`, `#!slow 5\nnumber ${n}`);
    at.put('wanted/now.txt', 'Wanted now.');
    await at.open({ readers: 1, limits: { documents: 1, passages: 2_000, ms: 20 } });
    at.opened.ingest.pause();
    await at.opened.ingest.addFolder(at.docs);
    await expect.poll(() => at.opened.library.documents.byState().waiting ?? 0, { timeout: 20_000 }).toBeGreaterThan(130);
    expect(at.opened.ingest.readFirst(join(at.docs, 'wanted'))).toBe(1);
    at.opened.ingest.resume();
    await expect.poll(() => at.states()[join('wanted', 'now.txt')], { timeout: 20_000, interval: 10 }).toMatch(/searchable|indexed/);
    expect(Object.values(at.states()).filter((state) => state === 'waiting' || state === 'reading').length).toBeGreaterThan(100);
  });

  it('what is wanted first is read first when it is found only later', async () => {
    for (let n = 0; n < 200; n += 1) at.put(`many/${String(n).padStart(3, '0')}.txt`, `#!slow 5\nnumber ${n}`);
    at.put('wanted/now.txt', 'Wanted now.');
    await at.open({ readers: 1, limits: { documents: 1, passages: 2_000, ms: 20 } });
    expect(at.opened.ingest.readFirst(join(at.docs, 'wanted'))).toBe(0);
    await at.opened.ingest.addFolder(at.docs);
    await expect.poll(() => at.states()[join('wanted', 'now.txt')], { timeout: 20_000, interval: 10 }).toMatch(/searchable|indexed/);
    expect(Object.values(at.states()).filter((state) => state === 'waiting' || state === 'reading').length).toBeGreaterThan(100);
  });
});
