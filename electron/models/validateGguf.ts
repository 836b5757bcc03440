import { AppError } from '../shared/AppError.ts';
import { HeaderProblem } from './BoundedReader.ts';
import { chatArchitectures, otherArchitectures, valueType } from './ggufFormat.ts';
import { readGgufHeader, type GgufArray, type GgufHeader, type GgufValue } from './readGgufHeader.ts';
import { readModelFile } from './readModelFile.ts';

/** What a checked header says. `parameters` counts weights; `marks` are special-looking entries of the vocabulary. */
export type GgufFacts = {
  readonly architecture: string; readonly name: string | null; readonly contextTokens: number; readonly parameters: number; readonly marks: ReadonlySet<string>;
};

const mostBlocks = 200;
const mostContext = 1 << 20;

/**
 * Checks a chat model file's header before native code sees it, within fixed bounds of time and memory.
 * Errors: `model-damaged` (the header lies or is broken), `model-unsupported` (sound, but no model we can run), `model-wrong-kind` (an embedder).
 */
export async function validateGguf(path: string): Promise<GgufFacts> {
  return readModelFile(path, async (file, size) => {
    const header = await readGgufHeader(file, size);
    checkTensors(header, size);
    checkVocabulary(header);
    return readFacts(header, path);
  });
}

function checkTensors({ values, tensors, headerBytes }: GgufHeader, size: number): void {
  if (tensors.length === 0) throw new HeaderProblem('it has no tensors');
  const alignment = values.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || alignment < 8 || alignment > 4_096 || (alignment & (alignment - 1)) !== 0) throw new HeaderProblem(`an alignment of ${describe(alignment)}`);
  const padded = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;
  const start = padded(headerBytes);
  let expected = 0;
  for (const { name, offset, bytes } of tensors) {
    if (offset % alignment !== 0) throw new HeaderProblem(`${name} does not begin at a multiple of ${alignment}`);
    if (offset < expected) throw new HeaderProblem(`${name} lies over another tensor`);
    expected = offset + bytes;
    if (start + expected > size) throw new HeaderProblem(`${name} goes beyond the end of the file`);
  }
  // Writers may or may not pad after the last tensor.
  if (size > start + padded(expected)) throw new HeaderProblem('bytes follow its last tensor');
}

function checkVocabulary({ values, marks }: GgufHeader): void {
  const tokens = arrayOf(values.get('tokenizer.ggml.tokens'));
  if (tokens === null || tokens.type !== valueType.string || tokens.length === 0) throw new HeaderProblem('it has no vocabulary');
  const scores = values.get('tokenizer.ggml.scores');
  const types = values.get('tokenizer.ggml.token_type');
  if (scores !== undefined && !hasShape(scores, valueType.float32, tokens.length)) throw new HeaderProblem('its scores do not fit its vocabulary');
  if (types !== undefined && !hasShape(types, valueType.int32, tokens.length)) throw new HeaderProblem('its token types do not fit its vocabulary');
  for (const [key, value] of values) {
    if (!/^tokenizer\.ggml\.\w+_token_id$/.test(key)) continue;
    if (typeof value !== 'number' || value < 0 || value >= tokens.length) throw new HeaderProblem(`${key} is ${describe(value)}, outside the vocabulary`);
  }
  const kinds = arrayOf(types)?.integers ?? [];
  const byteKind = 6;
  const byTokenNumber = new Map([...marks].map(([text, number]) => [number, text]));
  kinds.forEach((kind, number) => {
    if (kind === byteKind && !/^<0x[0-9A-F]{2}>$/.test(byTokenNumber.get(number) ?? '')) throw new HeaderProblem(`token ${number} is said to be a byte and is not`);
  });
}

function readFacts({ values, tensors, marks }: GgufHeader, path: string): GgufFacts {
  const architecture = values.get('general.architecture');
  if (typeof architecture !== 'string' || architecture === '') throw new HeaderProblem('it does not say what it is');
  if (otherArchitectures.has(architecture)) throw new AppError('model-wrong-kind', { path, detail: architecture });
  if (!chatArchitectures.has(architecture)) throw new AppError('model-unsupported', { path, detail: `its architecture is ${architecture.slice(0, 40)}` });
  const splits = values.get('split.count');
  if (typeof splits === 'number' && splits > 1) throw new AppError('model-unsupported', { path, detail: `it is one of ${splits} parts; join them first` });
  const number = (name: string): number | null => {
    const value = values.get(`${architecture}.${name}`);
    return typeof value === 'number' ? value : null;
  };
  const contextTokens = number('context_length') ?? 0;
  const blocks = number('block_count') ?? 0;
  if (!Number.isInteger(blocks) || blocks < 1 || blocks > mostBlocks) throw new HeaderProblem(`${blocks} layers`);
  if (!Number.isInteger(contextTokens) || contextTokens < 1 || contextTokens > mostContext) throw new HeaderProblem(`a context of ${contextTokens} tokens`);
  checkHeads(number);
  const name = values.get('general.name');
  return {
    architecture, contextTokens, name: typeof name === 'string' && name !== '' ? name.slice(0, 120) : null,
    parameters: tensors.reduce((sum, { elements }) => sum + elements, 0), marks: new Set(marks.keys()),
  };
}

function checkHeads(number: (name: string) => number | null): void {
  const width = number('embedding_length');
  if (width === null || width < 1 || width > 1 << 20) throw new HeaderProblem(`a width of ${String(width)}`);
  // Hybrid models list heads layer by layer; those lists are left to the runtime.
  const heads = number('attention.head_count');
  if (heads === null) return;
  if (!Number.isInteger(heads) || heads < 0 || heads > 4_096) throw new HeaderProblem(`${heads} heads`);
  if (heads > 0 && number('attention.key_length') === null && width % heads !== 0) throw new HeaderProblem(`${heads} heads do not divide a width of ${width}`);
  const groups = number('attention.head_count_kv');
  if (groups !== null && groups > 0 && heads % groups !== 0) throw new HeaderProblem(`${groups} key heads do not divide ${heads} heads`);
}

function arrayOf(value: GgufValue | undefined): GgufArray | null {
  return typeof value === 'object' ? value : null;
}

function hasShape(value: GgufValue, type: number, length: number): boolean {
  return typeof value === 'object' && value.type === type && value.length === length;
}

function describe(value: GgufValue): string {
  return typeof value === 'object' ? 'a list' : String(value);
}
