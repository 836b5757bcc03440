import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { validateOnnx } from '../../../electron/models/validateOnnx.ts';
import { AppError } from '../../../electron/shared/AppError.ts';
import { attribute, embedderDimensions, embedderRows, message, soundOnnx, tensorBytes, value, varint, writeOnnx, type OnnxNodeParts, type OnnxParts, type OnnxTensorParts, type ProtoField } from '../../fakes/onnxFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-onnx-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function fileOf(bytes: Buffer): string {
  const path = join(folder, 'model.onnx');
  writeFileSync(path, bytes);
  return path;
}

function changed(change: (parts: OnnxParts) => void): Buffer {
  const parts = soundOnnx();
  change(parts);
  return writeOnnx(parts);
}

const tensor = (more: Partial<OnnxTensorParts>): Buffer => changed((parts) => { parts.tensors = parts.tensors.map((known) => ({ ...known, ...more })); });
const addTensor = (more: Partial<OnnxTensorParts>): Buffer => changed((parts) => { parts.tensors.push({ name: 'more', sizes: [2], type: 1, data: Buffer.alloc(8), more: [], ...more }); });
const node = (more: Partial<OnnxNodeParts>): Buffer => changed((parts) => { parts.nodes = parts.nodes.map((known, at) => (at === 2 ? { ...known, ...more } : known)); });
const setting = (bytes: Buffer): Buffer => node({ attributes: [bytes] });
const inGraph = (...fields: ProtoField[]): Buffer => changed((parts) => { parts.graphMore = fields; });
const inModel = (...fields: ProtoField[]): Buffer => changed((parts) => { parts.modelMore = fields; });
const pair = (key: string, text: string): Buffer => message([[1, key], [2, text]]);
const outside = (location: string): Buffer => addTensor({ data: Buffer.alloc(0), more: [[13, pair('location', location)], [14, 1]] });
const sound = writeOnnx(soundOnnx());

