import { AppError } from '../shared/AppError.ts';
import type { ChatSpec, CrossEncoderSpec, EmbedderSpec, ModelsContract, PairScores } from '../shared/modelsContract.ts';
import type { Handlers } from '../shared/operation.ts';
import { ComputeGate } from './ComputeGate.ts';
import { embedTexts, type TextEmbedder } from './embedTexts.ts';
import { generate } from './generate.ts';
import { computeThreads, embedLanes } from './hardware.ts';
import { LoadedModels } from './LoadedModels.ts';
import { PromptPace } from './PromptPace.ts';
import type { TokenModel } from './TokenModel.ts';
import { wrappers } from './wrappers.ts';

export type LoadedChat = TokenModel & AsyncDisposable & { readonly gpu: string | null };
export type LoadedEmbedder = TextEmbedder & AsyncDisposable;
/** Gives the probability, 0..1, of each output of its spec. */
export type LoadedCrossEncoder = AsyncDisposable & { score(first: string, second: string): Promise<number[]> };
/** Where models come from: native code, or fakes. */
export type ModelLoaders = {
  readonly loadEmbedder: (spec: EmbedderSpec) => Promise<LoadedEmbedder>;
  readonly loadChat: (spec: ChatSpec) => Promise<LoadedChat>;
  readonly loadCrossEncoder: (spec: CrossEncoderSpec) => Promise<LoadedCrossEncoder>;
};

type Chat = { readonly key: string; readonly spec: ChatSpec; readonly model: LoadedChat; readonly pace: PromptPace };

/** The handlers of the models process: any number of embedders, one chat model, one gate between them. */
export function createModels(loaders: ModelLoaders): Handlers<ModelsContract> {
  const gate = new ComputeGate(embedLanes());
  const embedders = new LoadedModels(loaders.loadEmbedder, gate);
  const crossEncoders = new LoadedModels(loaders.loadCrossEncoder, gate);
  let chat: Chat | null = null;
  /** Loading, unloading and generating follow each other: they all own the one sequence. */
  let chatTurn: Promise<unknown> = Promise.resolve();

  const takeChatTurn = async (): Promise<Disposable> => {
    const before = chatTurn;
    let done = (): void => undefined;
    chatTurn = new Promise<void>((resolve) => { done = resolve; });
    await before;
    return { [Symbol.dispose]: () => { done(); } };
  };
  const unloadChat = async (): Promise<void> => {
    const old = chat;
    chat = null;
    await old?.model[Symbol.asyncDispose]();
  };
  const loadedChat = (): Chat => {
    if (chat === null) throw new AppError('model-missing', { detail: 'no chat model is loaded' });
    return chat;
  };

  return {
    loadEmbedder: (spec) => embedders.load(spec),
    async unloadEmbedder({ id }) {
      await embedders.unload(id);
      return {};
    },
    async embed({ embedder: id, ...input }, { signal }) {
      const { model } = await embedders.get(id);
      return embedTexts(input, model, gate, signal);
    },

    loadCrossEncoder: (spec) => crossEncoders.load(spec),
    async unloadCrossEncoder({ id }) {
      await crossEncoders.unload(id);
      return {};
    },
    async scorePairs({ model: id, pairs }, { signal }) {
      const { spec, model } = await crossEncoders.get(id);
      const scores: PairScores[] = [];
      for (const { first, second } of pairs) {
        const numbers = await gate.run('interactive', () => model.score(first, second), { signal });
        scores.push(Object.fromEntries(spec.outputs.map((output, at) => [output, numbers[at] ?? 0])));
      }
      return scores;
    },

    async loadChat(spec) {
      using _turn = await takeChatTurn();
      const key = JSON.stringify(spec);
      if (chat?.key !== key) {
        await unloadChat();
        chat = { key, spec, model: await loaders.loadChat(spec), pace: new PromptPace() };
      }
      return { id: spec.id, contextTokens: chat.model.contextTokens };
    },
    async unloadChat() {
      using _turn = await takeChatTurn();
      await unloadChat();
      return {};
    },
    countTokens({ texts }) {
      const { model } = loadedChat();
      return texts.map((text) => model.tokenize(text, { marks: false, continued: true }).length);
    },
    async *generate(input, { signal }) {
      using _turn = await takeChatTurn();
      const { model, pace, spec } = loadedChat();
      yield* generate(input, { model, pace, gate, wrapper: wrappers[spec.wrapper], skipThoughts: spec.skipThoughts ?? false }, signal);
    },

    hardware() {
      return { threads: computeThreads(), gpu: chat?.model.gpu ?? null };
    },
  };
}
