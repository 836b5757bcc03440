import type { Command } from '../Command.ts';
import { answerQuestion } from '../answerQuestion.ts';
import { scopeFrom, text, wholeNumber } from '../readArguments.ts';

export const askQuestion: Command = {
  name: 'ask',
  usage: 'ask QUESTION',
  summary: 'Answer a question from the documents, every sentence with its place',
  help: [
    '--scope PATH         only from this folder or document; may be given more than once',
    '--model ID|none      answer with this chat model, or with quotes alone',
    '--conversation ID    go on with a conversation, or begin one of this name',
    '--strict             rather say “not in your documents” once too often than answer once too often',
    '--seed N             the same answer again (default: the same every time)',
    'Marks: ✓ found in the sources, ◐ found in part, ✗ not found.',
  ],
  options: { scope: { type: 'string', multiple: true }, model: { type: 'string' }, conversation: { type: 'string' }, seed: { type: 'string' }, strict: { type: 'boolean' } },
  arity: { min: 1, max: 1_000 },
  needsLibrary: true,
  async run({ positionals, values }, context) {
    const model = text(values['model']);
    const conversationId = text(values['conversation']);
    const seed = wholeNumber(values['seed'], '--seed', 0, 2 ** 31 - 1);
    const answer = await answerQuestion({
      question: positionals.join(' '), ...scopeFrom(values['scope']),
      ...(model === null ? {} : { model }), ...(conversationId === null ? {} : { conversationId }), ...(seed === null ? {} : { seed }), ...(values['strict'] === true ? { strength: 'strict' as const } : {}),
    }, context);
    if (context.json) context.terminal.json(answer);
  },
};
