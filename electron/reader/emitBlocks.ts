import type { Outcome, ReadEvent } from '../shared/readerContract.ts';
import { SectionWriter, type Block } from './blocks.ts';
import { emitPages, type KnownFacts, type UnnumberedPage } from './emitPages.ts';
import type { ReadLimits } from './limits.ts';

/** The events of a flowing document, its sections page by page, then the pages `after` them. `damage`: why only part of it could be taken apart. */
export function emitBlocks(blocks: Iterable<Block>, known: Omit<KnownFacts, 'damage'>, path: string, limits: ReadLimits, damage: Outcome['reason'] = null, after: Iterable<UnnumberedPage> = []): Generator<ReadEvent> {
  return emitPages(sectionsOf(blocks, after), { ...known, damage: () => damage }, path, limits);
}

function* sectionsOf(blocks: Iterable<Block>, after: Iterable<UnnumberedPage>): Generator<UnnumberedPage> {
  const writer = new SectionWriter();
  for (const block of blocks) {
    writer.add(block);
    yield* writer.take();
  }
  yield* writer.take(true);
  yield* after;
}
