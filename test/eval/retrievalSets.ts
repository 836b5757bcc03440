import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Bm25 } from './bm25.ts';
import { readJsonLines, sharedData } from './questions.ts';
import { scoreRanking, type RankScores } from './rankMetrics.ts';

export type Language = 'en' | 'de' | 'es' | 'zh';
export type RetrievalDocument = { readonly id: string; readonly title: string; readonly text: string };
export type RetrievalQuery = { readonly id: string; readonly text: string; readonly relevant: ReadonlySet<string> };
export type RetrievalSet = { readonly name: string; readonly documents: readonly RetrievalDocument[]; readonly queries: readonly RetrievalQuery[] };

const RawDocument = z.object({ id: z.string(), title: z.string(), text: z.string() });
const RawQuery = z.object({ id: z.string(), text: z.string() });

/** Language pairs of xquad worth a line: within one language, and across to English. */
export const languagePairs: readonly (readonly [Language, Language])[] = [['en', 'en'], ['de', 'de'], ['es', 'es'], ['zh', 'zh'], ['de', 'en'], ['es', 'en'], ['zh', 'en']];

/** A set of ../shared/data/retrieval: questions in one language over documents in another. Queries without a relevant document are left out. */
export function readRetrievalSet(name: 'cookbook' | 'xquad', asked: Language, documentLanguage: Language): RetrievalSet {
  const folder = join(sharedData, 'retrieval', name);
  const file = (stem: string, language: Language): string => join(folder, name === 'cookbook' ? `${stem}.jsonl` : `${stem}.${language}.jsonl`);
  const relevant = new Map<string, Set<string>>();
  for (const line of readFileSync(join(folder, 'qrels.tsv'), 'utf8').split('\n').slice(1)) {
    const [query, document] = line.split('\t');
    if (query === undefined || document === undefined) continue;
    relevant.set(query, (relevant.get(query) ?? new Set<string>()).add(document));
  }
  return {
    name: name === 'cookbook' ? name : `${name} ${asked} → ${documentLanguage}`,
    documents: readJsonLines(file('docs', documentLanguage)).map((line) => RawDocument.parse(line)),
    queries: readJsonLines(file('queries', asked)).map((line) => RawQuery.parse(line))
      .flatMap(({ id, text }) => { const ids = relevant.get(id); return ids === undefined ? [] : [{ id, text, relevant: ids }]; }),
  };
}

/** Plain BM25 on the same documents and queries. */
export function bm25Floor({ documents }: RetrievalSet, queries: readonly RetrievalQuery[]): RankScores[] {
  const index = new Bm25(documents.map(({ id, title, text }) => ({ id, text: `${title} ${text}` })));
  return queries.map(({ text, relevant }) => scoreRanking(index.rank(text, 10), relevant));
}

/** Writes every document as a Markdown file with its title as heading, as a person would have it; gives document id by file stem. */
export function writeDocuments({ documents }: RetrievalSet, folder: string): Map<string, string> {
  mkdirSync(folder, { recursive: true });
  return new Map(documents.map(({ id, title, text }, index) => {
    const stem = `d${String(index + 1).padStart(4, '0')}`;
    writeFileSync(join(folder, `${stem}.md`), `# ${title}\n\n${text}\n`);
    return [stem, id];
  }));
}
