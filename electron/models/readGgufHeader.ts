import type { FileHandle } from 'node:fs/promises';
import { BoundedReader, HeaderProblem } from './BoundedReader.ts';
import { tensorTypes, valueBytes, valueType } from './ggufFormat.ts';

const limits = {
  tensors: 10_000, values: 5_000, keyBytes: 65_535, stringBytes: 16 << 20, arrayElements: 2_000_000, metadataBytes: 64 << 20, tensorNameBytes: 64, dimensions: 4,
  /** Strings up to this length are kept as text; longer ones are passed over. */
  keptBytes: 1_024,
} as const;

export type GgufArray = { readonly type: number; readonly length: number; readonly integers: readonly number[] };
export type GgufValue = string | number | boolean | GgufArray;
export type GgufTensor = { readonly name: string; readonly elements: number; readonly bytes: number; readonly offset: number };
export type GgufHeader = {
  readonly version: number; readonly values: ReadonlyMap<string, GgufValue>; readonly tensors: readonly GgufTensor[];
  /** Where the header ends, before padding. */
  readonly headerBytes: number;
  /** Vocabulary entries that look like marks (`<…>`, `[…]`) by their text, at most 20,000, and their numbers. */
  readonly marks: ReadonlyMap<string, number>;
};

/**
 * Walks the header of a GGUF file within fixed bounds, keeping small values only. Throws `HeaderProblem`.
 * Format: ggml's docs/gguf.md.
 */
export async function readGgufHeader(file: FileHandle, size: number): Promise<GgufHeader> {
  if (size < 32) throw new HeaderProblem('it is too small for a model');
  const reader = new BoundedReader(file, { size, limit: limits.metadataBytes });
  await reader.need(4);
  if (reader.take(4).toString('latin1') !== 'GGUF') throw new HeaderProblem('it is no GGUF file');
  const version = await reader.uint32();
  if (version !== 2 && version !== 3) throw new HeaderProblem(`GGUF version ${version} is unknown`);
  const tensorCount = await reader.size();
  const valueCount = await reader.size();
  if (tensorCount > limits.tensors) throw new HeaderProblem(`${tensorCount} tensors are too many`);
  if (valueCount > limits.values) throw new HeaderProblem(`${valueCount} metadata values are too many`);
  const values = new Map<string, GgufValue>();
  const marks = new Map<string, number>();
  for (let index = 0; index < valueCount; index += 1) {
    const key = await readKey(reader);
    if (values.has(key)) throw new HeaderProblem(`the key ${key} is there twice`);
    values.set(key, await readValue(reader, key, marks));
  }
  const tensors: GgufTensor[] = [];
  const names = new Set<string>();
  for (let index = 0; index < tensorCount; index += 1) {
    const tensor = await readTensor(reader);
    if (names.has(tensor.name)) throw new HeaderProblem(`the tensor ${tensor.name} is there twice`);
    names.add(tensor.name);
    tensors.push(tensor);
  }
  return { version, values, tensors, headerBytes: reader.position, marks };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

async function readKey(reader: BoundedReader): Promise<string> {
  const length = await reader.size();
  if (length === 0 || length > limits.keyBytes) throw new HeaderProblem(`a key of ${length} bytes`);
  await reader.need(length);
  return decode(reader.take(length), 'a key');
}

function decode(bytes: Buffer, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new HeaderProblem(`${what} is not valid text`, { cause });
  }
}

async function readValue(reader: BoundedReader, key: string, marks: Map<string, number>): Promise<GgufValue> {
  const type = await reader.uint32();
  if (type === valueType.string) return readString(reader);
  if (type === valueType.array) return readArray(reader, key, marks);
  const bytes = valueBytes.get(type);
  if (bytes === undefined) throw new HeaderProblem(`${key} has an unknown type ${type}`);
  await reader.need(bytes);
  return readNumber(reader.take(bytes), type);
}

function readNumber(bytes: Buffer, type: number): number | boolean {
  switch (type) {
    case 0: return bytes.readUInt8();
    case 1: return bytes.readInt8();
    case 2: return bytes.readUInt16LE();
    case 3: return bytes.readInt16LE();
    case 4: return bytes.readUInt32LE();
    case 5: return bytes.readInt32LE();
    case 6: return bytes.readFloatLE();
    case 7: {
      const value = bytes.readUInt8();
      if (value > 1) throw new HeaderProblem(`a truth value of ${value}`);
      return value === 1;
    }
    case 10: return Number(bytes.readBigUInt64LE());
    case 11: return Number(bytes.readBigInt64LE());
    default: return bytes.readDoubleLE();
  }
}

