/** A field of a protobuf message: a number, a text, bytes (also of another message), four raw bytes of a float, or the field's bytes exactly as they are. */
export type ProtoField = readonly [number: number, value: number | bigint | string | Buffer | { readonly float: number } | { readonly raw: Buffer }];

export type OnnxTensorParts = { name: string; sizes: readonly (number | bigint)[]; type: number; data: Buffer; more: readonly ProtoField[] };
export type OnnxNodeParts = { operation: string; inputs: readonly string[]; outputs: readonly string[]; domain: string | null; attributes: readonly Buffer[]; more: readonly ProtoField[] };

/** What an ONNX file is made of; tests change one thing at a time. */
export type OnnxParts = {
  irVersion: number; imports: readonly (readonly [domain: string, version: number])[]; tensors: OnnxTensorParts[]; nodes: OnnxNodeParts[];
  inputs: Buffer[]; outputs: Buffer[]; graphMore: ProtoField[]; modelMore: ProtoField[]; tail: Buffer;
};

export const [embedderRows, embedderDimensions] = [30_522, 4];

/** A sound little embedder: each token's vector is a row of its weights, doubled. Native code runs it. */
export function soundOnnx(): OnnxParts {
  const weights = Buffer.alloc(embedderRows * embedderDimensions * 4);
  for (let at = 0; at < embedderRows * embedderDimensions; at += 1) weights.writeFloatLE(((at * 7_919) % 101) / 101 + 0.01, at * 4);
  const two = Buffer.alloc(4);
  two.writeFloatLE(2);
  return {
    irVersion: 8, imports: [['', 14]], graphMore: [], modelMore: [], tail: Buffer.alloc(0),
    tensors: [{ name: 'rows', sizes: [embedderRows, embedderDimensions], type: 1, data: weights, more: [] }],
    nodes: [
      { operation: 'Constant', inputs: [], outputs: ['two'], domain: null, attributes: [attribute('value', 4, [[5, tensorBytes({ name: '', sizes: [], type: 1, data: two, more: [] })]])], more: [] },
      { operation: 'Gather', inputs: ['rows', 'input_ids'], outputs: ['found'], domain: null, attributes: [attribute('axis', 2, [[3, 0]])], more: [] },
      { operation: 'Mul', inputs: ['found', 'two'], outputs: ['last_hidden_state'], domain: null, attributes: [], more: [] },
    ],
    inputs: [value('input_ids', 7, ['batch', 'length']), value('attention_mask', 7, ['batch', 'length'])], outputs: [value('last_hidden_state', 1, ['batch', 'length', embedderDimensions])],
  };
}

export function writeOnnx({ irVersion, imports, tensors, nodes, inputs, outputs, graphMore, modelMore, tail }: OnnxParts): Buffer {
  const graph = message([
    ...nodes.map((node): ProtoField => [1, nodeBytes(node)]), [2, 'little'], ...tensors.map((tensor): ProtoField => [5, tensorBytes(tensor)]),
    ...inputs.map((bytes): ProtoField => [11, bytes]), ...outputs.map((bytes): ProtoField => [12, bytes]), ...graphMore,
  ]);
  return Buffer.concat([message([
    [1, irVersion], [2, 'by a test'], [7, graph], ...imports.map(([domain, version]): ProtoField => [8, message([...(domain === '' ? [] : [[1, domain] as const]), [2, version]])]), ...modelMore,
  ]), tail]);
}

/** What is known of a value: its name, the type of its numbers, its sizes or their names. */
export function value(name: string, type: number, sizes: readonly (string | number)[]): Buffer {
  const shape = message(sizes.map((size): ProtoField => [1, message([typeof size === 'number' ? [1, size] : [2, size]])]));
  return message([[1, name], [2, message([[1, message([[1, type], [2, shape]])]])]]);
}

/** A setting of an operation; `type` as ONNX numbers them (1 float, 2 whole number, 3 text, 4 tensor, 5 graph, 7 whole numbers). */
export function attribute(name: string, type: number, content: readonly ProtoField[]): Buffer {
  return message([[1, name], ...content, [20, type]]);
}

function nodeBytes({ operation, inputs, outputs, domain, attributes, more }: OnnxNodeParts): Buffer {
  return message([
    ...inputs.map((name): ProtoField => [1, name]), ...outputs.map((name): ProtoField => [2, name]), [4, operation], ...attributes.map((bytes): ProtoField => [5, bytes]),
    ...(domain === null ? [] : [[7, domain] as const]), ...more,
  ]);
}

export function tensorBytes({ name, sizes, type, data, more }: OnnxTensorParts): Buffer {
  return message([...sizes.map((size): ProtoField => [1, size]), [2, type], ...(name === '' ? [] : [[8, name] as const]), ...(data.length === 0 ? [] : [[9, data] as const]), ...more]);
}

export function message(fields: readonly ProtoField[]): Buffer {
  return Buffer.concat(fields.map(([number, content]) => {
    if (typeof content === 'number' || typeof content === 'bigint') return Buffer.concat([varint(number * 8), varint(content)]);
    if (typeof content === 'object' && 'raw' in content) return content.raw;
    if (typeof content === 'object' && 'float' in content) {
      const float = Buffer.alloc(4);
      float.writeFloatLE(content.float);
      return Buffer.concat([varint(number * 8 + 5), float]);
    }
    const bytes = Buffer.from(content as string | Buffer);
    return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
  }));
}

/** A whole number in as few bytes as it takes; a negative one takes ten. */
export function varint(number: number | bigint): Buffer {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(number));
  do {
    bytes.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
    left >>= 7n;
  } while (left > 0n);
  return Buffer.from(bytes);
}
