import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEngine, type RunningEngine } from '../../electron/cli/startEngine.ts';
import { Connection } from '../../electron/engine/library/Connection.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { EraseCertificate } from '../../electron/shared/securityContract.ts';
import { noModels, runCarrel } from './runCarrel.ts';

let root = '';
let docs = '';
let engine: RunningEngine | null = null;

beforeEach(() => {
  vi.stubEnv('CARREL_MODELS', noModels);
  root = mkdtempSync(join(tmpdir(), `carrel it's an erase 日本 `));
  docs = join(root, 'docs');
  mkdirSync(join(docs, 'sub'), { recursive: true });
  writeFileSync(join(docs, "it's 100% secret.txt"), 'The merger of Hollenbeck with Quayside closes on the fourteenth of May.\nThe codeword for it is zirkelspitze and nobody else may know about the price.\n');
  writeFileSync(join(docs, 'plain.txt'), 'The kiln was lit on the ninth of March. The merger is mentioned here in other words.\n');
  for (let i = 0; i < 30; i += 1) writeFileSync(join(docs, 'sub', `note ${i}.txt`), `Drawer ${i} holds ${i * 7919} screws of the kind K${i}.\n`.repeat(10));
});
afterEach(async () => {
  await stop();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await engine?.close();
  engine = null;
}

async function start(): Promise<RunningEngine['client']> {
  engine = startEngine({ profile: join(root, 'profile'), calledAs: 'test' });
  for await (const event of engine.client.index({ paths: [docs], wait: 'indexed' })) void event;
  return engine.client;
}

async function erase(client: RunningEngine['client'], path: string, conversations = false): Promise<EraseCertificate> {
  let found: EraseCertificate | null = null;
  for await (const event of client.erase({ path, conversations })) if (event.type === 'certificate') found = event.certificate;
  if (found === null) throw new Error('no certificate');
  return found;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => null, (reason: unknown) => reason);
  return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
}

const folder = (): string => join(root, 'profile', 'libraries', 'main');
const secretPath = (): string => join(docs, "it's 100% secret.txt");
const beforeOf = ({ places }: EraseCertificate, pattern: RegExp): number => places.filter(({ place }) => pattern.test(place)).reduce((sum, { before }) => sum + before, 0);
const afterOf = ({ places }: EraseCertificate, pattern = /./): number => places.filter(({ place }) => pattern.test(place)).reduce((sum, { after }) => sum + after, 0);

/** A copy of the library as a backup, as the engine makes them. */
async function makeBackup(): Promise<void> {
  await using vault = await Vault.open({ folder: folder() });
  await using library = await Library.open({ folder: folder(), key: vault.deriveKey('sqlite') });
  await library.backup(join(folder(), 'backups', '1.db'));
}

/** Erasures as a database file notes them. */
async function jobsOf(path: string): Promise<readonly { readonly state: string; readonly input: string }[]> {
  await using vault = await Vault.open({ folder: folder() });
  const connection = new Connection(path, vault.deriveKey('sqlite'));
  try {
    return connection.prepare<[], { state: string; input: string }>(`SELECT state, input FROM jobs WHERE kind = 'erase'`).all();
  } finally {
    connection.close();
  }
}