async function readString(reader: BoundedReader): Promise<string> {
  const length = await stringLength(reader);
  if (length > limits.keptBytes) {
    reader.skip(length);
    return '';
  }
  await reader.need(length);
  return reader.take(length).toString('utf8');
}

async function stringLength(reader: BoundedReader): Promise<number> {
  const length = await reader.size();
  if (length > limits.stringBytes) throw new HeaderProblem(`a text of ${length} bytes`);
  return length;
}

async function readArray(reader: BoundedReader, key: string, marks: Map<string, number>): Promise<GgufArray> {
  const type = await reader.uint32();
  const length = await reader.size();
  if (length > limits.arrayElements) throw new HeaderProblem(`${key} has ${length} elements`);
  if (type === valueType.array) throw new HeaderProblem(`${key} is an array of arrays`);
  if (type === valueType.string) {
    await readStrings(reader, length, key === 'tokenizer.ggml.tokens' ? marks : null);
    return { type, length, integers: [] };
  }
  const bytes = valueBytes.get(type);
  if (bytes === undefined) throw new HeaderProblem(`${key} has elements of an unknown type ${type}`);
  if (bytes * length > reader.left) throw new HeaderProblem(`${key} is longer than the file`);
  // Only the kinds of tokens and short lists (heads of each layer) are looked at.
  const isKept = (key === 'tokenizer.ggml.token_type' && type === valueType.int32) || (length <= 256 && (type === valueType.int32 || type === valueType.uint32));
  if (!isKept) {
    reader.skip(bytes * length);
    return { type, length, integers: [] };
  }
  const integers: number[] = [];
  for (let index = 0; index < length; index += 1) {
    if (!reader.has(bytes)) await reader.need(bytes);
    const value = readNumber(reader.take(bytes), type);
    integers.push(Number(value));
  }
  return { type, length, integers };
}

/** Passes over texts, noting those that look like marks. Waits only where the window ends, or large vocabularies would take seconds. */
async function readStrings(reader: BoundedReader, count: number, marks: Map<string, number> | null): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    if (!reader.has(8)) await reader.need(8);
    const head = reader.take(8);
    const length = head.readUInt32LE();
    if (head.readUInt32LE(4) !== 0 || length > limits.stringBytes) throw new HeaderProblem('a text of absurd length');
    if (marks === null || length > 64 || length < 2) {
      reader.skip(length);
      continue;
    }
    if (!reader.has(length)) await reader.need(length);
    const bytes = reader.take(length);
    const first = bytes[0];
    if ((first === 0x3c || first === 0x5b) && marks.size < 20_000) marks.set(bytes.toString('utf8'), index);
  }
}

async function readTensor(reader: BoundedReader): Promise<GgufTensor> {
  const nameBytes = await reader.size();
  if (nameBytes === 0 || nameBytes > limits.tensorNameBytes) throw new HeaderProblem(`a tensor name of ${nameBytes} bytes`);
  await reader.need(nameBytes);
  const name = decode(reader.take(nameBytes), 'a tensor name');
  const dimensions = await reader.uint32();
  if (dimensions < 1 || dimensions > limits.dimensions) throw new HeaderProblem(`${name} has ${dimensions} dimensions`);
  let elements = 1;
  let rowElements = 1;
  for (let index = 0; index < dimensions; index += 1) {
    const length = await reader.size();
    elements *= length;
    if (index === 0) rowElements = length;
    if (length < 1 || !Number.isSafeInteger(elements)) throw new HeaderProblem(`${name} has an absurd size`);
  }
  const type = await reader.uint32();
  const block = tensorTypes.get(type);
  if (block === undefined) throw new HeaderProblem(`${name} is of an unknown type ${type}`);
  if (rowElements % block.elements !== 0) throw new HeaderProblem(`rows of ${name} are not whole blocks`);
  const offset = await reader.size();
  return { name, elements, bytes: (elements / block.elements) * block.bytes, offset };
}
