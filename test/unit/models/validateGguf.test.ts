import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { validateGguf } from '../../../electron/models/validateGguf.ts';
import { AppError } from '../../../electron/shared/AppError.ts';
import { soundGguf, u32, u64, writeGguf, type GgufParts } from '../../fakes/ggufFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-gguf-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function fileOf(bytes: Buffer): string {
  const path = join(folder, 'model.gguf');
  writeFileSync(path, bytes);
  return path;
}

function changed(change: (parts: GgufParts) => void): Buffer {
  const parts = soundGguf();
  change(parts);
  return writeGguf(parts);
}

const set = (key: string, value: GgufParts['values'][number][1]) => (parts: GgufParts): void => {
  parts.values = [...parts.values.filter(([known]) => known !== key), [key, value]];
};
const tensor = (index: number, more: Partial<GgufParts['tensors'][number]>) => (parts: GgufParts): void => {
  parts.tensors = parts.tensors.map((known, at) => (at === index ? { ...known, ...more } : known));
};

const bad: Readonly<Record<string, Buffer>> = {
  'empty file': Buffer.alloc(0),
  'shorter than a header': Buffer.from('GGUF\x03\x00\x00\x00', 'latin1'),
  'other magic': changed((parts) => { parts.magic = 'GGML'; }),
  'version 1': changed((parts) => { parts.version = 1; }),
  'version 4': changed((parts) => { parts.version = 4; }),
  'huge tensor count': changed((parts) => { parts.tensorCount = 2n ** 63n; }),
  'too many tensors': changed((parts) => { parts.tensorCount = 10_001n; }),
  'huge value count': changed((parts) => { parts.valueCount = 2n ** 40n; }),
  'more values than there are': changed((parts) => { parts.valueCount = 4_000n; }),
  'no tensors': changed((parts) => { parts.tensors = []; }),
  'key past the end': changed((parts) => { parts.values.unshift(['k', { raw: Buffer.concat([u32(8), u64(2n ** 62n)]) }]); }),
  'key of invalid UTF-8': changed((parts) => { parts.values.push([Buffer.from([0xff, 0xfe, 0x41]), 'x']); }),
  'key twice': changed((parts) => { parts.values.push(['general.name', 'again']); }),
  'text of 17 MB announced': changed((parts) => { parts.values.unshift(['k', { raw: Buffer.concat([u32(8), u64(17n << 20n)]) }]); }),
  'unknown value type': changed(set('k', { raw: Buffer.concat([u32(13), u64(0n)]) })),
  'array of arrays': changed(set('k', { raw: Buffer.concat([u32(9), u32(9), u64(1n)]) })),
  'array longer than the file': changed(set('k', { array: 4, items: [], count: 1_900_000n })),
  'array of three million': changed(set('k', { array: 4, items: [], count: 3_000_000n })),
  'truth value of 2': changed(set('k', { type: 7, value: 2 })),
  'alignment of 3': changed(set('general.alignment', { type: 4, value: 3 })),
  'alignment of 0': changed(set('general.alignment', { type: 4, value: 0 })),
  'alignment of 1 MB': changed(set('general.alignment', { type: 4, value: 1 << 20 })),
  'five dimensions': changed(tensor(0, { dimensions: [64, 7, 1, 1, 1] })),
  'a dimension of zero': changed(tensor(0, { dimensions: [0, 7] })),
  'dimensions that overflow': changed(tensor(0, { dimensions: [2n ** 33n, 2n ** 33n] })),
  'unknown tensor type': changed(tensor(0, { type: 99 })),
  'removed tensor type': changed(tensor(0, { type: 4 })),
  'rows that are no whole blocks': changed(tensor(1, { dimensions: [48, 64] })),
  'tensor name of 65 bytes': changed(tensor(0, { name: 'x'.repeat(65) })),
  'tensor twice': changed(tensor(1, { name: 'token_embd.weight' })),
  'unaligned offset': changed(tensor(1, { offset: 1_793 })),
  'tensors over each other': changed(tensor(1, { offset: 32 })),
  'offset past the end': changed(tensor(1, { offset: 1n << 50n })),
  'data cut off': changed((parts) => { parts.dataBytes = 2_000; }),
  'bytes after the last tensor': changed((parts) => { parts.dataBytes = 50_000; }),
  'no architecture': changed((parts) => { parts.values = parts.values.filter(([key]) => key !== 'general.architecture'); }),
  'no vocabulary': changed((parts) => { parts.values = parts.values.filter(([key]) => key !== 'tokenizer.ggml.tokens'); }),
  'vocabulary of numbers': changed(set('tokenizer.ggml.tokens', { array: 4, items: [1, 2, 3, 4, 5, 6, 7] })),
  'token types of another length': changed(set('tokenizer.ggml.token_type', { array: 5, items: [3, 3] })),
  'scores of another type': changed(set('tokenizer.ggml.scores', { array: 5, items: [0, 0, 0, 0, 0, 0, 0] })),
  'end token outside the vocabulary': changed(set('tokenizer.ggml.eos_token_id', { type: 4, value: 7 })),
  'byte token that is none': changed(set('tokenizer.ggml.token_type', { array: 5, items: [3, 3, 3, 6, 1, 1, 1] })),
  '201 layers': changed(set('llama.block_count', { type: 4, value: 201 })),
  'no layers': changed(set('llama.block_count', { type: 4, value: 0 })),
  'a context of two million': changed(set('llama.context_length', { type: 4, value: 2_000_000 })),
  'heads that do not divide': changed(set('llama.attention.head_count', { type: 4, value: 5 })),
  'key heads that do not divide': changed(set('llama.attention.head_count_kv', { type: 4, value: 3 })),
  'a width of zero': changed(set('llama.embedding_length', { type: 4, value: 0 })),
};

