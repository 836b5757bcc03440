import type { ExtractedPage, ReadEvent } from '../../shared/readerContract.ts';
import { nameWords } from '../names.ts';
import type { FormatReader } from '../ReadContext.ts';
import { mayHoldText, pictureFacts } from './pictureFacts.ts';
import { recognitionPending } from './recognitionPending.ts';

/** A picture, or a TIFF with several: one page each, whose text is still to be recognised. Errors: format-unsupported, file-damaged, limit-exceeded. */
export const readImage: FormatReader = async function* (input, { depth, limits }) {
  const { frames } = await pictureFacts(input);
  const pages = frames.slice(0, limits.maxPages).map((_frame, index): ExtractedPage => (
    { number: index + 1, text: '', locator: { kind: 'picture', picture: index + 1 }, headings: [], tables: [], picture: { member: null } }));
  yield { type: 'facts', facts: { format: 'image', title: nameWords(input.path), language: null, pageCount: frames.length, documentDate: null } } satisfies ReadEvent;
  // Whoever keeps an icon as a file means it; among attachments and members they are the many.
  if (depth > 0 && !frames.some(mayHoldText)) return yield { type: 'outcome', outcome: { state: 'skipped', reason: { code: 'no-text' } } };
  yield { type: 'pages', pages };
  yield { type: 'outcome', outcome: recognitionPending(pages.map(({ number }) => number)) };
};
