import { HeaderProblem } from './BoundedReader.ts';
import type { Field, ProtoWalk } from './ProtoWalk.ts';
import { quoted, readOnnxTensor, type OnnxTensor } from './readOnnxTensor.ts';

const limits = { nodes: 50_000, tensors: 20_000, values: 100_000, nodeValues: 1_024, attributes: 256, nameBytes: 1_024, dimensions: 8, listed: 100_000, textBytes: 1 << 20, imports: 64 } as const;

/** What one operation is, without its settings. `domain` is '' for the standard ones. */
export type OnnxNode = { readonly operation: string; readonly domain: string; readonly inputs: readonly string[]; readonly outputs: readonly string[] };
/** A value that goes in or comes out; `type` −1 where it is not said. */
export type OnnxValue = { readonly name: string; readonly type: number };
export type OnnxGraph = { readonly nodes: readonly OnnxNode[]; readonly tensors: readonly OnnxTensor[]; readonly inputs: readonly OnnxValue[]; readonly outputs: readonly OnnxValue[]; readonly locations: readonly string[] };
export type OnnxModel = { readonly irVersion: number; readonly imports: ReadonlyMap<string, number>; readonly graph: OnnxGraph; readonly unsupported: string | null };

/**
 * Walks the whole of an ONNX file but the bytes of its weights. Throws `HeaderProblem` where it is broken or lies; `unsupported` says in words
 * what a sound file has that is not let near native code: branches, loops, functions of its own, anything that is no plain tensor.
 * Format: onnx.proto of ONNX 1.17.
 */
export async function readOnnxModel(walk: ProtoWalk, size: number): Promise<OnnxModel> {
  let [irVersion, graph, unsupported] = [-1, null as OnnxGraph | null, null as string | null];
  const imports = new Map<string, number>();
  const refuse = (what: string): void => { unsupported ??= what; };
  await walk.fields(size, async (field) => {
    switch (`${field.number}:${field.wire}`) {
      case '1:0': irVersion = field.value; return;
      case '8:2': {
        const [domain, version] = await readImport(walk, field.end);
        if (imports.has(domain) || imports.size === limits.imports) throw new HeaderProblem(`it names the set of operations ${quoted(domain)} twice, or too many`);
        imports.set(domain, version);
        return;
      }
      case '7:2': {
        if (graph !== null) throw new HeaderProblem('it has two graphs');
        graph = await readGraph(walk, field.end, refuse);
        return;
      }
      case '20:2': refuse('instructions for training'); return;
      case '25:2': refuse('functions of its own'); return;
      // Who made it, remarks, properties, where it ran before.
      case '2:2': case '3:2': case '4:2': case '5:0': case '6:2': case '14:2': case '26:2': return;
      default: throw unknown('the file', field);
    }
  });
  if (graph === null) throw new HeaderProblem('it has no graph');
  return { irVersion, imports, graph, unsupported };
}

async function readImport(walk: ProtoWalk, end: number): Promise<readonly [domain: string, version: number]> {
  let [domain, version] = ['', -1];
  await walk.fields(end, async (field) => {
    switch (`${field.number}:${field.wire}`) {
      case '1:2': domain = await walk.text(field, limits.nameBytes); return;
      case '2:0': version = field.value; return;
      default: throw unknown('a set of operations', field);
    }
  });
  return [domain, version];
}

async function readGraph(walk: ProtoWalk, end: number, refuse: (what: string) => void): Promise<OnnxGraph> {
  const [nodes, tensors, inputs, outputs, held] = [[] as OnnxNode[], [] as OnnxTensor[], [] as OnnxValue[], [] as OnnxValue[], [] as OnnxTensor[]];
  let values = 0;
  await walk.fields(end, async (field) => {
    if (nodes.length > limits.nodes || tensors.length > limits.tensors || values > limits.values) throw new HeaderProblem('its graph has too many parts');
    switch (`${field.number}:${field.wire}`) {
      case '1:2': nodes.push(await readNode(walk, field.end, held, refuse)); return;
      case '5:2': tensors.push(await readOnnxTensor(walk, field.end)); return;
      case '11:2': inputs.push(await readValue(walk, field.end, refuse)); return;
      case '12:2': outputs.push(await readValue(walk, field.end, refuse)); return;
      case '13:2':
        values += 1;
        await readValue(walk, field.end, refuse);
        return;
      case '15:2': refuse('sparse weights'); return;
      case '2:2': case '10:2': case '14:2': case '16:2': return;
      default: throw unknown('its graph', field);
    }
  });
  return { nodes, tensors, inputs, outputs, locations: [...tensors, ...held].flatMap(({ location }) => (location === null ? [] : [location])) };
}