const damaged: Readonly<Record<string, Buffer>> = {
  'empty file': Buffer.alloc(0),
  'a text': Buffer.from('an embedding model '.repeat(10)),
  'cut off': sound.subarray(0, sound.length - 10),
  'cut off in its weights': sound.subarray(0, 100_000),
  'bytes after its end': changed((parts) => { parts.tail = Buffer.from([0]); }),
  'a number without an end': changed((parts) => { parts.tail = Buffer.alloc(11, 0xff); }),
  'a part longer than the file': changed((parts) => { parts.tail = Buffer.concat([varint(2 * 8 + 2), varint(2n ** 40n)]); }),
  'a part of negative length': changed((parts) => { parts.tail = Buffer.concat([varint(2 * 8 + 2), varint(-1)]); }),
  'a part numbered nought': changed((parts) => { parts.tail = Buffer.from([0x02, 0x00]); }),
  'a group': changed((parts) => { parts.tail = Buffer.from([0x0b, 0x0c]); }),
  'a part nobody knows': inModel([99, 1]),
  'a part written otherwise than it should be': inModel([7, 5]),
  'no graph': message([[1, 8], [2, 'by a test of more than thirty-two bytes'], [8, message([[2, 14]])]]),
  'two graphs': inModel([7, message([])]),
  'nothing coming out': changed((parts) => { parts.outputs = []; }),
  'no operations': changed((parts) => { parts.nodes = []; }),
  'ONNX version 2': changed((parts) => { parts.irVersion = 2; }),
  'ONNX version 900': changed((parts) => { parts.irVersion = 900; }),
  'operations of version nought': changed((parts) => { parts.imports = [['', 0]]; }),
  'a set of operations twice': changed((parts) => { parts.imports = [['', 14], ['', 15]]; }),
  'weights longer than their sizes': tensor({ data: Buffer.alloc(embedderRows * embedderDimensions * 4 + 4) }),
  'weights shorter than their sizes': tensor({ data: Buffer.alloc(16) }),
  'no weights where there should be': tensor({ data: Buffer.alloc(0) }),
  'weights of another type than their bytes': tensor({ type: 11 }),
  'weights of an unknown type': tensor({ type: 99 }),
  'weights that are texts': tensor({ type: 8 }),
  'sizes that overflow': tensor({ sizes: [2n ** 33n, 2n ** 33n] }),
  'a negative size': tensor({ sizes: [-1, embedderDimensions] }),
  'nine dimensions': tensor({ sizes: [embedderRows, embedderDimensions, 1, 1, 1, 1, 1, 1, 1] }),
  'a type said twice': tensor({ more: [[2, 6]] }),
  'weights held in two ways': addTensor({ more: [[4, { float: 1 }], [4, { float: 1 }]] }),
  'weights listed in a way that is not their type’s': addTensor({ data: Buffer.alloc(0), more: [[7, 1], [7, 2]] }),
  'weights listed of which one is missing': addTensor({ data: Buffer.alloc(0), more: [[4, { float: 1 }]] }),
  'weights of the same name': addTensor({ name: 'rows' }),
  'weights without a name': addTensor({ name: '' }),
  'weights with a part nobody knows': addTensor({ more: [[77, 1]] }),
  'a name of 2 KB': addTensor({ name: 'x'.repeat(2_000) }),
  'a name of invalid UTF-8': inGraph([5, message([[1, 2], [2, 1], [8, Buffer.from([0xff, 0xfe])], [9, Buffer.alloc(8)]])]),
  'weights elsewhere, and not where': addTensor({ data: Buffer.alloc(0), more: [[14, 1]] }),
  'weights both here and elsewhere': addTensor({ more: [[13, pair('location', 'weights.bin')], [14, 1]] }),
  'weights above its folder': outside('../secret'),
  'weights above its folder, further in': outside('a/../../secret'),
  'weights at an absolute place': outside('/etc/passwd'),
  'weights on a drive': outside('C:\\Windows\\win.ini'),
  'weights on another machine': outside('\\\\machine\\share\\file'),
  'weights at a place with a control character': outside('weights\u0000.bin'),
  'weights of a setting above the folder': setting(attribute('value', 4, [[5, tensorBytes({ name: '', sizes: [1], type: 1, data: Buffer.alloc(0), more: [[13, pair('location', '../x')], [14, 1]] })]])),
  'an operation without a name': node({ operation: '' }),
  'a value from nowhere': node({ inputs: ['found', 'nobody'] }),
  'a value made twice': node({ outputs: ['found', 'last_hidden_state'] }),
  'a result from nowhere': changed((parts) => { parts.outputs = [value('other', 1, [])]; }),
  'two thousand values for one operation': node({ inputs: Array.from({ length: 2_000 }, () => 'found') }),
  'a setting that holds something else than it says': setting(attribute('axis', 1, [[3, 0]])),
  'a setting that holds two things': setting(attribute('axis', 2, [[3, 0], [4, 'text']])),
  'a setting twice': node({ attributes: [attribute('axis', 2, [[3, 0]]), attribute('axis', 2, [[3, 1]])] }),
  'a setting of 2 MB': setting(attribute('to', 3, [[4, Buffer.alloc(2 << 20)]])),
  'a list of 200,000': setting(attribute('axes', 7, [[8, Buffer.alloc(200_000)]])),
  'a value of a negative size': inGraph([13, value('found', 1, [-4])]),
  'a value of nine dimensions': inGraph([13, value('found', 1, [1, 1, 1, 1, 1, 1, 1, 1, 1])]),
};

