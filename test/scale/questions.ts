import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { spread } from '../bench/benchEmbedding.ts';
import { startModels } from '../bench/startModels.ts';
import { hasSharedData, readGoldQuestions } from '../eval/questions.ts';
import { readSampleQuestions } from '../eval/runSamples.ts';
import type { SearchQuestion } from '../bench/benchSearch.ts';

const fewest = 100;

/**
 * Questions people asked, with their vectors: those of the filings (odd half) where they are, else those of the sample documents;
 * first sentences of passages besides where these are fewer than 100.
 */
export async function embeddedQuestions(embedder: EmbedderSpec, passages: readonly string[]): Promise<SearchQuestion[]> {
  const texts = await questionTexts(passages);
  const models = startModels();
  try {
    await models.client.loadEmbedder(embedder);
    const asked: SearchQuestion[] = [];
    for (const text of texts) {
      const [parts] = await models.client.embed({ embedder: embedder.id, kind: 'query', texts: [text], priority: 'interactive' });
      const vector = parts?.[0]?.vector;
      if (vector === undefined) throw new Error(`no vector for: ${text}`);
      asked.push({ text, vector });
    }
    return asked;
  } finally {
    await models.close();
  }
}

/** As `embeddedQuestions`, without their vectors. */
export async function questionTexts(passages: readonly string[]): Promise<string[]> {
  const people = hasSharedData() ? readGoldQuestions().filter((_, at) => at % 2 === 1).map(({ question }) => question) : (await readSampleQuestions()).map(({ question }) => question);
  return [...people, ...spread(passages, Math.max(0, fewest - people.length)).map((text) => text.split(/(?<=[.!?])\s/)[0] ?? text)];
}
