import type { DocumentFacts, ExtractedPage, Outcome, ReadEvent } from '../shared/readerContract.ts';
import { SectionWriter, type Block } from './blocks.ts';
import { LanguageGuess } from './language.ts';
import { TextBudget, type ReadLimits } from './limits.ts';
import { nameWords } from './names.ts';

const pagesPerEvent = 32;

/** The events of a flowing document, its sections page by page. `damage`: why only part of it could be taken apart. */
export function* emitBlocks(blocks: Iterable<Block>, known: Pick<DocumentFacts, 'format' | 'title' | 'documentDate'>, path: string, limits: ReadLimits, damage?: Outcome['reason']): Generator<ReadEvent> {
  const writer = new SectionWriter();
  const budget = new TextBudget(limits.maxTextUnits);
  const language = new LanguageGuess();
  let batch: ExtractedPage[] = [];
  let count = 0;
  let cut = false;
  // The title stands in front of every passage, so it goes ahead of the first page; the rest is known at the end.
  const facts = (): DocumentFacts => ({ ...known, title: known.title.trim() || nameWords(path), language: language.best(), pageCount: count });
  yield { type: 'facts', facts: facts() };
  const accept = (pages: readonly ExtractedPage[]) => {
    for (const page of pages) {
      cut ||= count >= limits.maxPages || !budget.take(page.text.length);
      if (cut) return;
      count += 1;
      if (count <= 20) language.add(page.text);
      batch.push(page);
    }
  };
  for (const block of blocks) {
    writer.add(block);
    accept(writer.take());
    if (cut) break;
    if (batch.length >= pagesPerEvent) {
      yield { type: 'pages', pages: batch };
      batch = [];
    }
  }
  if (!cut) accept(writer.take(true));
  if (batch.length > 0) yield { type: 'pages', pages: batch };
  yield { type: 'facts', facts: facts() };
  yield { type: 'outcome', outcome: outcomeOf(count, cut, damage ?? null) };
}

function outcomeOf(pages: number, cut: boolean, damage: Outcome['reason']): Outcome {
  if (pages === 0) return damage === null ? { state: 'skipped', reason: { code: 'no-text' } } : { state: 'failed', reason: damage };
  if (cut) return { state: 'indexed-partly', reason: { code: 'limit-exceeded' } };
  return damage === null ? { state: 'indexed', reason: null } : { state: 'indexed-partly', reason: damage };
}
