import type { HiddenKind, Locator } from '../../shared/schemas.ts';
import { SectionWriter, type Block } from '../blocks.ts';
import type { UnnumberedPage } from '../emitPages.ts';

/** Blocks that all stand in one place (a slide, the drawings of a sheet) as pages of that place: one, or more where there is much. */
export function pagesAt(locator: Locator, blocks: Iterable<Block>, hidden?: HiddenKind): UnnumberedPage[] {
  const writer = new SectionWriter();
  for (const block of blocks) writer.add(block);
  return writer.take(true).map((page) => ({ ...page, locator, ...(hidden === undefined ? {} : { hidden }) }));
}
