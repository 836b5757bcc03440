import { AppError } from '../shared/AppError.ts';
import { BoundedReader, HeaderProblem } from './BoundedReader.ts';
import { int64Type, knownDomains, knownInputs, operations } from './onnxFormat.ts';
import { ProtoWalk } from './ProtoWalk.ts';
import { readModelFile } from './readModelFile.ts';
import { readOnnxModel, type OnnxGraph, type OnnxModel } from './readOnnxModel.ts';
import { quoted } from './readOnnxTensor.ts';

/** What a checked file says. `parameters` counts weights. */
export type OnnxFacts = { readonly operations: number; readonly parameters: number; readonly inputs: readonly string[] };

/** Between one tensor's bytes and the next the file is read in pieces of this size. */
const windowBytes = 1 << 16;
const mostFields = 3_000_000;
/** What protobuf itself can hold. */
const mostBytes = 2 ** 31 - 1;
const versions = { ir: { least: 3, most: 13 }, operations: { least: 1, most: 30 } } as const;

/**
 * Checks an embedder's file before native code sees it, within fixed bounds of time and memory: all of it but the bytes of its weights is gone through.
 * Errors: `model-damaged` (it is broken or lies), `model-unsupported` (sound, but nothing an embedder needs), `model-missing`.
 */
export async function validateOnnx(path: string): Promise<OnnxFacts> {
  return readModelFile(path, async (file, size) => {
    if (size < 32 || size > mostBytes) throw new HeaderProblem(`it is ${size} bytes long`);
    const model = await readOnnxModel(new ProtoWalk(new BoundedReader(file, { size, limit: size, windowBytes }), mostFields), size);
    checkVersions(model);
    checkNames(model.graph);
    checkLocations(model.graph);
    const unsupported = model.unsupported ?? whatElse(model);
    if (unsupported !== null) throw new AppError('model-unsupported', { path, detail: `it has ${unsupported}` });
    const { nodes, tensors, inputs } = model.graph;
    return { operations: nodes.length, parameters: tensors.reduce((sum, { elements }) => sum + elements, 0), inputs: inputs.map(({ name }) => name) };
  });
}

function checkVersions({ irVersion, imports }: OnnxModel): void {
  if (irVersion < versions.ir.least || irVersion > versions.ir.most) throw new HeaderProblem(`ONNX version ${irVersion} is unknown`);
  for (const [domain, version] of imports) {
    if (version < versions.operations.least || version > versions.operations.most) throw new HeaderProblem(`version ${version} of the operations ${quoted(domain)} is unknown`);
  }
}

/** Every value has one origin, and whatever is used has one. */
function checkNames({ nodes, tensors, inputs, outputs }: OnnxGraph): void {
  const made = new Set<string>();
  const make = (name: string): void => {
    if (made.has(name)) throw new HeaderProblem(`${quoted(name)} is there twice`);
    made.add(name);
  };
  for (const { name } of tensors) {
    if (name === '') throw new HeaderProblem('weights without a name');
    make(name);
  }
  // Older files list weights among what goes in.
  const weights = new Set(made);
  for (const { name } of inputs) if (!weights.has(name)) make(name);
  for (const node of nodes) for (const name of node.outputs) if (name !== '') make(name);
  for (const name of [...nodes.flatMap((node) => node.inputs), ...outputs.map((value) => value.name)]) {
    if (name !== '' && !made.has(name)) throw new HeaderProblem(`${quoted(name)} comes from nowhere`);
  }
  if (nodes.length === 0 || outputs.length === 0) throw new HeaderProblem('nothing comes out of it');
}

/** A place outside the model's own folder is no oversight. */
function checkLocations({ locations }: OnnxGraph): void {
  for (const location of locations) {
    const isInside = /^[^/\\:\u0000-\u001f][^\\:\u0000-\u001f]*$/u.test(location) && !location.split('/').includes('..');
    if (!isInside) throw new HeaderProblem(`its weights are said to lie at ${quoted(location)}, outside its folder`);
  }
}

/** What a sound file has that no embedder needs; null for nothing. */
function whatElse({ imports, graph: { nodes, tensors, inputs, locations } }: OnnxModel): string | null {
  if (locations.length > 0) return 'its weights in other files, which no checksum covers';
  for (const domain of imports.keys()) if (!knownDomains.has(domain)) return `operations of ${quoted(domain)}`;
  for (const { operation, domain } of nodes) {
    if (operations.get(domain)?.has(operation) !== true) return `the operation ${quoted(domain === '' ? operation : `${domain}.${operation}`)}`;
    if (!imports.has(domain) && !(domain === '' && imports.has('ai.onnx'))) return `operations of ${quoted(domain)}, which it does not name`;
  }
  const weights = new Set(tensors.map(({ name }) => name));
  const asked = inputs.filter(({ name }) => !weights.has(name));
  const other = asked.find(({ name, type }) => !knownInputs.has(name) || type !== int64Type);
  if (other !== undefined) return `a wish for ${quoted(other.name)}`;
  return asked.length === 0 ? 'no wish for a text' : null;
}
