import { mkdtempSync, openSync, closeSync, readSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readGgufHeader } from '../../electron/models/readGgufHeader.ts';
import { validateGguf } from '../../electron/models/validateGguf.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { Random } from '../eval/random.ts';
import { chat, startModels } from './starterModels.ts';

// Some here; all by CARREL_MUTATIONS=5000. The same ones for the same seed.
const mutations = Number(process.env['CARREL_MUTATIONS'] ?? 200);
const seed = Number(process.env['CARREL_TEST_SEED'] ?? Date.now() % 1_000_000);
/** Of those that pass the check, so many are given to native code, evenly spread. */
const loads = mutations >= 5_000 ? 100 : 5;

const spec = chat();
const root = mkdtempSync(join(tmpdir(), 'carrel-mutations-'));
const path = join(root, 'mutated.gguf');
const models = startModels();
afterAll(async () => {
  await models.close();
  rmSync(root, { recursive: true, force: true });
});

/** The starter model's own header, before as many zeros as it has weights: they take no room on the disk. */
async function headerOf(): Promise<{ readonly header: Buffer; readonly size: number }> {
  const { size } = statSync(spec.modelPath);
  const file = await open(spec.modelPath);
  const { headerBytes } = await readGgufHeader(file, size).finally(() => file.close());
  const header = Buffer.alloc(headerBytes);
  const bytes = openSync(spec.modelPath, 'r');
  readSync(bytes, header, 0, headerBytes, 0);
  closeSync(bytes);
  return { header, size };
}

/** One damage: bits turned, bytes or numbers set to what is largest, a block copied over another. Half of them where the numbers are that all else depends on. */
function damage(header: Buffer, random: Random): Buffer {
  const damaged = Buffer.from(header);
  const somewhere = (): number => {
    switch (random.integer(4)) {
      case 0: return random.integer(64);
      case 1: return random.integer(2_048);
      case 2: return header.length - 1 - random.integer(16_384);
      default: return random.integer(header.length);
    }
  };
  for (let change = 1 + random.integer(4); change > 0; change -= 1) {
    const at = somewhere();
    const length = Math.min(1 + random.integer(16), header.length - at);
    switch (random.integer(4)) {
      case 0: damaged[at] = (damaged[at] ?? 0) ^ (1 << random.integer(8)); break;
      case 1: damaged.fill(0xff, at, Math.min(at + 8, header.length)); break;
      case 2: damaged[at] = random.integer(256); break;
      default: {
        const from = random.integer(header.length - length);
        header.copy(damaged, at, from, from + length);
      }
    }
  }
  return damaged;
}

function write(header: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, header, 0, header.length, 0);
  closeSync(file);
}

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
  }
}

describe('the starter model with its header damaged', () => {
  it(`G2: ${mutations} times is refused in words or loads, and the models process answers afterwards (seed ${seed})`, async () => {
    const { header, size } = await headerOf();
    writeFileSync(path, header);
    truncateSync(path, size);
    expect(await codeOf(validateGguf(path))).toBeNull();
    const random = new Random(seed);
    const [passed, outcomes] = [[] as Buffer[], new Map<string, number>()];
    for (let n = 0; n < mutations; n += 1) {
      const damaged = damage(header, random);
      write(damaged);
      const code = await codeOf(validateGguf(path));
      expect([null, 'model-damaged', 'model-unsupported', 'model-wrong-kind']).toContain(code);
      if (code === null) passed.push(damaged);
    }
    const step = Math.max(1, Math.floor(passed.length / loads));
    for (let at = 0; at < passed.length; at += step) {
      write(passed[at] ?? header);
      const code = await codeOf(models.client.loadChat({ ...spec, id: `damaged-${at}`, modelPath: path }));
      outcomes.set(String(code), (outcomes.get(String(code)) ?? 0) + 1);
    }
    console.log(`seed ${seed}: ${mutations} damaged headers, ${mutations - passed.length} refused by the check; of the others given to native code: ${JSON.stringify(Object.fromEntries(outcomes))}`);
    // Native code may end its own process over one: that is told as such, and the process is there again.
    expect([...outcomes.keys()].filter((code) => !['null', 'model-damaged', 'model-unsupported', 'helper-stopped'].includes(code))).toEqual([]);
    expect(await codeOf(models.client.loadChat(spec))).toBeNull();
  }, 3_000_000);
});
