import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { placesIn } from '../../../electron/shared/placesIn.ts';
import type { FoundPassage, Source } from '../../../electron/shared/schemas.ts';
import { sectionOf } from '../../../electron/shared/sectionOf.ts';
import type { ScopePart } from '../../hooks/useScope.ts';
import type { MoreSources, SourceStretch } from '../source/MoreSources.ts';
import type { FoundAll } from './useFindAll.ts';

/** Passages to a stretch. */
const stretch = 100;

/** The places of a passage and of those around it, one by one; `at`: its first. Of a list that is not complete only what is here. */
export async function openAmong(engine: Client<EngineContract>, all: FoundAll, scope: readonly ScopePart[], index: number): Promise<{ readonly sources: readonly Source[]; readonly at: number; readonly more?: MoreSources }> {
  const { counts } = all;
  if (counts === null) return { sources: numbered(all.passages, 0), at: placesIn(all.passages.slice(0, index)) };
  const load = async (first: number): Promise<SourceStretch & { readonly passages: readonly FoundPassage[] }> => {
    const { passages, placesBefore, places } = await engine.foundPassages({ query: all.query, scope: { paths: scope.map(({ path }) => path), folderIds: [] }, offset: first, limit: stretch });
    const more: MoreSources = { before: placesBefore, total: places, load: (way) => load(way === 'before' ? Math.max(0, first - stretch) : first + stretch) };
    return { passages, sources: numbered(passages, placesBefore), more };
  };
  const first = Math.floor(index / stretch) * stretch;
  const { passages, sources, more } = await load(first);
  return { sources, at: placesIn(passages.slice(0, index - first)), more };
}

function numbered(passages: readonly FoundPassage[], before: number): readonly Source[] {
  return passages.flatMap(toSources).map((source, at) => ({ ...source, n: before + at + 1 }));
}

/** Each place of a passage, to be opened and gone through one by one. */
function toSources({ documentId, path, title, headingPath, page, locator, start, text, ranges }: FoundPassage): Source[] {
  return ranges.map((range) => ({ n: 1, documentId, path, title, page, locator, start: range.start, end: range.end, quote: text.slice(range.start - start, range.end - start), section: sectionOf(headingPath) }));
}
