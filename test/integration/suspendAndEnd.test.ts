import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { groupLimits } from '../../electron/engine/store.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import { noModels } from './runCarrel.ts';

// What a system does to a program: it ends it within seconds at logging off, or holds it where it is while the machine sleeps.
process.env['CARREL_MODELS'] = noModels;
/** More than two groups of what becomes searchable at once: some are, and others are still to come. */
const documents = 3 * groupLimits.documents;
const savedWithinMs = 3_000;
let root = '';
let engine: HelperProcess<EngineContract>;

const start = (): HelperProcess<EngineContract> => new HelperProcess({ contract: engineContract, entry: new URL('../../electron/engine/main.ts', import.meta.url), args: ['--profile', join(root, 'profile')], name: 'engine', closeGraceMs: 20_000 });
const docs = (): string => join(root, 'docs');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carrel-suspend-'));
  mkdirSync(docs());
  for (let n = 0; n < documents; n += 1) writeFileSync(join(docs(), `note ${n}.txt`), `Note ${n}: drawer ${n} holds ${n * 7919} screws of the kind K${n}.\n`.repeat(30));
  engine = start();
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const searchable = async (): Promise<number> => (await engine.client.documents({ limit: 1_000 })).filter(({ state }) => ['searchable', 'indexed'].includes(state)).length;
async function untilSome(): Promise<void> {
  await engine.client.addFolder({ path: docs() });
  while (await searchable() === 0) await sleep(20);
  expect(await searchable()).toBeLessThan(documents);
}
async function untilAll(): Promise<void> {
  for await (const event of engine.client.index({ paths: [docs()], wait: 'indexed' })) if (event.type === 'report') expect(event.report.documents).toEqual({ indexed: documents, indexedPartly: 0, skipped: 0, failed: 0 });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The engine and all it has started. */
function tree(pid: number): number[] {
  const parents = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (one: number): number[] => [one, ...parents.filter(([, parent]) => parent === one).flatMap(([child = 0]) => below(child))];
  return below(pid);
}

describe.skipIf(process.platform === 'win32')('a system that ends or suspends Carrel while it indexes', () => {
  it(`R14: told to end, it has saved everything and ended within ${savedWithinMs / 1_000} s, and goes on at the next start`, async () => {
    await untilSome();
    const known = await searchable();
    const pid = engine.pid ?? 0;
    const startedMs = performance.now();
    process.kill(pid, 'SIGTERM');
    while (isAlive(pid)) await sleep(10);
    expect(performance.now() - startedMs).toBeLessThan(savedWithinMs);
    engine = start();
    // What could be searched can be searched: nothing of it waits to be read again.
    expect(await searchable()).toBeGreaterThanOrEqual(known);
    await untilAll();
  });

  it('R14: held still with all its helpers and let go again, it goes on to the end and loses no document', async () => {
    await untilSome();
    const held = tree(engine.pid ?? 0);
    expect(held.length).toBeGreaterThan(1);
    for (const pid of held) process.kill(pid, 'SIGSTOP');
    await sleep(3_000);
    for (const pid of held) process.kill(pid, 'SIGCONT');
    await untilAll();
    expect((await engine.client.search({ query: 'drawer 149 screws K149', limit: 1 }))[0]?.path).toContain('note 149');
  });
});
