import { cpus } from 'node:os';
import { describe, expect, it } from 'vitest';
import { FreeCores, type CoreTimes } from '../../../electron/models/FreeCores.ts';
import { computeThreads, doctorChecks, judgeMachine, type Machine } from '../../../electron/models/hardware.ts';

const good: Machine = { memoryBytes: 16e9, threads: 8, cores: 8, architecture: 'x64', features: new Set(['avx2', 'fma']), graphics: [] };
const levels = (machine: Machine): Record<string, string> => Object.fromEntries(judgeMachine(machine).map(({ name, level }) => [name, level]));

describe('doctor', () => {
  it('finds nothing wrong with a machine above the floor', () => {
    expect(Object.values(levels(good))).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('says slow, with advice, and never refuses below the floor', () => {
    const checks = judgeMachine({ ...good, memoryBytes: 4e9, cores: 2, threads: 2, features: new Set(['sse4_2']) });
    expect(checks.map(({ level }) => level)).toEqual(['slow', 'slow', 'slow', 'ok']);
    for (const { level, advice } of checks) expect(advice === null).toBe(level === 'ok');
  });

  it('takes a machine sold with 8 GB for one', () => {
    expect(levels({ ...good, memoryBytes: 7.6e9 })).toMatchObject({ memory: 'ok' });
  });

  it('knows that every 64-bit ARM processor has NEON', () => {
    expect(levels({ ...good, architecture: 'arm64', features: null })).toMatchObject({ 'processor instructions': 'ok' });
  });

  it('looks at this machine', async () => {
    const checks = await doctorChecks();
    expect(checks.map(({ name }) => name)).toEqual(['memory', 'processor cores', 'processor instructions', 'graphics processor']);
    expect(computeThreads()).toBeGreaterThanOrEqual(1);
    expect(computeThreads()).toBeLessThanOrEqual(cpus().length);
  });
});

describe('FreeCores', () => {
  const cores = cpus().length;
  /** A machine on which others take `busy` cores of all while this process takes `own`. */
  const run = (busy: number, own: number): number => {
    let ms = 0;
    const read = (): CoreTimes => ({ total: ms * cores, idle: ms * (cores - busy - own), own: ms * own });
    const free = new FreeCores(cores, { read, now: () => ms });
    ms = 1_000;
    return free.measure();
  };

  it('gives all cores when only this process works', () => {
    expect(run(0, cores)).toBe(cores);
  });

  it('leaves cores to others, and always keeps one thread', () => {
    expect(run(cores, 0)).toBe(1);
    expect(run(cores - 1, 1)).toBe(1);
  });

  it('does not count small background noise', () => {
    expect(run(0.3, cores - 0.3)).toBe(cores);
  });
});
