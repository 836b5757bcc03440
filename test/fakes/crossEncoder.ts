import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CrossEncoderSpec } from '../../electron/shared/modelsContract.ts';
import { attribute, value, writeOnnx } from './onnxFile.ts';

const marks = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

/**
 * Writes a cross-encoder that native code runs: each word of the second text adds its row of `weights` (one number an output) to what comes out, those of the first and unknown ones nothing.
 */
export function writeCrossEncoder(folder: string, outputs: CrossEncoderSpec['outputs'], weights: Readonly<Record<string, readonly number[]>>, maxTokens = 64): CrossEncoderSpec {
  const [modelPath, tokenizerPath] = [join(folder, 'pairs.onnx'), join(folder, 'pairs-tokenizer.json')];
  const words = Object.keys(weights);
  const rows = Buffer.alloc((marks.length + words.length) * outputs.length * 4);
  words.forEach((word, row) => { weights[word]?.forEach((number, column) => rows.writeFloatLE(number, ((marks.length + row) * outputs.length + column) * 4)); });
  const float = 1;
  const node = (operation: string, inputs: readonly string[], output: string, attributes: readonly Buffer[] = []) => ({ operation, inputs, outputs: [output], domain: null, attributes, more: [] });
  writeFileSync(modelPath, writeOnnx({
    irVersion: 7, imports: [['', 11]], graphMore: [], modelMore: [], tail: Buffer.alloc(0),
    tensors: [{ name: 'rows', sizes: [marks.length + words.length, outputs.length], type: float, data: rows, more: [] }],
    nodes: [
      node('Gather', ['rows', 'input_ids'], 'found', [attribute('axis', 2, [[3, 0]])]),
      node('Cast', ['token_type_ids'], 'types', [attribute('to', 2, [[3, float]])]),
      node('Unsqueeze', ['types'], 'columns', [attribute('axes', 7, [[8, 2]])]),
      node('Mul', ['found', 'columns'], 'second'),
      node('ReduceSum', ['second'], 'logits', [attribute('axes', 7, [[8, 1]]), attribute('keepdims', 2, [[3, 0]])]),
    ],
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => value(name, 7, ['batch', 'length'])), outputs: [value('logits', float, ['batch', outputs.length])],
  }));
  const special = (name: string) => ({ [name]: { id: name, ids: [marks.indexOf(name)], tokens: [name] } });
  const piece = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const text = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  writeFileSync(tokenizerPath, JSON.stringify({
    version: '1.0', truncation: null, padding: null, added_tokens: marks.map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }, pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing', single: [piece('[CLS]', 0), text('A', 0), piece('[SEP]', 0)],
      pair: [piece('[CLS]', 0), text('A', 0), piece('[SEP]', 0), text('B', 1), piece('[SEP]', 1)], special_tokens: { ...special('[CLS]'), ...special('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries([...marks, ...words].map((word, id) => [word, id])) },
  }));
  return { id: `pairs-${outputs.join('-')}`, modelPath, tokenizerPath, maxTokens, outputs };
}