describe('validateGguf', () => {
  it('takes a sound file and says what it is', async () => {
    const facts = await validateGguf(fileOf(writeGguf(soundGguf())));
    expect(facts).toMatchObject({ architecture: 'llama', name: 'Little Llama', contextTokens: 2_048, parameters: 64 * 7 + 64 * 64 });
    expect([...facts.marks]).toEqual(['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<0x0A>']);
  });

  it.each(Object.entries(bad))('G1: refuses: %s', async (_name, bytes) => {
    const started = performance.now();
    await expect(validateGguf(fileOf(bytes))).rejects.toMatchObject({ code: 'model-damaged' });
    expect(performance.now() - started).toBeLessThan(300);
  });

  it('tells models of another kind and unknown ones from damaged ones', async () => {
    await expect(validateGguf(fileOf(changed(set('general.architecture', 'bert'))))).rejects.toMatchObject({ code: 'model-wrong-kind' });
    await expect(validateGguf(fileOf(changed(set('general.architecture', 'wavenet'))))).rejects.toMatchObject({ code: 'model-unsupported' });
    await expect(validateGguf(fileOf(changed(set('split.count', { type: 2, value: 3 }))))).rejects.toBeInstanceOf(AppError);
    await expect(validateGguf(join(folder, 'absent.gguf'))).rejects.toMatchObject({ code: 'model-missing' });
    await expect(validateGguf(folder)).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('G2: answers any damaged header with an error of its own, quickly', async () => {
    const sound = writeGguf(soundGguf());
    const header = sound.length - 4_096;
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(header - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = Buffer.from(sound);
      for (const [at, value] of changes) bytes[at] = value;
      // Its own work, not that of whoever else uses the machine.
      const started = process.cpuUsage();
      await validateGguf(fileOf(bytes)).catch((error: unknown) => { expect(error).toBeInstanceOf(AppError); });
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1_000).toBeLessThan(300);
    }), { numRuns: Number(process.env['CARREL_MUTATIONS'] ?? 1_000), ...(process.env['CARREL_TEST_SEED'] === undefined ? {} : { seed: Number(process.env['CARREL_TEST_SEED']) }) });
  });
});
