import type { ChatSpec, PromptPiece } from '../../electron/shared/modelsContract.ts';
import { generate } from './benchChat.ts';
import { median } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { startModels } from './startModels.ts';

const rounds = 3;

/**
 * Time to the first token of a second question on the same passages, against that of the first question, both through the
 * models process. The turns are laid out as the answer stage lays them out: passages first, questions after.
 */
export async function benchFollowup(spec: ChatSpec, texts: readonly string[]): Promise<Figure> {
  const models = startModels();
  try {
    await models.client.loadChat(spec);
    const passages = texts.slice(0, 6).join('\n\n');
    let round = 0;
    let cold: PromptPiece[] = [];
    const first = async () => {
      round += 1;
      // The round stands at the very start, so that nothing of the last round can be used again.
      cold = [{ kind: 'system', text: `Reader ${String(round)}. Answer from the passages.` }, { kind: 'user', text: `${passages}\n\nWhat is this about?` }];
      return (await generate(models, cold, 8)).firstTokenSeconds;
    };
    const reused: number[] = [];
    const second = async () => {
      const times = await generate(models, [...cold, { kind: 'assistant', text: 'A report.' }, { kind: 'user', text: 'And which quarter does it cover?' }], 8);
      reused.push(times.reusedTokens / times.promptTokens);
      return times.firstTokenSeconds;
    };
    const pairs: { readonly cold: number; readonly next: number }[] = [];
    for (let at = 0; at < rounds; at += 1) pairs.push({ cold: await first(), next: await second() });
    return figure({
      key: 'followup', words: 'first token of a follow-up on the same passages, against a cold one', unit: 's', value: median(pairs.map(({ next }) => next)), ceiling: median(pairs.map((pair) => pair.cold)),
      ratio: median(pairs.map((pair) => pair.next / pair.cold)),
      aim: { of: 'ratio', atMost: 0.1 }, beside: { 'share of the prompt used again': Math.min(...reused) },
    });
  } finally {
    await models.close();
  }
}
