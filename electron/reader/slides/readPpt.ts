import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { openCompound } from '../compound.ts';
import { compoundProperties } from '../compoundProperties.ts';
import { emitPages, type UnnumberedPage } from '../emitPages.ts';
import { readAll, type Input } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import { pagesAt } from '../ooxml/pagesAt.ts';
import type { ReadContext } from '../ReadContext.ts';
import { blocksOf, slideBlocks } from './Shape.ts';
import { commentsOf } from './ppt/comments.ts';
import { PptDocument } from './ppt/PptDocument.ts';
import { childOf, ppt, type PptRecord } from './ppt/records.ts';
import { shapesOf } from './ppt/shapes.ts';

const hiddenFlag = 0x0004;

/** A PowerPoint presentation of before 2007, slide by slide, notes and remarks behind each. Errors: file-damaged, file-too-large, password-needed. */
export async function* readPpt(input: Input, { limits }: ReadContext): AsyncGenerator<ReadEvent> {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const file = openCompound(await readAll(input));
  const document = new PptDocument(file);
  const pages = [...slidePages(document)];
  const { title, documentDate } = compoundProperties(file);
  const first = pages.find(({ hidden }) => hidden === undefined);
  const heading = first?.headings[0];
  yield* emitPages(pages, { format: 'ppt', title: title || (first === undefined || heading === undefined ? '' : first.text.slice(heading.start, heading.end).slice(0, 200)), documentDate }, input.path, limits);
}

function* slidePages({ stream, slides, size }: PptDocument): Generator<UnnumberedPage> {
  for (const [index, { record, outline, notes }] of slides.entries()) {
    const hidden = isHidden(stream, record) ? 'hidden-sheet' : undefined;
    const locator = { kind: 'slide' as const, slide: index + 1 };
    yield* pagesAt(locator, slideBlocks(shapesOf(stream, record, outline), size), hidden);
    if (notes !== null) yield* pagesAt({ ...locator, notes: true }, shapesOf(stream, notes, []).flatMap(blocksOf), hidden);
    yield* pagesAt(locator, commentsOf(stream, record).map((text) => ({ kind: 'item', text })), 'comment');
  }
}

function isHidden(stream: Buffer, slide: PptRecord): boolean {
  const info = childOf(stream, slide, ppt.slideShowInfo);
  return info !== null && info.end - info.start >= 12 && (stream.readUInt16LE(info.start + 10) & hiddenFlag) !== 0;
}
