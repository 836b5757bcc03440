import type { ChatSpec } from '../shared/modelsContract.ts';

type Turn = readonly [before: string, after: string];

/** How one family of models writes turns. All strings here are marks: they are ours, and read with special tokens on. */
export type Wrapper = {
  readonly begin: string;
  /** Null: the family has no system turn; its text goes in front of the first user turn. */
  readonly system: Turn | null;
  readonly user: Turn;
  readonly assistant: Turn;
  /** Opens the answer. */
  readonly answer: string;
  /** Written after `answer` for models that think aloud, so that they answer at once. */
  readonly emptyThought: string;
  /** Special tokens that end the answer, besides those the model file names. */
  readonly ends: readonly string[];
  /** Plain text that ends the answer. */
  readonly stops: readonly string[];
  /** What surrounds thoughts, which are no part of the answer. */
  readonly thought: Turn;
};

const think: Turn = ['<think>', '</think>'];
const noThought = '<think>\n\n</think>\n\n';

function wrapper(turns: Pick<Wrapper, 'system' | 'user' | 'assistant' | 'answer' | 'ends'> & Partial<Wrapper>): Wrapper {
  return { begin: '', emptyThought: '', stops: [], thought: think, ...turns };
}

const chatMl = (role: string): Turn => [`<|im_start|>${role}\n`, '<|im_end|>\n'];
const llama3 = (role: string): Turn => [`<|start_header_id|>${role}<|end_header_id|>\n\n`, '<|eot_id|>'];
const granite = (role: string): Turn => [`<|start_of_role|>${role}<|end_of_role|>`, '<|end_of_text|>\n'];
const harmony = (role: string): Turn => [`<|start|>${role}<|message|>`, '<|end|>'];

/** Sources: each family's published prompt format; the file's own template is never rendered. */
export const wrappers: Readonly<Record<ChatSpec['wrapper'], Wrapper>> = {
  chatml: wrapper({
    system: chatMl('system'), user: chatMl('user'), assistant: chatMl('assistant'), answer: '<|im_start|>assistant\n',
    emptyThought: noThought, ends: ['<|im_end|>', '<|endoftext|>', '<|im_start|>'],
  }),
  llama3: wrapper({
    system: llama3('system'), user: llama3('user'), assistant: llama3('assistant'), answer: '<|start_header_id|>assistant<|end_header_id|>\n\n',
    ends: ['<|eot_id|>', '<|eom_id|>', '<|end_of_text|>', '<|start_header_id|>'],
  }),
  gemma: wrapper({
    system: null, user: ['<start_of_turn>user\n', '<end_of_turn>\n'], assistant: ['<start_of_turn>model\n', '<end_of_turn>\n'],
    answer: '<start_of_turn>model\n', ends: ['<end_of_turn>', '<start_of_turn>', '<eos>'],
  }),
  gemma4: wrapper({
    system: ['<|turn>system\n', '<turn|>\n'], user: ['<|turn>user\n', '<turn|>\n'], assistant: ['<|turn>model\n', '<turn|>\n'],
    answer: '<|turn>model\n', ends: ['<turn|>', '<|turn>', '<eos>'], thought: ['<|channel>', '<channel|>'],
  }),
  mistral: wrapper({
    system: null, user: ['[INST]', '[/INST]'], assistant: ['', '</s>'], answer: '', ends: ['</s>', '[INST]'],
  }),
  phi: wrapper({
    system: ['<|system|>', '<|end|>'], user: ['<|user|>', '<|end|>'], assistant: ['<|assistant|>', '<|end|>'], answer: '<|assistant|>',
    ends: ['<|end|>', '<|endoftext|>', '<|user|>'],
  }),
  falcon3: wrapper({
    system: ['<|system|>\n', '\n'], user: ['<|user|>\n', '\n'], assistant: ['<|assistant|>\n', '<|endoftext|>\n'], answer: '<|assistant|>\n',
    ends: ['<|endoftext|>', '<|user|>'],
  }),
  deepseek: wrapper({
    system: ['', ''], user: ['<｜User｜>', ''], assistant: ['<｜Assistant｜>', '<｜end▁of▁sentence｜>'], answer: '<｜Assistant｜>',
    emptyThought: noThought, ends: ['<｜end▁of▁sentence｜>', '<｜User｜>'],
  }),
  granite: wrapper({
    system: granite('system'), user: granite('user'), assistant: granite('assistant'), answer: '<|start_of_role|>assistant<|end_of_role|>',
    ends: ['<|end_of_text|>', '<|start_of_role|>'],
  }),
  harmony: wrapper({
    begin: '<|start|>system<|message|>Reasoning: low\n\n# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|>',
    system: harmony('developer'), user: harmony('user'), assistant: ['<|start|>assistant<|channel|>final<|message|>', '<|end|>'],
    // Opening the final channel leaves the model no place for thoughts.
    answer: '<|start|>assistant<|channel|>final<|message|>', ends: ['<|return|>', '<|end|>', '<|call|>', '<|start|>'],
  }),
  generic: wrapper({
    system: ['', '\n\n'], user: ['User: ', '\n\n'], assistant: ['Assistant: ', '\n\n'], answer: 'Assistant:', ends: [],
    stops: ['\nUser:', '\nAssistant:'],
  }),
};

/** Every special token the wrapper writes or reads, as text: what a document must not be able to say. */
export function marksOf({ begin, system, user, assistant, answer, ends, thought }: Wrapper): readonly string[] {
  const written = [begin, ...(system ?? []), ...user, ...assistant, answer].join('\n');
  const marks = written.match(/<[^<>\s]+>|\[\/?[A-Z_]+\]/gu) ?? [];
  return [...new Set([...marks, ...ends, ...thought])];
}
