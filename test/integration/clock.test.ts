import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { noModels } from './runCarrel.ts';
import { useIngest, words } from './useIngest.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const dayMs = 86_400_000;
afterEach(() => { vi.useRealTimers(); });

describe('a wrong clock', () => {
  it.each([3_650, -3_650])('N13: an engine whose clock is %i days off opens its library and complains of nothing', (days) => {
    const profile = mkdtempSync(join(tmpdir(), 'carrel-clock-'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', pathToFileURL(here('../fakes/shiftClock.ts')).href, here('../../electron/engine/main.ts'), '--profile', profile], {
      // With nobody to serve it opens the profile all the same.
      encoding: 'utf8', timeout: 20_000, killSignal: 'SIGTERM', env: { ...process.env, CARREL_TEST_CLOCK_DAYS: String(days), CARREL_MODELS: noModels, CARREL_PROFILE: '' },
    });
    expect({ status, stdout, stderr }).toMatchObject({ stderr: '' });
    expect(existsSync(join(profile, 'libraries', 'main', 'library.db'))).toBe(true);
    rmSync(profile, { recursive: true, force: true });
  });
});

describe('a clock that jumps', () => {
  const at = useIngest();

  it('R11: a day forward and back during work, nothing that lives is removed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const now = Date.now();
    for (let n = 0; n < 8; n += 1) at.put(`f${n}.txt`, `Number ${n}. ${words(n, 60)}`);
    await at.open();
    await at.indexAll();
    for (const [step, shift] of [1, -1, 30, -30, 0].entries()) {
      vi.setSystemTime(now + shift * dayMs);
      at.put(`f${step}.txt`, `Number ${step}, changed. ${words(step + 100, 60)}`);
      at.put(`new${step}.txt`, `Number ${step}, new. ${words(step + 200, 60)}`);
      await at.opened.ingest.rescan(1);
      await at.opened.settle();
      await at.opened.index.maintain({ atRest: true });
      expect(await at.find('number'), `shifted by ${shift} days`).toHaveLength(8 + step + 1);
      expect((await Array.fromAsync(at.opened.index.passageIds())).flat().length).toBeGreaterThanOrEqual(at.opened.library.passages.count());
    }
    await at.opened.close();
    await at.open();
    await at.opened.settle();
    expect(await at.find('number')).toHaveLength(13);
    expect(at.opened.library.vectorsShare('fake-embedder')).toBe(1);
  });
});
