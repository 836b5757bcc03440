import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import type { HiddenKind } from '../../shared/schemas.ts';
import type { Block } from '../blocks.ts';
import { emitPages, type UnnumberedPage } from '../emitPages.ts';
import { documentProperties } from '../ooxml/documentProperties.ts';
import { OfficePackage, relationId } from '../ooxml/OfficePackage.ts';
import { pagesAt } from '../ooxml/pagesAt.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { attributeOf } from '../xml.ts';
import { commentAuthors, commentsOf } from './pptx/comments.ts';
import { Paper } from './pptx/Paper.ts';
import { Placeholders } from './pptx/placeholders.ts';
import { blocksOf, slideBlocks, withoutRepeatedFeet } from './Shape.ts';
import { walkSlide, type Slide } from './pptx/walkSlide.ts';

type Presentation = { readonly part: string; readonly slides: readonly string[]; readonly size: { readonly width: number; readonly height: number } | null };

/**
 * Reads a PowerPoint presentation: every slide in the order it is shown, its title first, then what is on it from top to bottom, then its
 * notes and remarks. Slides that are not shown are hidden pages. Errors: file-damaged, limit-exceeded.
 */
export function readPptx(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = new OfficePackage(archive);
  const presentation = readPresentation(file);
  const pages = presentationPages(file, presentation);
  const first = pages.next();
  const { title, documentDate } = documentProperties(file);
  const head = first.done === true ? undefined : first.value;
  const heading = head?.headings[0];
  const shown = title || (head === undefined || heading === undefined || head.hidden !== undefined ? '' : head.text.slice(heading.start, heading.end).slice(0, 200));
  const all = (function* () {
    if (head !== undefined) yield head;
    yield* pages;
  })();
  return emitPages(all, { format: 'pptx', title: shown, documentDate, damage: () => (file.isDamaged ? { code: 'file-damaged' } : null) }, path, limits);
}

function readPresentation(file: OfficePackage): Presentation {
  const part = file.main('ppt/presentation.xml');
  // A slide is shown once: a list that names it again and again costs nothing.
  const slides = new Set<string>();
  let size: Presentation['size'] = null;
  const isThere = file.walk(part, (name, attributes) => {
    if (name === 'sldSz') size = { width: Number(attributeOf(attributes, 'cx')) || Infinity, height: Number(attributeOf(attributes, 'cy')) || Infinity };
    if (name !== 'sldId') return;
    const target = file.target(part, relationId(attributes));
    if (target !== null) slides.add(target);
  });
  if (!isThere) throw new AppError('file-damaged', { part });
  return { part, slides: [...slides], size };
}

function* presentationPages(file: OfficePackage, { part, slides, size }: Presentation): Generator<UnnumberedPage> {
  const [places, paper] = [new Placeholders(file), new Paper(file)];
  const authors = commentAuthors(file, part);
  const feet = new Set<string>();
  const none: Slide = { shapes: [], isShown: true };
  for (const [index, slidePart] of slides.entries()) {
    const slide = file.tolerated(() => walkSlide(file, slidePart, paper), none);
    for (const shape of slide.shapes) shape.box ??= places.boxOf(slidePart, shape);
    const hidden: HiddenKind | undefined = slide.isShown ? undefined : 'hidden-sheet';
    const locator = { kind: 'slide' as const, slide: index + 1 };
    yield* pagesAt(locator, slideBlocks(withoutRepeatedFeet(slide.shapes, feet), size), hidden);
    yield* pagesAt({ ...locator, notes: true }, notesOf(file, slidePart), hidden);
    yield* pagesAt(locator, commentsOf(file, slidePart, authors).map((text) => ({ kind: 'item', text })), 'comment');
  }
}

/** The speaker's notes alone, without the picture of the slide, numbers and dates around them. */
function notesOf(file: OfficePackage, slidePart: string): Block[] {
  return file.linked(slidePart, 'notesSlide').flatMap((part) => file.tolerated(() => walkSlide(file, part).shapes, []))
    .filter(({ placeholder }) => placeholder === null || placeholder.type === 'body').flatMap(blocksOf)
    .map((block) => (block.kind === 'item' ? { kind: 'paragraph', text: block.text.replace(/^• /, '') } : block));
}
