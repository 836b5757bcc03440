import type { Quote } from '../shared/schemas.ts';
import { AppError } from '../shared/AppError.ts';
import { sectionOf } from '../shared/sectionOf.ts';
import { locatorWithin } from './library/locatorWithin.ts';
import type { PassageRecord } from './library/records.ts';
import { splitSentences } from './text/sentences.ts';

/** What a citation is made from: a range of the page the passage lies on, and the pages' texts. `nextPage` is null on the last page. */
export type CiteInput = {
  readonly passage: PassageRecord; readonly start: number; readonly end: number; readonly pageText: string;
  readonly nextPage: { readonly page: number; readonly text: string } | null;
  /** The header of the table a quoted row stands in, on the same page. */
  readonly header: { readonly start: number; readonly end: number } | null;
};

/**
 * A place in a document with its words. The quote is taken from the page itself, so it is verbatim by construction; a
 * sentence that goes on at the top of the next page carries the rest under `continues`.
 * @throws AppError internal when the range is not on the page.
 */
export function cite(input: CiteInput): Quote {
  const { passage, start, end, pageText, header } = input;
  if (start < 0 || end > pageText.length || start >= end) throw new AppError('internal', { message: 'citation outside its page', page: passage.page });
  const continues = input.nextPage === null ? null : restOnNextPage(pageText, end, input.nextPage);
  const section = sectionOf(passage.headingPath);
  return {
    documentId: passage.documentId, path: passage.path, title: passage.title, page: passage.page, locator: locatorWithin(passage.locator, pageText, { from: passage.start, start, end }),
    start, end, quote: pageText.slice(start, end), ...(section.length === 0 ? {} : { section }),
    ...(continues === null ? {} : { continues }),
    ...(header === null ? {} : { header: { start: header.start, end: header.end, quote: pageText.slice(header.start, header.end) } }),
  };
}

/** Lines of running heads and feet looked over at the break. */
const maxFurniture = 3;

/** The rest of a sentence that has no end on its page: the first sentence of the next one when it begins in the middle. */
function restOnNextPage(text: string, end: number, next: NonNullable<CiteInput['nextPage']>): NonNullable<Quote['continues']> | null {
  if (/[.!?:;。！？]["'”’»)\]]*$/u.test(text.slice(Math.max(0, end - 4), end))) return null;
  const after = text.slice(end).trim().split('\n').filter((line) => line.trim() !== '');
  // Only a page number or running foot may follow; a heading or row would mean that the sentence is none.
  if (after.length > maxFurniture || after.some((line) => line.length > 120)) return null;
  if ((text.slice(0, end).match(/\S+\s*$/u)?.index ?? 0) === 0 || !/\p{L}/u.test(text.slice(Math.max(0, end - 30), end))) return null;
  const spans = splitSentences(next.text);
  for (const span of spans.slice(0, maxFurniture + 1)) {
    const content = next.text.slice(span.start, span.end);
    if (span.kind === 'sentence' && /^[\p{Ll}\p{N}("“$€£]/u.test(content) && /\p{Ll}/u.test(content)) return { page: next.page, start: span.start, end: span.end, quote: content };
    if (span.kind === 'row' || content.length > 120) return null;
  }
  return null;
}
