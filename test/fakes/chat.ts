import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../electron/shared/AppError.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { ChatSpec, ModelsContract, PromptPiece } from '../../electron/shared/modelsContract.ts';

export type FakeChatOptions = {
  /** What the model writes to a prompt. */
  readonly write: (pieces: readonly PromptPiece[]) => string;
  readonly delayMs?: number;
  /** Dies while writing, as a native crash would. */
  readonly dies?: boolean;
};

/** A chat model that writes what a test tells it to, a few letters at a time, and remembers every prompt. */
export class FakeChat {
  readonly prompts: (readonly PromptPiece[])[] = [];
  stopped = 0;
  readonly client: Client<ModelsContract>;

  constructor({ write, delayMs, dies = false }: FakeChatOptions) {
    const prompts = this.prompts;
    const stop = (): void => { this.stopped += 1; };
    const notFaked = (): never => { throw new AppError('operation-unknown'); };
    this.client = {
      loadEmbedder: notFaked, unloadEmbedder: notFaked, embed: notFaked, unloadChat: notFaked, hardware: notFaked, loadCrossEncoder: notFaked, unloadCrossEncoder: notFaked, scorePairs: notFaked,
      loadChat: async (spec) => await Promise.resolve({ id: spec.id, contextTokens: spec.contextTokens }),
      countTokens: async ({ texts }) => await Promise.resolve(texts.map((text) => Math.ceil(text.length / 4))),
      async *generate({ pieces }, { signal } = {}) {
        prompts.push(pieces);
        const text = write(pieces);
        const promptTokens = Math.ceil(pieces.map((piece) => piece.text).join('').length / 4);
        try {
          yield { type: 'prompt-progress' as const, done: promptTokens, total: promptTokens };
          for (let at = 0; at < text.length; at += 7) {
            if (delayMs !== undefined) await sleep(delayMs);
            if (signal?.aborted === true) throw new AppError('cancelled');
            if (dies) throw new AppError('helper-stopped', { name: 'models' });
            yield { type: 'text-delta' as const, text: text.slice(at, at + 7) };
          }
          yield { type: 'end' as const, reason: 'stop' as const, promptTokens, reusedTokens: 0, answerTokens: Math.ceil(text.length / 4), promptMs: 1, answerMs: 1 };
        } finally {
          stop();
        }
      },
    };
  }
}

export function fakeChatSpec(contextTokens = 4_096): ChatSpec {
  return { id: 'fake-chat', modelPath: '/none', contextTokens, wrapper: 'chatml' };
}
