import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Library } from '../../electron/engine/library/Library.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Answer, Document, Source } from '../../electron/shared/schemas.ts';
import { everyFormat, type Shown } from '../fixtures/everyFormat.ts';
import { holdProfile } from './holdProfile.ts';

/** How many quotes are taken of documents shown so. */
const shares: Readonly<Record<Shown, number>> = { pdf: 125, scan: 25, text: 150 };
const longestWords = 25;
const shortestWords = 3;

export type StoredQuote = { readonly source: Source; readonly shown: Shown };

/** Numbers below one, the same every time. */
function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Reads a document of every format into a profile, and keeps in it an answer whose sources are words from all over them: half of them in the
 * document of the one before. Meaning search is left for later.
 */
export async function storeQuotes(profile: string, folder: string, title: string): Promise<readonly StoredQuote[]> {
  const files = everyFormat();
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  const { client, release } = await holdProfile(profile);
  try {
    for await (const event of client.index({ paths: [folder], wait: 'searchable' })) if (event.type === 'report' && event.report.problems.some(({ reason }) => reason?.code !== 'recognition-pending')) throw new Error(JSON.stringify(event.report.problems));
    while ((await client.documents({})).some(({ state, reason }) => reason !== null || (state !== 'searchable' && state !== 'indexed'))) await new Promise((resolve) => { setTimeout(resolve, 200); });
    const quotes = await choose(client, new Map(files.map(({ name, shown }) => [join(folder, name), shown])));
    await client.pauseIndexing({});
    await release();
    await keep(join(profile, 'libraries', 'main'), title, quotes);
    return quotes;
  } finally {
    await release();
  }
}

async function choose(client: Client<EngineContract>, shownOf: ReadonlyMap<string, Shown>): Promise<readonly StoredQuote[]> {
  const random = repeatable(7);
  const pairs: StoredQuote[][] = [];
  for (const shown of ['pdf', 'scan', 'text'] as const) {
    const documents = await Promise.all((await client.documents({})).filter(({ path }) => shownOf.get(path) === shown).map(async (document) => ({ ...document, pages: await pagesThatShow(client, document) })));
    const pages = documents.reduce((sum, document) => sum + document.pages, 0);
    let [taken, seen] = [0, 0];
    for (const document of documents) {
      seen += document.pages;
      // As many as its share of the pages, and two at least.
      const upTo = Math.min(shares[shown], Math.max(taken + 2, Math.round((shares[shown] * seen) / pages)));
      for (; taken < upTo; taken += 1) {
        const { page, locator, text } = await client.page({ document: document.id, page: 1 + Math.floor(random() * document.pages) });
        const place = stretch(text, random, `${document.path} ${page} ${JSON.stringify(document)}`);
        const source = { n: 0, documentId: document.id, path: document.path, title: document.title, page, locator, ...place, quote: text.slice(place.start, place.end) };
        const last = pairs.at(-1);
        if (last?.length === 1 && last[0]?.source.documentId === document.id) last.push({ source, shown });
        else pairs.push([{ source, shown }]);
      }
    }
  }
  const order = pairs.map((pair) => ({ pair, at: random() })).sort((one, other) => one.at - other.at);
  return order.flatMap(({ pair }) => pair).map(({ source, shown }, index) => ({ source: { ...source, n: index + 1 }, shown }));
}

/** What does not show in a document cannot be lit there; its pages come after all others. */
async function pagesThatShow(client: Client<EngineContract>, { id, pages }: Document): Promise<number> {
  for (let page = 1; page <= pages; page += 1) if ((await client.page({ document: id, page })).hidden !== undefined) return page - 1;
  return pages;
}

/** Some words that follow each other, within a paragraph or over its end. */
function stretch(text: string, random: () => number, where: string): { readonly start: number; readonly end: number } {
  const words = [...text.matchAll(/\S*[\p{L}\p{N}]\S*/gu)];
  const from = Math.floor(random() * Math.max(1, words.length - shortestWords));
  const upTo = Math.min(words.length - 1, from + shortestWords - 1 + Math.floor(random() * (longestWords - shortestWords + 1)));
  const [first, last] = [words[from], words[upTo]];
  if (first === undefined || last === undefined) throw new Error(`a page without words: ${where}`);
  return { start: first.index, end: last.index + last[0].length };
}

async function keep(folder: string, title: string, quotes: readonly StoredQuote[]): Promise<void> {
  await using vault = await Vault.open({ folder });
  await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
  const sources = quotes.map(({ source }) => source);
  const { id } = library.conversations.create({ title });
  const messageId = library.conversations.appendQuestion(id, title);
  const answer: Answer = {
    verdict: 'answered', answer: 'See all of them.', sentences: [{ text: 'See all of them.', support: 'supported', citations: [1] }], sources, evidence: [], closest: [],
    coverage: { documents: 1, documentsTotal: 1, pages: 1, pagesTotal: 1, unreadable: [], vectorsShare: 1 }, mode: 'written', searchMode: 'keyword', searchedFor: title, model: null,
    timings: { searchMs: 1, firstEvidenceMs: 1, firstTokenMs: 1, totalMs: 1, promptTokens: 1, answerTokens: 1 }, conversationId: id, messageId,
  };
  library.conversations.saveAnswer(messageId, answer);
}
