import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Answer } from '../../electron/shared/schemas.ts';
import { fileStem } from './questions.ts';
import type { AnswerResult, RetrievalResult } from './secMetrics.ts';

type EngineClient = Client<EngineContract>;

/** Searches for every question, one after the other: the seconds are those of an otherwise idle engine. */
export async function searchAll(client: EngineClient, questions: readonly { readonly id: string; readonly question: string }[], limit = 10): Promise<RetrievalResult[]> {
  const results: RetrievalResult[] = [];
  for (const { id, question } of questions) {
    const start = performance.now();
    const hits = await client.search({ query: question, limit });
    results.push({ id, seconds: (performance.now() - start) / 1_000, passages: hits.map(({ path, text }) => ({ document: fileStem(path), text })) });
  }
  return results;
}

/** Asks every question in a conversation of its own. `model`: 'none', an id, or undefined for the one in use. */
export async function askAll(client: EngineClient, questions: readonly { readonly id: string; readonly question: string }[], model: string | undefined): Promise<AnswerResult[]> {
  const results: AnswerResult[] = [];
  for (const { id, question } of questions) results.push(await askOne(client, id, question, model));
  return results;
}

async function askOne(client: EngineClient, id: string, question: string, model: string | undefined): Promise<AnswerResult> {
  const start = performance.now();
  let evidenceSeconds = Number.NaN;
  let answer: Answer | null = null;
  for await (const event of client.ask({ question, seed: 1, ...(model === undefined ? {} : { model }) })) {
    if (event.type === 'evidence-found') evidenceSeconds = (performance.now() - start) / 1_000;
    if (event.type === 'answer-complete') answer = event.answer;
  }
  if (answer === null) throw new Error(`no answer to ${id}`);
  return {
    id, verdict: answer.verdict, answer: answer.answer, cited: answer.sources.map(({ path }) => fileStem(path)),
    evidence: answer.evidence.map(({ path, quote }) => ({ document: fileStem(path), text: quote })),
    evidenceSeconds: Number.isNaN(evidenceSeconds) ? (performance.now() - start) / 1_000 : evidenceSeconds, totalSeconds: (performance.now() - start) / 1_000,
  };
}

/** The text of every page by file stem, as passages index it. */
export async function pageTexts(client: EngineClient): Promise<Map<string, string[]>> {
  const texts = new Map<string, string[]>();
  for (const { id, path, pages } of await client.documents({})) {
    const ofDocument: string[] = [];
    for (let page = 1; page <= pages; page += 1) ofDocument.push((await client.page({ document: id, page })).text);
    texts.set(fileStem(path), ofDocument);
  }
  return texts;
}
