import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PassageRecord } from '../../electron/engine/library/records.ts';
import { buildPrompt, choosePassages, type NumberedPassage } from '../../electron/engine/prompt.ts';
import type { GenerateEvent, PromptPiece } from '../../electron/shared/modelsContract.ts';
import { chat, startModels } from './starterModels.ts';

const models = startModels();
afterAll(() => models.close());
beforeAll(() => models.client.loadChat(chat()));

const system = readFileSync(new URL('../../resources/prompts/answer.txt', import.meta.url), 'utf8');
const rounds = ['lamps', 'chairs', 'clocks', 'kettles'].map((thing, index) => `In year ${String(index + 1)} the works in Bern made ${String(index + 3)},000 ${thing}, and sold most of them in nine countries by letter and by post.`);
const passages = rounds.map((text, index): PassageRecord => ({
  id: index + 1, contentId: 1, documentId: 1, path: '/report.pdf', title: 'Report', page: index + 1, locator: { kind: 'pdf-page', page: index + 1 }, start: 0, end: text.length, text, headingPath: [], alsoIn: [],
}));

const prompt = (chosen: readonly NumberedPassage[], question: string): PromptPiece[] => buildPrompt({ system, delimiter: '0123456789abcdef', passages: chosen, question, asked: question, language: 'en' });
async function evaluated(pieces: readonly PromptPiece[]): Promise<{ readonly evaluated: number; readonly tokens: number }> {
  for await (const event of models.client.generate({ pieces: [...pieces], maxTokens: 2, temperature: 0, seed: 1 }) as AsyncIterable<GenerateEvent>) {
    if (event.type === 'end') return { evaluated: event.promptTokens - event.reusedTokens, tokens: event.promptTokens };
  }
  throw new Error('it ended without an end');
}
/** Tokens of what the second prompt has beyond the text both begin with. */
async function newTokens(first: readonly PromptPiece[], second: readonly PromptPiece[]): Promise<number> {
  const [before, after] = [first, second].map((pieces) => pieces.map(({ text }) => text).join('\u0000'));
  let same = 0;
  while (same < Math.min(before?.length ?? 0, after?.length ?? 0) && before?.[same] === after?.[same]) same += 1;
  return (await models.client.countTokens({ texts: [after?.slice(same) ?? ''] }))[0] ?? 0;
}
/** Marks of the template after the last piece, and a token that the cut goes through. */
const slack = 12;

describe('a question that follows', () => {
  it('evaluates the tokens of its own words and of passages not read before, and no others', async () => {
    const first = choosePassages([], passages.slice(0, 3), 7);
    const begun = prompt(first, 'How many lamps were made?');
    const cold = await evaluated(begun);
    expect(cold.evaluated).toBe(cold.tokens);

    const same = prompt(choosePassages(first, passages.slice(0, 3), 7), 'And how many chairs?');
    const again = await evaluated(same);
    expect(again.evaluated).toBeLessThanOrEqual(await newTokens(begun, same) + slack);
    expect(again.evaluated).toBeLessThan(cold.tokens / 4);

    const more = choosePassages(first, [...passages.slice(1, 4)], 7);
    expect(more.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    const wider = prompt(more, 'And how many kettles?');
    const third = await evaluated(wider);
    expect(third.evaluated).toBeLessThanOrEqual(await newTokens(same, wider) + slack);
    expect(third.evaluated).toBeGreaterThan(again.evaluated);
  });
});
