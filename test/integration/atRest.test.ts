import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearedEnvironment } from '../../electron/engine/spawnHelper.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { childPort } from '../../electron/shared/rpc/processPort.ts';
import { noModels } from './runCarrel.ts';
import { findSentinels, sentinelsIn } from './sentinels.ts';

// Twenty words that stand nowhere else, in everything a person gives Carrel: none may be read in any file it writes.
const root = mkdtempSync(join(tmpdir(), 'carrel-at-rest-'));
const [profile, temp, docs, exported] = ['profile', 'temp', 'zqfolder Überzqsatz', 'out'].map((name) => join(root, name)) as [string, string, string, string];
const words = {
  text: ['zqantimon', 'zqbismut', 'zqcadmium', 'zqdysprosium', 'zqeuropium', 'zqfermium', 'zqgallium', 'zqhafnium', 'zqiridium', 'zqjod', 'zqkrypton', 'zqlanthan', 'Zqmangan'],
  names: ['zqfolder', 'Überzqsatz', 'zqfile', 'zqtitle', 'zqheading'], asked: ['zqquestion', 'zqconversation'],
};
const sentinels = [...words.text, ...words.names, ...words.asked];
const secret = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

type Engine = { readonly client: Client<EngineContract>; readonly child: ChildProcess; readonly printed: () => string };
let engine: Engine | null = null;