/** `held` takes the tensors that stand in the node's settings. */
async function readNode(walk: ProtoWalk, end: number, held: OnnxTensor[], refuse: (what: string) => void): Promise<OnnxNode> {
  const [inputs, outputs, attributes] = [[] as string[], [] as string[], new Set<string>()];
  let [operation, domain] = ['', ''];
  await walk.fields(end, async (field) => {
    if (Math.max(inputs.length, outputs.length) > limits.nodeValues || attributes.size > limits.attributes) throw new HeaderProblem('an operation with too many parts');
    switch (`${field.number}:${field.wire}`) {
      case '1:2': inputs.push(await walk.text(field, limits.nameBytes)); return;
      case '2:2': outputs.push(await walk.text(field, limits.nameBytes)); return;
      case '4:2': operation = await walk.text(field, limits.nameBytes); return;
      case '5:2': {
        const name = await readAttribute(walk, field.end, held, refuse);
        if (attributes.has(name)) throw new HeaderProblem(`an operation with ${quoted(name)} twice`);
        attributes.add(name);
        return;
      }
      case '7:2': domain = await walk.text(field, limits.nameBytes); return;
      case '8:2': refuse('operations of several kinds under one name'); return;
      case '3:2': case '6:2': case '9:2': case '10:2': return;
      default: throw unknown('an operation', field);
    }
  });
  if (operation === '') throw new HeaderProblem('an operation without a name');
  return { operation, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs };
}

/** The part a setting of each kind stands in (onnx.proto, AttributeProto.AttributeType). */
const partOf: ReadonlyMap<number, number> = new Map([[1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [6, 7], [7, 8], [8, 9], [9, 10], [10, 11], [11, 22], [12, 23], [13, 14], [14, 15]]);
const contentParts = new Set(partOf.values());

/** Gives its name. */
async function readAttribute(walk: ProtoWalk, end: number, held: OnnxTensor[], refuse: (what: string) => void): Promise<string> {
  let [name, type, listed] = ['', -1, 0];
  const fields = new Set<number>();
  await walk.fields(end, async (field) => {
    if (contentParts.has(field.number)) fields.add(field.number);
    listed += 1;
    if (listed > limits.listed) throw new HeaderProblem(`${quoted(name)} is a list of more than ${limits.listed}`);
    switch (`${field.number}:${field.wire}`) {
      case '1:2': name = await walk.text(field, limits.nameBytes); return;
      case '2:5': case '3:0': case '7:5': case '8:0': return;
      case '4:2': case '9:2': case '7:2':
        if (field.end - walk.position > limits.textBytes) throw new HeaderProblem(`${quoted(name)} is ${field.end - walk.position} bytes long`);
        return;
      case '8:2': await walk.numbers(field, limits.listed); return;
      case '5:2': held.push(await readOnnxTensor(walk, field.end)); return;
      case '20:0': type = field.value; return;
      case '6:2': case '11:2': refuse('branches or loops'); return;
      case '10:2': case '14:2': case '15:2': case '22:2': case '23:2': refuse('settings that are no plain tensors'); return;
      case '21:2': refuse('functions of its own'); return;
      case '13:2': return;
      default: throw unknown('a setting', field);
    }
  });
  const expected = partOf.get(type);
  if (fields.size > 1 || (expected === undefined ? fields.size > 0 : [...fields].some((field) => field !== expected))) throw new HeaderProblem(`${quoted(name)} holds something else than it says`);
  return name;
}

async function readValue(walk: ProtoWalk, end: number, refuse: (what: string) => void): Promise<OnnxValue> {
  let [name, type] = ['', -1];
  await walk.fields(end, async (field) => {
    switch (`${field.number}:${field.wire}`) {
      case '1:2': name = await walk.text(field, limits.nameBytes); return;
      case '2:2': type = await readType(walk, field.end, refuse); return;
      case '3:2': case '4:2': return;
      default: throw unknown('a value', field);
    }
  });
  return { name, type };
}

async function readType(walk: ProtoWalk, end: number, refuse: (what: string) => void): Promise<number> {
  let type = -1;
  await walk.fields(end, async (field) => {
    switch (`${field.number}:${field.wire}`) {
      case '1:2': type = await readTensorType(walk, field.end); return;
      case '6:2': return;
      case '4:2': case '5:2': case '7:2': case '8:2': case '9:2': refuse('values that are no plain tensors'); return;
      default: throw unknown('a type', field);
    }
  });
  return type;
}

async function readTensorType(walk: ProtoWalk, end: number): Promise<number> {
  let [type, dimensions] = [-1, 0];
  const readShape = async (shape: Field): Promise<void> => walk.fields(shape.end, async (field) => {
    if (`${field.number}:${field.wire}` !== '1:2') throw unknown('a shape', field);
    dimensions += 1;
    if (dimensions > limits.dimensions) throw new HeaderProblem('a value with too many dimensions');
    await walk.fields(field.end, (part) => {
      if (!['1:0', '2:2', '3:2'].includes(`${part.number}:${part.wire}`)) throw unknown('a dimension', part);
      if (part.number === 1 && part.value < 0) throw new HeaderProblem('a value of an absurd size');
    });
  });
  await walk.fields(end, async (field) => {
    switch (`${field.number}:${field.wire}`) {
      case '1:0': type = field.value; return;
      case '2:2': await readShape(field); return;
      default: throw unknown('a type', field);
    }
  });
  return type;
}

function unknown(where: string, { number, wire }: Field): HeaderProblem {
  return new HeaderProblem(`${where} has a part nobody knows (${number}:${wire})`);
}
