import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrompt, choosePassages } from '../../electron/engine/prompt.ts';
import type { PassageRecord } from '../../electron/engine/library/records.ts';
import type { ChatSpec } from '../../electron/shared/modelsContract.ts';
import { median } from '../eval/intervals.ts';
import { repositoryRoot } from '../eval/questions.ts';
import { generate } from './benchChat.ts';
import { figure, type Figure } from './Figure.ts';
import { startModels } from './startModels.ts';

const rounds = 3;
const passagesAPrompt = 8;
const promptTokens = 1_200;

/**
 * Time to the first token of a second question that the same passages answer, against that of the first, through the models
 * process; both prompts laid out by the answer stage's own code.
 */
export async function benchFollowup(spec: ChatSpec, texts: readonly string[]): Promise<Figure> {
  const models = startModels();
  try {
    await models.client.loadChat(spec);
    const counts = await models.client.countTokens({ texts: [...texts.slice(0, passagesAPrompt)] });
    let tokens = 0;
    const wanted = texts.slice(0, passagesAPrompt).filter((_, index) => (tokens += counts[index] ?? 0) <= promptTokens).map(asRecord);
    const system = readFileSync(join(repositoryRoot, 'resources', 'prompts', 'answer.txt'), 'utf8');
    const ask = async (round: number, question: string, kept: ReturnType<typeof choosePassages>) => {
      const passages = choosePassages(kept, wanted, passagesAPrompt);
      // Another conversation each round: its delimiter stands at the start, so nothing of the round before can be used again.
      const pieces = buildPrompt({ system, delimiter: `${String(round)}0123456789abcde`, passages, question, asked: question, language: 'en' });
      return { passages, times: await generate(models, pieces, 8) };
    };
    await ask(9, 'warm up?', []);
    const pairs: { readonly cold: number; readonly next: number; readonly reused: number; readonly tokens: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const first = await ask(round, 'What is this report about?', []);
      const { times } = await ask(round, 'And which period does it cover?', first.passages);
      pairs.push({ cold: first.times.firstTokenSeconds, next: times.firstTokenSeconds, reused: times.reusedTokens / times.promptTokens, tokens: first.times.promptTokens });
    }
    return figure({
      key: 'followup', words: 'first token of a follow-up on the same passages, against a cold one', unit: 's',
      value: median(pairs.map(({ next }) => next)), ceiling: median(pairs.map(({ cold }) => cold)), ratio: median(pairs.map(({ next, cold }) => next / cold)),
      aim: { of: 'ratio', atMost: 0.1 }, beside: { 'share of the prompt used again': median(pairs.map(({ reused }) => reused)), 'prompt tokens': median(pairs.map(({ tokens }) => tokens)) },
    });
  } finally {
    await models.close();
  }
}

function asRecord(text: string, index: number): PassageRecord {
  return {
    id: index + 1, contentId: 1, documentId: 1, path: '/report.pdf', title: 'Report', page: index + 1, locator: { kind: 'pdf-page', page: index + 1 },
    start: 0, end: text.length, text, headingPath: [], alsoIn: [],
  };
}