const unsupported: Readonly<Record<string, Buffer>> = {
  'a loop': node({ operation: 'Loop', attributes: [attribute('body', 5, [[6, message([])]])] }),
  'a branch': node({ operation: 'If', attributes: [attribute('then_branch', 5, [[6, message([])]])] }),
  'an operation that reads a file': node({ operation: 'EPContext', domain: 'com.microsoft' }),
  'an operation of somebody’s own': changed((parts) => {
    parts.imports = [['', 14], ['my.own', 1]];
    parts.nodes = parts.nodes.map((known, at) => (at === 2 ? { ...known, domain: 'my.own' } : known));
  }),
  'an operation nobody needs': node({ operation: 'RandomNormal' }),
  'an operation of a set it does not name': node({ operation: 'FastGelu', inputs: ['found'], domain: 'com.microsoft' }),
  'functions of its own': inModel([25, message([[1, 'f']])]),
  'instructions for training': inModel([20, message([])]),
  'sparse weights': inGraph([15, message([])]),
  'weights in another file of its folder': outside('weights.bin'),
  'weights in a folder beside it': outside('data/weights.bin'),
  'a wish for pictures': changed((parts) => { parts.inputs.push(value('pixel_values', 1, [1, 3, 224, 224])); }),
  'token numbers of another type': changed((parts) => { parts.inputs = [value('input_ids', 1, ['batch', 'length'])]; }),
  'values that are lists': inGraph([13, message([[1, 'list'], [2, message([[4, message([])]])]])]),
};

describe('validateOnnx', () => {
  it('takes a sound file and says what it is', async () => {
    expect(await validateOnnx(fileOf(sound))).toEqual({ operations: 3, parameters: embedderRows * embedderDimensions, inputs: ['input_ids', 'attention_mask'] });
  });

  it.each(Object.entries(damaged))('G1: refuses: %s', async (_name, bytes) => {
    const path = fileOf(bytes);
    const started = process.cpuUsage();
    await expect(validateOnnx(path)).rejects.toMatchObject({ code: 'model-damaged' });
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(300);
  });

  it.each(Object.entries(unsupported))('G1: lets near native code only what embedders need: %s', async (_name, bytes) => {
    await expect(validateOnnx(fileOf(bytes))).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it('takes what may be written in more than one way', async () => {
    const packed = (numbers: readonly number[]): Buffer => Buffer.concat(numbers.map((number) => varint(number)));
    for (const bytes of [
      addTensor({ type: 7, data: Buffer.alloc(0), more: [[7, packed([1, 300])]] }), addTensor({ type: 7, data: Buffer.alloc(0), more: [[7, 1], [7, -1]] }), addTensor({ data: Buffer.alloc(0), more: [[4, Buffer.alloc(8)]] }),
      addTensor({ sizes: [0], data: Buffer.alloc(0) }), addTensor({ type: 22, sizes: [3], data: Buffer.alloc(2) }), addTensor({ sizes: [], more: [[1, packed([2])]] }),
      changed((parts) => { parts.inputs.push(value('rows', 1, [embedderRows, embedderDimensions])); }), node({ domain: 'ai.onnx' }), setting(attribute('axes', 7, [[8, 1], [8, 2]])),
    ]) await expect(validateOnnx(fileOf(bytes))).resolves.toMatchObject({ operations: 3 });
  });

  it('names what is no file', async () => {
    await expect(validateOnnx(join(folder, 'absent.onnx'))).rejects.toMatchObject({ code: 'model-missing' });
    await expect(validateOnnx(folder)).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('G2: answers any damaged file with an error of its own, quickly', async () => {
    const parts = soundOnnx();
    const small = writeOnnx({ ...parts, tensors: parts.tensors.map((known) => ({ ...known, sizes: [8, embedderDimensions], data: known.data.subarray(0, 128) })) });
    expect(await validateOnnx(fileOf(small))).toMatchObject({ operations: 3 });
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(small.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = Buffer.from(small);
      for (const [at, byte] of changes) bytes[at] = byte;
      // Its own work, not that of whoever else uses the machine.
      const started = process.cpuUsage();
      await validateOnnx(fileOf(bytes)).catch((error: unknown) => { expect(error).toBeInstanceOf(AppError); });
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1_000).toBeLessThan(300);
    }), { numRuns: Number(process.env['CARREL_MUTATIONS'] ?? 1_000), ...(process.env['CARREL_TEST_SEED'] === undefined ? {} : { seed: Number(process.env['CARREL_TEST_SEED']) }) });
  });
});
