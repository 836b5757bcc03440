import type { DocumentFacts, ExtractedPage, Outcome, ReadEvent } from '../shared/readerContract.ts';
import { LanguageGuess } from './language.ts';
import { TextBudget, type ReadLimits } from './limits.ts';
import { nameWords } from './names.ts';

const pagesPerEvent = 32;

/** A page before it is known which number it has. */
export type UnnumberedPage = Omit<ExtractedPage, 'number'>;
/** `damage`: why only part of a document could be taken apart; asked for at the end. */
export type KnownFacts = Pick<DocumentFacts, 'format' | 'title' | 'documentDate'> & { readonly damage?: () => Outcome['reason'] };

/** The events of a document whose pages come one after the other: they are numbered, counted and cut off at the limits. */
export function* emitPages(pages: Iterable<UnnumberedPage>, { damage, ...known }: KnownFacts, path: string, limits: ReadLimits): Generator<ReadEvent> {
  const budget = new TextBudget(limits.maxTextUnits);
  const language = new LanguageGuess();
  let batch: ExtractedPage[] = [];
  let count = 0;
  let hasText = false;
  let cut = false;
  // The title stands in front of every passage, so it goes ahead of the first page; the rest is known at the end.
  const facts = (): DocumentFacts => ({ ...known, title: known.title.trim() || nameWords(path), language: language.best(), pageCount: count });
  yield { type: 'facts', facts: facts() };
  for (const page of pages) {
    cut = count >= limits.maxPages || !budget.take(page.text.length);
    if (cut) break;
    count += 1;
    hasText ||= page.text.trim() !== '';
    if (count <= 20) language.add(page.text);
    batch.push({ ...page, number: count });
    if (batch.length >= pagesPerEvent) {
      yield { type: 'pages', pages: batch };
      batch = [];
    }
  }
  if (batch.length > 0) yield { type: 'pages', pages: batch };
  yield { type: 'facts', facts: facts() };
  yield { type: 'outcome', outcome: outcomeOf(hasText, cut, damage?.() ?? null) };
}

function outcomeOf(hasText: boolean, cut: boolean, damage: Outcome['reason']): Outcome {
  if (!hasText) return damage === null ? { state: 'skipped', reason: { code: 'no-text' } } : { state: 'failed', reason: damage };
  if (cut) return { state: 'indexed-partly', reason: { code: 'limit-exceeded' } };
  return damage === null ? { state: 'indexed', reason: null } : { state: 'indexed-partly', reason: damage };
}
