type Scalar = { readonly type: number; readonly value: number | bigint };
type Value = string | Scalar | { readonly array: number; readonly items: readonly (string | number | bigint)[]; readonly count?: bigint } | { readonly raw: Buffer };
export type Tensor = { readonly name: string; readonly dimensions: readonly (number | bigint)[]; readonly type: number; readonly offset: number | bigint };

/** What a GGUF file is made of; tests change one thing at a time. */
export type GgufParts = {
  magic: string; version: number; tensorCount: bigint | null; valueCount: bigint | null; values: [key: string | Buffer, value: Value][]; tensors: Tensor[];
  /** Bytes of tensor data; null: as many as the tensors need. */
  dataBytes: number | null;
};

const uint32 = (value: number): Scalar => ({ type: 4, value });

/** A sound little model: two tensors, seven tokens, a llama in name. */
export function soundGguf(): GgufParts {
  return {
    magic: 'GGUF', version: 3, tensorCount: null, valueCount: null, dataBytes: null,
    values: [
      ['general.architecture', 'llama'], ['general.name', 'Little Llama'], ['llama.block_count', uint32(2)], ['llama.context_length', uint32(2_048)],
      ['llama.embedding_length', uint32(64)], ['llama.attention.head_count', uint32(4)], ['llama.attention.head_count_kv', uint32(2)],
      ['tokenizer.ggml.model', 'gpt2'],
      ['tokenizer.ggml.tokens', { array: 8, items: ['<|endoftext|>', '<|im_start|>', '<|im_end|>', 'a', 'b', '<0x0A>', 'c'] }],
      ['tokenizer.ggml.token_type', { array: 5, items: [3, 3, 3, 1, 1, 6, 1] }],
      ['tokenizer.ggml.scores', { array: 6, items: [0, 0, 0, 0, 0, 0, 0] }],
      ['tokenizer.ggml.bos_token_id', uint32(1)], ['tokenizer.ggml.eos_token_id', uint32(2)],
      ['tokenizer.chat_template', '{{ raise_exception("never rendered") }}'],
    ],
    tensors: [
      { name: 'token_embd.weight', dimensions: [64, 7], type: 0, offset: 0 },
      { name: 'blk.0.attn_q.weight', dimensions: [64, 64], type: 2, offset: 1_792 },
    ],
  };
}

export function writeGguf(parts: GgufParts): Buffer {
  const header = Buffer.concat([
    Buffer.from(parts.magic, 'latin1'), u32(parts.version), u64(parts.tensorCount ?? BigInt(parts.tensors.length)), u64(parts.valueCount ?? BigInt(parts.values.length)),
    ...parts.values.flatMap(([key, value]) => [text(key), valueBytes(value)]),
    ...parts.tensors.flatMap(({ name, dimensions, type, offset }) => [text(name), u32(dimensions.length), ...dimensions.map((size) => u64(BigInt(size))), u32(type), u64(BigInt(offset))]),
  ]);
  const padding = Buffer.alloc((32 - (header.length % 32)) % 32);
  return Buffer.concat([header, padding, Buffer.alloc(parts.dataBytes ?? 1_792 + (64 * 64 / 32) * 18)]);
}

function valueBytes(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if ('raw' in value) return value.raw;
  if ('array' in value) return Buffer.concat([u32(9), u32(value.array), u64(value.count ?? BigInt(value.items.length)), ...value.items.map((item) => (typeof item === 'string' ? text(item) : scalar({ type: value.array, value: item })))]);
  return Buffer.concat([u32(value.type), scalar(value)]);
}

function scalar({ type, value }: Scalar): Buffer {
  const bytes = Buffer.alloc(8);
  switch (type) {
    case 5: return bytes.writeInt32LE(Number(value)), bytes.subarray(0, 4);
    case 6: return bytes.writeFloatLE(Number(value)), bytes.subarray(0, 4);
    case 7: return bytes.writeUInt8(Number(value)), bytes.subarray(0, 1);
    case 10: return u64(BigInt(value));
    default: return u32(Number(value));
  }
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(BigInt(bytes.length)), bytes]);
}
