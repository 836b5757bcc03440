import { defineConfig } from 'vitest/config';

/**
 * unit: fakes only, seconds. integration: real processes, store and files. models: real model files.
 * Two workers at most: the machines this is meant for have two cores.
 */
const project = (name: string, testTimeout: number) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout, pool: 'forks' as const },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [project('unit', 30_000), project('integration', 180_000), project('models', 300_000), project('torture', 900_000), project('app', 180_000)],
  },
});
