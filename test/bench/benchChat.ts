import type { ChatSpec, PromptPiece } from '../../electron/shared/modelsContract.ts';
import type { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import type { ModelsContract } from '../../electron/shared/modelsContract.ts';
import { median } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { openRawLlama, type GenerationTimes } from './rawLlama.ts';
import { startModels } from './startModels.ts';

const rounds = 3;
const writtenTokens = 48;

/** Reading a prompt and writing an answer through the models process, against node-llama-cpp with as many tokens. */
export async function benchChat(spec: ChatSpec, texts: readonly string[]): Promise<Figure[]> {
  const models = startModels();
  try {
    const { contextTokens } = await models.client.loadChat(spec);
    const { threads } = await models.client.hardware({});
    const raw = await openRawLlama(spec.modelPath, contextTokens, threads);
    const prompt = fitting(texts, Math.min(600, contextTokens - 400), (text) => raw.tokenize(text).length);
    const { promptTokens } = await generate(models, piecesOf(prompt, -1));
    const tokens = raw.tokenize(`${prompt}\n\n${prompt}`).slice(0, promptTokens);
    await raw.generate(tokens, 2, threads);
    // On a busy machine one thread beats all of them (they wait for each other by spinning): the ceiling is the better.
    const alone = async (): Promise<{ readonly reading: number; readonly writing: number }> => {
      const runs: GenerationTimes[] = [];
      for (const count of new Set([threads, 1])) runs.push(await raw.generate(tokens, writtenTokens, count));
      return { reading: tokens.length / Math.min(...runs.map(({ firstTokenSeconds }) => firstTokenSeconds)), writing: 1 / Math.min(...runs.map(({ secondsPerToken }) => secondsPerToken)) };
    };
    const rates: { readonly reading: Pair; readonly writing: Pair }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = round % 2 === 0 ? await alone() : null;
      const ours = await generate(models, piecesOf(prompt, round));
      const { reading, writing } = before ?? await alone();
      rates.push({
        reading: { ours: ours.promptTokens / ours.firstTokenSeconds, alone: reading },
        writing: { ours: 1 / ours.secondsPerToken, alone: writing },
      });
    }
    await raw.close();
    return [
      figure({ key: 'decode', words: `decode, writing through the models process (${spec.id})`, unit: 'tokens/s', ...medians(rates.map(({ writing }) => writing)), aim: { of: 'ratio', atLeast: 0.97 }, beside: { threads } }),
      figure({ key: 'prompt', words: 'prompt, read in slices that can be stopped, to the first token', unit: 'tokens/s', ...medians(rates.map(({ reading }) => reading)), aim: { of: 'ratio', atLeast: 1 / 1.1 }, beside: { 'prompt tokens': promptTokens } }),
    ];
  } finally {
    await models.close();
  }
}

type Pair = { readonly ours: number; readonly alone: number };

function medians(pairs: readonly Pair[]): { readonly value: number; readonly ceiling: number; readonly ratio: number } {
  return { value: median(pairs.map(({ ours }) => ours)), ceiling: median(pairs.map(({ alone }) => alone)), ratio: median(pairs.map(({ ours, alone }) => ours / alone)) };
}

type OurTimes = GenerationTimes & { readonly promptTokens: number; readonly reusedTokens: number };

/** One answer through the models process, timed from outside. */
export async function generate(models: HelperProcess<ModelsContract>, pieces: readonly PromptPiece[], maxTokens = writtenTokens): Promise<OurTimes> {
  const start = performance.now();
  let firstAt: number | null = null;
  for await (const event of models.client.generate({ pieces: [...pieces], maxTokens, temperature: 0, seed: 1 })) {
    if (event.type === 'text-delta') firstAt ??= performance.now();
    if (event.type !== 'end') continue;
    const first = firstAt ?? performance.now();
    return {
      firstTokenSeconds: (first - start) / 1_000, secondsPerToken: (performance.now() - first) / 1_000 / Math.max(1, event.answerTokens - 1),
      promptTokens: event.promptTokens, reusedTokens: event.reusedTokens,
    };
  }
  throw new Error('the models process ended an answer without saying so');
}

/** The round stands at the very start, so that nothing of the last prompt can be used again. */
function piecesOf(prompt: string, round: number): PromptPiece[] {
  return [{ kind: 'system', text: `Reader ${String(round)}. Continue the text.` }, { kind: 'user', text: `${prompt}\n\nWrite a long summary of all of this.` }];
}

function fitting(texts: readonly string[], maxTokens: number, count: (text: string) => number): string {
  let prompt = '';
  for (const text of texts) {
    const longer = `${prompt}${text}\n\n`;
    if (count(longer) <= maxTokens) prompt = longer;
  }
  return prompt;
}