describe('erase', () => {
  it('D6, D7: the verifier finds the document before and nothing after, in database, index and backups; no file is older', async () => {
    await start();
    await stop();
    await makeBackup();
    // As is kept of a library that no longer opened.
    writeFileSync(join(folder(), 'backups', '2.db'), 'damaged '.repeat(1_000));
    let client = await start();
    for await (const event of client.ask({ question: 'What is the codeword of the merger?', model: 'none', conversationId: 'c' })) void event;
    const certificate = await erase(client, secretPath(), true);
    expect(certificate).toMatchObject({ documents: 1, contents: 1, path: secretPath(), resumed: false });
    expect(certificate.messagesRemoved).toBe(1);
    for (const place of [/^library: pages/, /^library: vocabulary/, /^library: document_text/, /^library: messages/, /^library: citations/, /^backup 1\.db: pages/, /^backup 2\.db$/, /^index: passages/]) expect(beforeOf(certificate, place), String(place)).toBeGreaterThan(0);
    // Its path alone, in the library and in the backup made of it afterwards: the file is still in its folder and must not be read again.
    expect(afterOf(certificate)).toBe(2);
    expect(afterOf(certificate, /: exclusions$/)).toBe(2);
    expect(certificate.kept).toHaveLength(1);
    expect(await client.search({ query: 'zirkelspitze' })).toEqual([]);
    expect((await client.search({ query: 'merger' })).map(({ path }) => path)).toEqual([join(docs, 'plain.txt')]);
    expect((await client.search({ query: 'drawer 12' })).length).toBeGreaterThan(0);
    expect(await client.conversations({})).toEqual([]);
    expect(readdirSync(folder()).sort()).toEqual(['backups', 'data.key', 'index', 'library.db', 'library.db-shm', 'library.db-wal', 'vault.json']);
    const [backup = '', ...others] = readdirSync(join(folder(), 'backups'));
    expect(others).toEqual([]);
    expect(await client.erasures({})).toMatchObject([{ path: null, pathDigest: certificate.pathDigest }]);
    expect((await client.auditEntries({})).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['erase-begun', 'erased']));
    // The file is still in its folder: it is not read again.
    await stop();
    expect(await jobsOf(join(folder(), 'backups', backup)), 'the backup knows the erasure as ended, and nothing of what it was about').toEqual([{ state: 'done', input: '{}' }]);
    client = await start();
    expect(await client.search({ query: 'zirkelspitze' })).toEqual([]);
  });

  it('takes a word in the names of other documents for no trace, nor one in a question about something else', async () => {
    const path = join(docs, 'format.txt');
    writeFileSync(path, 'Minutes are saved as txt, for any program reads it. The ferryman alone keeps them.\n');
    const client = await start();
    for await (const event of client.ask({ question: 'Was the kiln lit by the ferryman?', model: 'none' })) void event;
    const certificate = await erase(client, path, true);
    expect(beforeOf(certificate, /document_text/)).toBeGreaterThan(0);
    expect(afterOf(certificate, /document_text|message_text/)).toBe(0);
    expect(await client.search({ query: 'ferryman' })).toEqual([]);
  });

  it('leaves conversations where that was not chosen, and says so; a folder goes whole; what lies twice stays where it is', async () => {
    writeFileSync(join(docs, 'sub', 'copy.txt'), 'The kiln was lit on the ninth of March. The merger is mentioned here in other words.\n');
    const client = await start();
    for await (const event of client.ask({ question: 'When was the kiln lit?', model: 'none', conversationId: 'c' })) void event;
    const kept = await erase(client, secretPath());
    expect(kept.messagesRemoved).toBe(0);
    expect((await client.conversation({ id: 'c' })).length).toBe(1);
    const certificate = await erase(client, join(docs, 'sub'));
    expect(certificate.documents).toBe(31);
    expect(certificate.contents).toBe(30);
    expect(certificate.kept[0]).toMatch(/^1 of the files lie in other places/);
    expect(await client.search({ query: 'screws' })).toEqual([]);
    expect((await client.search({ query: 'kiln' })).map(({ path }) => path)).toEqual([join(docs, 'plain.txt')]);
    expect(await codeOf(erase(client, secretPath()))).toBe('document-unknown');
  });

  it('takes words with it that the policy has kept in the audit log, of answers that quote it or showed it; the log stays whole', async () => {
    let client = await start();
    const documentId = (await client.documents({})).find(({ path }) => path === secretPath())?.id ?? 0;
    await stop();
    const vault = await Vault.open({ folder: folder() });
    const library = await Library.open({ folder: folder(), key: vault.deriveKey('sqlite') });
    const audit = library.security.audit(vault.deriveKey('audit'));
    audit.append('question-asked', {}, { question: 'When does it close?', answer: 'The merger of Hollenbeck with Quayside closes on the fourteenth of May.' });
    audit.append('question-asked', { documents: [documentId] }, { question: 'When?', answer: 'In May.' });
    audit.append('question-asked', {}, { question: 'When was the kiln lit?', answer: 'On the ninth of March.' });
    await library.close();
    await vault.close();
    client = await start();
    const certificate = await erase(client, secretPath());
    expect([beforeOf(certificate, /^library: audit_contents/), afterOf(certificate, /audit_contents/)]).toEqual([1, 0]);
    const entries = await client.auditEntries({ content: true });
    expect(entries.filter(({ kind }) => kind === 'question-asked').map(({ content }) => content?.question ?? null)).toEqual([null, null, 'When was the kiln lit?']);
    expect(JSON.stringify(await client.auditEntries({}))).not.toContain('kiln');
    expect(await client.auditVerify({})).toMatchObject({ broken: null });
    expect([await client.auditEraseContent({}), await client.auditEraseContent({})]).toEqual([{ erased: 1 }, { erased: 0 }]);
    expect((await client.auditEntries({})).at(-1)).toMatchObject({ kind: 'content-erased', detail: { rows: 1 } });
    expect(await client.auditVerify({})).toMatchObject({ broken: null });
  });

  it('is refused under a legal hold, as is removing', async () => {
    const client = await start();
    await client.setHold({ path: docs, held: true });
    expect(await codeOf(erase(client, secretPath()))).toBe('hold-active');
    expect(await codeOf(client.remove({ path: secretPath() }))).toBe('hold-active');
    await client.setHold({ path: docs, held: false });
    expect((await erase(client, secretPath())).documents).toBe(1);
  });

  it('what is under a hold stays, marked, although its file is deleted, and goes once the hold is lifted', async () => {
    let client = await start();
    await client.setHold({ path: docs, held: true });
    await stop();
    rmSync(secretPath());
    client = await start();
    const kept = async () => (await client.documents({})).find(({ path }) => path === secretPath());
    expect(await kept()).toMatchObject({ state: 'failed', reason: { code: 'file-gone-kept' }, pages: 1 });
    expect((await client.search({ query: 'zirkelspitze' })).map(({ path }) => path)).toEqual([secretPath()]);
    expect(await codeOf(erase(client, secretPath()))).toBe('hold-active');
    await client.setHold({ path: docs, held: false });
    await expect.poll(kept, { timeout: 60_000 }).toBeUndefined();
    expect(await client.search({ query: 'zirkelspitze' })).toEqual([]);
    expect((await client.search({ query: 'kiln' })).length).toBe(1);
  });

  it('what was read of a held file stays although the file is changed, beside what it says now, and goes once the hold is lifted', async () => {
    let client = await start();
    for await (const event of client.ask({ question: 'What is the codeword of the merger?', model: 'none', conversationId: 'c' })) void event;
    const [cited] = await client.documents({}).then((documents) => documents.filter(({ path }) => path === secretPath()));
    await client.setHold({ path: secretPath(), held: true });
    await stop();
    writeFileSync(secretPath(), 'The merger of Hollenbeck is called off. Nobody asked for brunnenpfeil.\n');
    client = await start();
    const paths = async (query: string) => (await client.search({ query })).map(({ path }) => path);
    const [kept = '', ...others] = await paths('zirkelspitze');
    expect(others).toEqual([]);
    expect(kept.startsWith(`${secretPath()}/it's 100% secret.txt (`)).toBe(true);
    expect(await paths('brunnenpfeil')).toEqual([secretPath()]);
    expect((await client.documents({})).find(({ path }) => path === kept)).toMatchObject({ id: cited?.id, state: 'failed', reason: { code: 'file-changed-kept' }, pages: 1 });
    for (const path of [kept, secretPath()]) {
      expect(await codeOf(erase(client, path))).toBe('hold-active');
      expect(await codeOf(client.remove({ path }))).toBe('hold-active');
    }
    await client.setHold({ path: secretPath(), held: false });
    await expect.poll(() => paths('zirkelspitze'), { timeout: 60_000 }).toEqual([]);
    expect(await paths('brunnenpfeil')).toEqual([secretPath()]);
  });

  it('follows the rules of a folder: refused before its time, due after it, done when asked to, never by the clock', async () => {
    const profile = join(root, 'profile');
    const run = (...args: string[]) => runCarrel(args, { profile });
    const [secret, plain] = [secretPath(), join(docs, 'plain.txt')];
    const daysAgo = (days: number): number => Date.now() / 1_000 - days * 86_400;
    utimesSync(secret, daysAgo(40), daysAgo(40));
    utimesSync(plain, daysAgo(20), daysAgo(20));
    await run('index', docs);
    expect((await run('retention', 'set', docs, '--keep', '30', '--erase-after', '20')).code).toBe(2);
    expect((await run('retention', 'set', docs, '--keep', '30', '--erase-after', '35', '--json')).json()).toEqual([{ path: docs, keepDays: 30, eraseAfterDays: 35, settled: false }]);
    for (const args of [['erase', plain], ['remove', plain], ['erase', docs], ['remove', docs]]) {
      const refused = await run(...args, '--json');
      expect(refused.code).toBe(3);
      expect(refused.json()).toMatchObject({ error: { code: 'retention-active' } });
    }
    expect((await run('retention', 'due', '--json')).json()).toMatchObject([{ path: secret }]);
    expect((await run('search', 'zirkelspitze', '--json')).json()).toHaveLength(1);
    await run('hold', secret, 'on');
    expect((await run('retention', 'due', '--json')).json()).toEqual([]);
    await run('hold', secret, 'off');
    expect((await run('retention', 'apply', '--json')).json()).toMatchObject([{ path: secret, documents: 1 }]);
    expect((await run('search', 'zirkelspitze', '--json')).json()).toEqual([]);
    expect(existsSync(secret)).toBe(true);
    expect((await run('retention', 'set', docs, '--json')).json()).toEqual([]);
    expect((await run('remove', docs)).code).toBe(0);
  });

  it('erases all that is due in one go, with one certificate that names each', async () => {
    const old = [1, 2, 3].map((at) => join(docs, 'sub', `note ${at}.txt`));
    for (const path of old) utimesSync(path, Date.now() / 1_000 - 40 * 86_400, Date.now() / 1_000 - 40 * 86_400);
    const client = await start();
    await client.setRetention({ path: docs, keepDays: null, eraseAfterDays: 30 });
    const [steps, certificates] = [[] as string[], [] as EraseCertificate[]];
    for await (const event of client.eraseDue({})) {
      if (event.type === 'step') steps.push(event.step);
      else certificates.push(event.certificate);
    }
    expect(steps.filter((step) => step === 'rewriting-library' || step === 'looking-after')).toEqual(['rewriting-library', 'looking-after']);
    const [certificate] = certificates;
    expect(certificates).toHaveLength(1);
    expect(certificate).toMatchObject({ documents: 3, path: old[0], others: [{ path: old[1] }, { path: old[2] }] });
    expect(certificate === undefined ? -1 : afterOf(certificate, /^(?!.*exclusions$)/)).toBe(0);
    expect((await client.documents({})).map(({ path }) => path).filter((path) => old.includes(path))).toEqual([]);
    expect(await client.erasures({})).toMatchObject([{ path: null, others: [{ path: null }, { path: null }] }]);
    for await (const event of client.eraseDue({})) expect(event).toBeNull();
  });

  it('finds what was taken out before in the backups that still have it, and what quotes it', async () => {
    let client = await start();
    for await (const event of client.ask({ question: 'What is the codeword of the merger?', model: 'none', conversationId: 'c' })) void event;
    await stop();
    await makeBackup();
    rmSync(secretPath());
    client = await start();
    expect(await client.search({ query: 'zirkelspitze' })).toEqual([]);
    expect(await codeOf(erase(client, join(docs, 'never there.txt')))).toBe('document-unknown');
    await client.setRetention({ path: docs, keepDays: 30, eraseAfterDays: null });
    expect(await codeOf(erase(client, secretPath(), true))).toBe('retention-active');
    await client.setRetention({ path: docs, keepDays: null, eraseAfterDays: null });
    const certificate = await erase(client, secretPath(), true);
    expect(certificate).toMatchObject({ documents: 1, messagesRemoved: 1 });
    for (const place of [/^backup 1\.db: pages/, /^backup 1\.db: contents/, /^backup 1\.db: vocabulary/, /^library: messages/]) expect(beforeOf(certificate, place), String(place)).toBeGreaterThan(0);
    expect(afterOf(certificate)).toBe(0);
    expect(await client.conversations({})).toEqual([]);
    expect((await client.search({ query: 'kiln' })).map(({ path }) => path)).toEqual([join(docs, 'plain.txt')]);
    expect(await codeOf(erase(client, secretPath()))).toBe('document-unknown');
  });

  it('killed at any step ends at the next start', async () => {
    await start();
    await stop();
    await makeBackup();
    const steps = ['looking-before', 'removing', 'rewriting-library', 'rewriting-index', 'rewriting-backups', 'looking-after'] as const;
    const paths = steps.map((_, at) => join(docs, 'sub', `note ${at}.txt`));
    for (const [at, step] of steps.entries()) {
      // Some way into the step; the last one is over in no time.
      const afterMs = step === 'looking-after' ? 0 : at * 15;
      const child = fork(fileURLToPath(new URL('../fakes/eraseAndDie.ts', import.meta.url)), [folder(), paths[at] ?? '', step, String(afterMs)], { stdio: 'inherit' });
      const [, signal] = await once(child, 'exit') as [number | null, string | null];
      expect(signal, step).toBe('SIGKILL');
    }
    const client = await start();
    const done = await client.erasures({});
    // Killed before its plan was noted the first never began.
    expect(done).toHaveLength(steps.length - 1);
    // Whatever the machine's speed: one that was already through to its certificate has nothing left to resume.
    expect(done.filter(({ resumed }) => resumed).length).toBeGreaterThanOrEqual(steps.length - 2);
    expect(done.reduce((sum, certificate) => sum + afterOf(certificate, /^(?!.*exclusions$)/), 0)).toBe(0);
    const left = (await client.documents({})).map(({ path }) => path);
    expect(left).toContain(paths[0]);
    for (const path of paths.slice(1)) expect(left).not.toContain(path);
    expect(left).toContain(join(docs, 'plain.txt'));
    expect((await client.search({ query: 'kiln' })).length).toBe(1);
    expect(existsSync(join(folder(), 'index.erased'))).toBe(false);
  });

  it('gives no certificate while anything older than it lies in the library, keeps the library usable, and ends at a later start', async () => {
    let client = await start();
    writeFileSync(join(folder(), 'left over.bin'), 'from before');
    expect(await codeOf(erase(client, secretPath()))).toBe('erase-incomplete');
    expect(await client.erasures({})).toEqual([]);
    expect(await client.search({ query: 'zirkelspitze' })).toEqual([]);
    expect((await client.search({ query: 'kiln' })).length).toBe(1);
    expect((await client.auditEntries({})).at(-1)).toMatchObject({ kind: 'erase-unfinished', detail: { code: 'erase-incomplete' } });
    await stop();
    rmSync(join(folder(), 'left over.bin'));
    client = await start();
    expect(await client.erasures({})).toMatchObject([{ documents: 1, resumed: true }]);
  });

  it('at the command line prints a certificate with every place', async () => {
    const profile = join(root, 'profile');
    expect((await runCarrel(['index', docs], { profile })).code).toBe(0);
    expect((await runCarrel(['hold', docs, 'on'], { profile })).stdout).toContain(docs);
    expect((await runCarrel(['erase', secretPath()], { profile })).code).toBe(3);
    expect((await runCarrel(['hold', docs, 'off'], { profile })).code).toBe(0);
    const run = await runCarrel(['erase', secretPath(), '--verify'], { profile });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/Certificate of erasure[\s\S]*Verified: +\d+ traces in \d+ places before; 1 after[\s\S]*library: pages, six words in a row: 1 before, 0 after/);
    expect((await runCarrel(['audit', 'verify'], { profile })).stdout).toMatch(/^The audit log is whole: \d+ entries/);
  });
});
