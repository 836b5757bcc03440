import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chunkPages } from '../../electron/engine/chunk.ts';
import { contextOf } from '../../electron/engine/contextOf.ts';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { readerContract, type ExtractedPage } from '../../electron/shared/readerContract.ts';
import { fileStem, repositoryRoot, secFolder } from '../eval/questions.ts';

/** The documents the bench works on: the filings where they are, else our own samples. */
export function benchFolder(): string {
  const filings = join(secFolder, 'docs');
  return existsSync(filings) ? filings : join(repositoryRoot, 'resources', 'samples');
}

export function benchPdfs(): string[] {
  return readdirSync(benchFolder(), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf')).sort().map((name) => join(benchFolder(), name));
}

/** A passage as it is embedded (`embedded`: context in front) and as it stands on its page. */
export type BenchPassage = { readonly embedded: string; readonly text: string };

/** The passages of these files, read and cut by the product's own reader and chunker. */
export async function readPassages(paths: readonly string[]): Promise<BenchPassage[]> {
  const reader = new HelperProcess({ contract: readerContract, entry: new URL('../../electron/reader/main.ts', import.meta.url), name: 'reader' });
  try {
    const passages: BenchPassage[] = [];
    for (const path of paths) {
      const pages: ExtractedPage[] = [];
      let title = '';
      for await (const event of reader.client.read({ path })) {
        if (event.type === 'pages') pages.push(...event.pages);
        if (event.type === 'facts') title = event.facts.title;
      }
      const texts = new Map(pages.map((page) => [page.number, page.text]));
      for (const { page, start, end, headingPath } of chunkPages(pages)) {
        const text = (texts.get(page) ?? '').slice(start, end);
        passages.push({ text, embedded: `${contextOf({ name: fileStem(path), title, headingPath })}\n${text}` });
      }
    }
    return passages;
  } finally {
    await reader.close();
  }
}
