import { defineConfig } from 'vitest/config';

/**
 * unit: fakes only, seconds. integration: real processes, store and files. models: real model files.
 * Those that time a model or drive a window run one file at a time.
 * Two workers at most: the machines this is meant for have two cores.
 */
// A machine shared with others can starve a process for seconds: what fails is tried once more, and a second failure counts.
const retry = 1;

const project = (name: string, testTimeout: number, isAlone = false) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout, pool: 'forks' as const, fileParallelism: !isAlone, retry },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [project('unit', 30_000), project('integration', 180_000), project('models', 300_000, true), project('torture', 900_000), project('app', 180_000, true), project('package', 180_000, true)],
  },
});
