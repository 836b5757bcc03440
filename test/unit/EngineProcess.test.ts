import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineProcess } from '../../electron/main/EngineProcess.ts';
import type { EngineState } from '../../electron/shared/shellContract.ts';

const program = fileURLToPath(new URL('../fakes/mortalEngine.ts', import.meta.url));
let engine: EngineProcess;
let states: EngineState[];

beforeEach(() => {
  // The clock alone: processes take their own time.
  vi.useFakeTimers({ toFake: ['Date'] });
  engine = new EngineProcess({ node: process.execPath, guard: program, compiled: '', entry: program, args: [], log: () => undefined });
  states = [];
  engine.onState((state) => { states.push(state); });
  engine.start();
});
afterEach(async () => {
  const { pid } = engine;
  await engine.close(async () => { if (pid !== null) process.kill(pid); await Promise.resolve(); }, 1_000);
  vi.useRealTimers();
});

/** Kills the engine that runs; gives how that ended, once another runs or none will. */
async function die(): Promise<EngineState['state']> {
  const { pid } = engine;
  if (pid === null) throw new Error('no engine runs');
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => {
    if (engine.state.state !== 'stopped' && (engine.pid === null || engine.pid === pid)) throw new Error('not yet');
  }, { timeout: 10_000 });
  return engine.state.state;
}

describe('the process of the engine', () => {
  it.skipIf(process.platform !== 'linux')('E36, D2: leaves no image of its memory on the disk when it crashes', async () => {
    const { pid } = engine;
    await expect.poll(() => readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')).toContain(process.execPath);
    await expect.poll(() => readFileSync(`/proc/${String(pid)}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);
  });

  it('R15: is started again three times within five minutes, then left stopped until asked for', async () => {
    expect([await die(), await die(), await die(), await die()]).toEqual(['running', 'running', 'running', 'stopped']);
    expect(engine.pid).toBeNull();
    expect(states.map(({ state }) => state)).toEqual(['running', ...Array.from({ length: 3 }, () => ['restarting', 'running']).flat(), 'stopped']);
    expect(engine.state.restarts).toBe(4);
    engine.restart();
    expect(engine.state.state).toBe('running');
    // Asked for, it has all its tries again.
    expect([await die(), await die(), await die(), await die()]).toEqual(['running', 'running', 'running', 'stopped']);
    engine.restart();
  });

  it('R15: deaths more than five minutes ago are forgotten, later ones are not', async () => {
    expect([await die(), await die(), await die()]).toEqual(['running', 'running', 'running']);
    vi.setSystemTime(Date.now() + 4 * 60_000);
    expect(await die()).toBe('stopped');
    engine.restart();
    expect([await die(), await die(), await die()]).toEqual(['running', 'running', 'running']);
    vi.setSystemTime(Date.now() + 5 * 60_000 + 1);
    expect([await die(), await die(), await die(), await die()]).toEqual(['running', 'running', 'running', 'stopped']);
    engine.restart();
  });

  it('asked for while it is about to start by itself, it is started once', async () => {
    const { pid } = engine;
    if (pid === null) throw new Error('no engine runs');
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => { expect(engine.state.state).toBe('restarting'); }, { interval: 5 });
    engine.restart();
    const again = engine.pid;
    // Longer than it waits before it starts by itself.
    await new Promise((resolve) => { setTimeout(resolve, 600); });
    expect(engine.pid).toBe(again);
    expect(states.map(({ state }) => state)).toEqual(['running', 'restarting', 'running']);
  });
});
