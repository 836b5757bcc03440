import { closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BoundedReader } from '../../electron/models/BoundedReader.ts';
import { ProtoWalk } from '../../electron/models/ProtoWalk.ts';
import { readGgufHeader } from '../../electron/models/readGgufHeader.ts';
import { validateGguf } from '../../electron/models/validateGguf.ts';
import { validateOnnx } from '../../electron/models/validateOnnx.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { Random } from '../eval/random.ts';
import { chat, embedder, startModels } from './starterModels.ts';

// Some here; all by CARREL_MUTATIONS=5000. The same ones for the same seed.
const mutations = Number(process.env['CARREL_MUTATIONS'] ?? 200);
const seed = Number(process.env['CARREL_TEST_SEED'] ?? Date.now() % 1_000_000);
/** Of those that pass the check, so many are given to native code, evenly spread. */
const loads = mutations >= 5_000 ? 100 : 5;

const spec = chat();
const embedderSpec = embedder();
const root = mkdtempSync(join(tmpdir(), 'carrel-mutations-'));
const path = join(root, 'mutated');
const models = startModels();
afterAll(async () => {
  await models.close();
  rmSync(root, { recursive: true, force: true });
});

/** Parts of a file that say what it is, one behind the other, and how they are written back to where they stand. */
type Header = { readonly bytes: Buffer; readonly write: (bytes: Buffer) => void };

/** The starter chat model's own header, before as many zeros as it has weights: they take no room on the disk. */
async function ggufHeader(): Promise<Header> {
  const { size } = statSync(spec.modelPath);
  const file = await open(spec.modelPath);
  const { headerBytes } = await readGgufHeader(file, size).finally(() => file.close());
  writeFileSync(path, '');
  truncateSync(path, size);
  return { bytes: readParts(spec.modelPath, [[0, headerBytes]]), write: (bytes) => { writeParts(path, [[0, headerBytes]], bytes); } };
}

/** The starter embedder, all of it but the bytes of its weights, which stand between. */
async function onnxHeader(): Promise<Header> {
  copyFileSync(embedderSpec.modelPath, path);
  const { size } = statSync(path);
  const file = await open(path);
  const weights = await weightsOf(file, size).finally(() => file.close());
  const parts = [...weights, [size, size] as const].map(([from], at): Range => [weights[at - 1]?.[1] ?? 0, from]);
  return { bytes: readParts(path, parts), write: (bytes) => { writeParts(path, parts, bytes); } };
}

type Range = readonly [from: number, to: number];

/** Where the weights of an ONNX file stand: the graph is part 7 of it, a tensor part 5 of that, its bytes part 9 of that. */
async function weightsOf(file: FileHandle, size: number): Promise<Range[]> {
  const walk = new ProtoWalk(new BoundedReader(file, { size, limit: size }), 1_000_000);
  const found: Range[] = [];
  const within = async (end: number, [part, ...parts]: readonly number[]): Promise<void> => walk.fields(end, async (field) => {
    if (field.number !== part) return;
    if (parts.length === 0) found.push([walk.position, field.end]);
    else await within(field.end, parts);
  });
  await within(size, [7, 5, 9]);
  return found;
}

function readParts(from: string, parts: readonly Range[]): Buffer {
  const file = openSync(from, 'r');
  const bytes = parts.map(([start, end]) => {
    const part = Buffer.alloc(end - start);
    readSync(file, part, 0, part.length, start);
    return part;
  });
  closeSync(file);
  return Buffer.concat(bytes);
}

function writeParts(to: string, parts: readonly Range[], bytes: Buffer): void {
  const file = openSync(to, 'r+');
  let at = 0;
  for (const [start, end] of parts) {
    writeSync(file, bytes, at, end - start, start);
    at += end - start;
  }
  closeSync(file);
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

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
  }
}

/** Damages a header again and again, and gives native code some of those that pass the check. */
async function harm({ bytes, write }: Header, { validate, load }: { readonly validate: (path: string) => Promise<unknown>; readonly load: (id: string) => Promise<unknown> }): Promise<void> {
  write(bytes);
  expect(await codeOf(validate(path))).toBeNull();
  expect(await codeOf(load('whole'))).toBeNull();
  const random = new Random(seed);
  const [passed, outcomes] = [[] as Buffer[], new Map<string, number>()];
  for (let n = 0; n < mutations; n += 1) {
    const damaged = damage(bytes, random);
    write(damaged);
    const code = await codeOf(validate(path));
    expect([null, 'model-damaged', 'model-unsupported', 'model-wrong-kind']).toContain(code);
    if (code === null) passed.push(damaged);
  }
  const step = Math.max(1, Math.floor(passed.length / loads));
  for (let at = 0; at < passed.length; at += step) {
    write(passed[at] ?? bytes);
    const code = await codeOf(load(`damaged-${at}`));
    outcomes.set(String(code), (outcomes.get(String(code)) ?? 0) + 1);
  }
  console.log(`seed ${seed}: ${mutations} damaged headers, ${mutations - passed.length} refused by the check; of the others given to native code: ${JSON.stringify(Object.fromEntries(outcomes))}`);
  // Native code may end its own process over one: that is told as such, and the process is there again.
  expect([...outcomes.keys()].filter((code) => !['null', 'model-damaged', 'model-unsupported', 'helper-stopped'].includes(code))).toEqual([]);
}

describe('a starter model with its header damaged', () => {
  it(`G2: the chat model, ${mutations} times, is refused in words or loads, and the models process answers afterwards (seed ${seed})`, async () => {
    // Its weights are noughts: it loads, and would write nonsense.
    await harm(await ggufHeader(), { validate: validateGguf, load: (id) => models.client.loadChat({ ...spec, id, modelPath: path }) });
    expect(await codeOf(models.client.loadChat(spec))).toBeNull();
  }, 3_000_000);

  it(`G2: the embedder, ${mutations} times, is refused in words or loads, and the models process answers afterwards (seed ${seed})`, async () => {
    await harm(await onnxHeader(), {
      validate: validateOnnx,
      load: async (id) => {
        await models.client.loadEmbedder({ ...embedderSpec, id, modelPath: path });
        await models.client.unloadEmbedder({ id });
      },
    });
    expect(await codeOf(models.client.loadEmbedder(embedderSpec))).toBeNull();
  }, 3_000_000);
});