/** The engine's own program, with what it prints and a temporary folder that is ours to search. */
function start(): Engine {
  const child = fork(fileURLToPath(new URL('../../electron/engine/main.ts', import.meta.url)), ['--profile', profile], {
    env: { ...clearedEnvironment(), TMPDIR: temp, CARREL_MODELS: noModels }, serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'], cwd: temp,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => { text += piece; });
  engine = { child, client: connect(engineContract, childPort(child)), printed: () => text };
  return engine;
}

async function kill(): Promise<string> {
  const killed = engine;
  if (killed === null) return '';
  engine = null;
  const ended = once(killed.child, 'close');
  killed.child.kill('SIGKILL');
  await ended;
  return killed.printed();
}

async function index({ client }: Engine): Promise<void> {
  for await (const event of client.index({ paths: [docs], wait: 'indexed' })) void event;
}

async function ask({ client }: Engine): Promise<string> {
  for await (const event of client.ask({ question: 'What is zqquestion about the zqantimon and its zqbismut price?', model: 'none', conversationId: 'c1' })) {
    if (event.type === 'answer-complete') return JSON.stringify(event.answer);
  }
  throw new Error('no answer');
}

beforeAll(async () => {
  for (const folder of [temp, join(docs, 'zqfile sub'), exported]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(docs, 'zqfile one.txt'), `The price of ${words.text.slice(0, 5).join(' and ')} is 4,711 crowns. ${words.text.join(' ')}.\n`);
  writeFileSync(join(docs, 'zqfile sub', 'zqfile two.md'), `# zqtitle\n\n## zqheading\n\n${words.text.join(' lies beside ')}.\n`);
  writeFileSync(join(docs, 'zqfile three.csv'), `name,price\n${words.text.map((word) => `${word},1`).join('\n')}\n`);
  writeFileSync(join(docs, 'zqfile broken.pdf'), `%PDF-1.7\n${words.text.join('\n')}\n%%EOF\n`);
  for (let i = 0; i < 60; i += 1) writeFileSync(join(docs, `filler ${i}.txt`), `Row ${i}: ${'plain words about nothing in particular '.repeat(60)}\n`);
  const opened = start();
  await index(opened);
  expect(await ask(opened)).toContain('zqantimon');
  await opened.client.renameConversation({ id: 'c1', title: 'About zqconversation' });
});
afterAll(async () => {
  await kill();
  rmSync(root, { recursive: true, force: true });
});

const written = (): string[] => [...findSentinels(profile, sentinels), ...findSentinels(temp, sentinels)];
/** What stands in the folder for temporary files that everyone shares: native code and helpers included, Carrel leaves nothing there. */
const shared = (): string[] => readdirSync(temp);

describe('data at rest', () => {
  it('the search finds what is there: plain, UTF-16, base64, packed into a path, across a block', () => {
    const folder = join(root, 'control');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a'), Buffer.concat([Buffer.alloc(1_048_570), Buffer.from('ZQANTIMON')]));
    writeFileSync(join(folder, 'b'), Buffer.from('xx zqbismut', 'utf16le'));
    for (const pad of ['', 'x', 'xx']) writeFileSync(join(folder, `c${pad.length}`), Buffer.from(`${pad}about zqcadmium here`).toString('base64'));
    writeFileSync(join(folder, 'zqfile'), Buffer.from('zqjod').toString('hex'));
    expect(findSentinels(folder, sentinels).map((found) => found.replace(/^.*: /, '')).sort()).toEqual(['zqantimon', 'zqbismut', 'zqcadmium', 'zqcadmium', 'zqcadmium', 'zqfile (name)', 'zqjod'].sort());
    rmSync(folder, { recursive: true });
  });

  it('D2: unlocked and at work, then after kill -9: no word of documents, paths, questions or answers in any file', async () => {
    expect(written()).toEqual([]);
    if (engine === null) throw new Error('not started');
    // In the middle of reading and of an answer.
    writeFileSync(join(docs, 'zqfile late.txt'), words.text.join(' late '));
    const working = Promise.allSettled([index(engine), ask(engine)]);
    await new Promise((resolve) => { setTimeout(resolve, 700); });
    await kill();
    await working;
    expect(written()).toEqual([]);
    expect(shared()).toEqual([]);
  });

  it('D1, D13: with a passphrase and locked: nothing either; an export holds nothing readable', async () => {
    const opened = start();
    await index(opened);
    await ask(opened);
    await opened.client.setPassphrase({ passphrase: secret('open zqantimon') });
    await expect.poll(async () => (await opened.client.search({ query: 'zqantimon' })).length, { timeout: 60_000 }).toBeGreaterThan(0);
    await Array.fromAsync(opened.client.exportLibrary({ path: join(exported, 'library.carrel'), passphrase: secret('another') }));
    await opened.client.lockLibrary({});
    expect(written()).toEqual([]);
    expect(shared()).toEqual([]);
    expect(findSentinels(exported, sentinels)).toEqual([]);
    expect(statSync(join(exported, 'library.carrel')).size).toBeGreaterThan(100_000);
  });

  it('D3: the database looks like noise, and says nothing of what it is', () => {
    const bytes = readFileSync(join(profile, 'libraries', 'main', 'library.db'));
    expect(bytes.length).toBeGreaterThan(65_536);
    expect(bytes.includes('SQLite format 3')).toBe(false);
    expect(entropy(bytes)).toBeGreaterThanOrEqual(7.99);
  });

  it('D12: every file of the profile is for its owner alone, those of native code too', () => {
    if (process.platform === 'win32') return;
    const modes = readdirSync(profile, { withFileTypes: true, recursive: true }).map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, mode: statSync(path).mode & 0o777, expected: entry.isDirectory() ? 0o700 : 0o600 };
    });
    expect(modes.length).toBeGreaterThan(20);
    expect(modes.filter(({ mode, expected }) => mode !== expected)).toEqual([]);
  });

  it('D14: nothing of it is printed, by the engine or by what it starts', async () => {
    if (engine === null) throw new Error('not started');
    await engine.client.unlockLibrary({ passphrase: secret('open zqantimon') });
    await ask(engine);
    await engine.client.page({ document: join(docs, 'zqfile none.txt'), page: 1 }).catch(() => undefined);
    await engine.client.remove({ path: join(docs, 'zqfile one.txt') });
    const printed = await kill();
    expect(sentinelsIn(Buffer.from(printed), sentinels)).toEqual([]);
    expect(written()).toEqual([]);
  });
});

/** Shannon's, in bits a byte. */
function entropy(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return -counts.reduce((sum, count) => (count === 0 ? sum : sum + (count / bytes.length) * Math.log2(count / bytes.length)), 0);
}
