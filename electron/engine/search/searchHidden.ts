import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HiddenKind } from '../../shared/schemas.ts';
import { indexTerms } from '../analyse.ts';
import { chunkPages } from '../chunk.ts';
import { documentsInScope } from '../library/documentsInScope.ts';
import type { HiddenPage } from '../library/hiddenPages.ts';
import type { Library } from '../library/Library.ts';
import type { DocumentRecord, ScopeFilter } from '../library/records.ts';
import { contentTerms } from './readQuery.ts';

export type HiddenHit = {
  readonly passageId: number; readonly document: DocumentRecord; readonly page: HiddenPage; readonly start: number; readonly end: number; readonly kind: HiddenKind;
  /** Above 0; comparable within one list only. */
  readonly weight: number;
};

export type HiddenSource = { readonly hiddenPages: Pick<Library['hiddenPages'], 'after'>; readonly documents: Pick<Library['documents'], 'ofContent'> };

const pagesPerTurn = 100;
/** More passages of one page are not told apart. */
const passagesPerPage = 1_000;
/** Terms that stand in a page more often count little more. */
const saturation = 1.2;

type Candidate = { readonly id: number; readonly counts: ReadonlyMap<string, number> };

/**
 * Text that does not show, where a person asks for it: by words alone, best first. It is looked through page by page, as it stands in
 * no index. Errors: cancelled.
 */
export async function searchHidden(input: { readonly query: string; readonly limit: number; readonly filter: ScopeFilter }, library: HiddenSource, signal: AbortSignal): Promise<HiddenHit[]> {
  const terms = new Set(contentTerms(input.query));
  const placesOf = documentsInScope(input.filter, library.documents);
  const candidates: Candidate[] = [];
  const frequencies = new Map<string, number>();
  let total = 0;
  for await (const page of eachPage(library, signal)) {
    total += 1;
    const counts = new Map<string, number>();
    for (const term of indexTerms(page.text)) if (terms.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    if (counts.size === 0) continue;
    for (const term of counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    if (placesOf(page.contentId).length > 0) candidates.push({ id: page.id, counts });
  }
  const weightOf = (counts: ReadonlyMap<string, number>): number => {
    let weight = 0;
    for (const [term, count] of counts) weight += Math.log(1 + total / (frequencies.get(term) ?? 1)) * count * (saturation + 1) / (count + saturation);
    return weight;
  };
  return candidates
    .map(({ id, counts }) => ({ id, weight: weightOf(counts) }))
    .sort((a, b) => b.weight - a.weight || a.id - b.id)
    .slice(0, input.limit)
    .flatMap(({ id, weight }) => {
      const page = library.hiddenPages.after(id - 1, 1)[0];
      const document = page?.id === id ? placesOf(page.contentId)[0] : undefined;
      if (page === undefined || document === undefined) return [];
      const { index, start, end } = bestPassage(page, terms);
      return [{ passageId: -(id * passagesPerPage + index), document, page, start, end, kind: page.kind, weight }];
    });
}

async function* eachPage(library: HiddenSource, signal: AbortSignal): AsyncGenerator<HiddenPage> {
  for (let after = 0; ; await nextTurn()) {
    signal.throwIfAborted();
    const pages = library.hiddenPages.after(after, pagesPerTurn);
    yield* pages;
    if (pages.length < pagesPerTurn) return;
    after = pages.at(-1)?.id ?? after;
  }
}

/** The passage of a page with the most of what was asked for. */
function bestPassage(page: HiddenPage, terms: ReadonlySet<string>): { readonly index: number; readonly start: number; readonly end: number } {
  const passages = chunkPages([{ number: page.page, text: page.text, locator: page.locator, headings: [], tables: [] }]).slice(0, passagesPerPage);
  const asked = passages.map(({ start, end }) => new Set(indexTerms(page.text.slice(start, end)).filter((term) => terms.has(term))).size);
  const index = Math.max(0, asked.indexOf(Math.max(0, ...asked)));
  const { start, end } = passages[index] ?? { start: 0, end: page.text.length };
  return { index, start, end };
}
