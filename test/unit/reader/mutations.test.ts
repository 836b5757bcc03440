import { describe, expect, it } from 'vitest';
import { cleanFiles, cleanPassword } from '../../fixtures/cleanFiles.ts';
import { damage } from '../../fixtures/damage.ts';
import { faultOf } from '../../fixtures/pageFault.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

/** Damaged copies of each format; `npm run fuzz` makes more, of more files, in the reader's own process. */
const runs = 100;
/** Seeds that ever failed, by the file they failed on. */
const kept: Readonly<Record<string, readonly number[]>> = {};

describe('damaged copies of sound files', () => {
  it.each([...Map.groupBy(cleanFiles(), ({ format }) => format)])('M3: %s ends in a state in time, and no page breaks the contract', async (format, files) => {
    for (const { name, bytes } of files) expect((await readBytes(name, bytes, { password: cleanPassword })).outcome.state, name).toMatch(/^indexed/);
    const turns = Array.from({ length: runs }, (_value, index) => ({ file: files[index % files.length], seed: index + 1 }));
    for (const { file, seed } of [...files.flatMap((one) => (kept[one.name] ?? []).map((seed) => ({ file: one, seed }))), ...turns]) {
      if (file === undefined) continue;
      const began = performance.now();
      const { outcome, pages } = await readBytes(file.name, damage(file.bytes, format, seed), { password: cleanPassword });
      expect(performance.now() - began, `${file.name} seed ${seed}`).toBeLessThan(5_000);
      expect(faultOf(pages, outcome), `${file.name} seed ${seed}`).toBeNull();
    }
  }, 60_000);
});
