import { AppError } from '../../shared/AppError.ts';
import { believableDate } from '../dates.ts';
import { emitBlocks } from '../emitBlocks.ts';
import { readAll } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import type { FormatReader } from '../ReadContext.ts';
import { meaningfulTitle } from '../titles.ts';
import { takeRtfApart } from './rtfBlocks.ts';

/** Rich Text: head, body, notes, foot; pictures and embedded objects are passed over. Errors: file-too-large, limit-exceeded. */
export const readRtf: FormatReader = async function* (input, { limits }) {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const { blocks, title, created, isWhole } = takeRtfApart(await readAll(input));
  const heading = blocks.find((block) => block.kind === 'heading');
  const known = { format: 'rtf' as const, title: meaningfulTitle(title) || (heading?.kind === 'heading' ? heading.text.slice(0, 200) : ''), documentDate: believableDate(created) };
  yield* emitBlocks(blocks, known, input.path, limits, isWhole ? undefined : { code: 'file-damaged' });
};
