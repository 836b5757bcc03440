import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Page } from '../../../electron/shared/schemas.ts';
import { linesOf } from '../../components/cells.ts';

type Rows = Extract<Page['locator'], { kind: 'rows' }>;

/** The first page of a table is found in so many looks, or not. */
const mostLooks = 8;

/** What names the columns of a table, where that stands on an earlier page of it; null where it stands on this one, or is not found. */
export async function columnNames(engine: Client<EngineContract>, page: Page, signal: AbortSignal): Promise<string | null> {
  if (page.locator.kind !== 'rows' || page.locator.firstRow === 1) return null;
  const { sheet, part } = page.locator;
  const isSameTable = ({ locator }: Page): boolean => locator.kind === 'rows' && locator.sheet === sheet && JSON.stringify(locator.part) === JSON.stringify(part);
  let [low, seen] = [1, page];
  for (let looks = 0; looks < mostLooks && low < seen.page; looks += 1) {
    const { firstRow, lastRow } = seen.locator as Rows;
    // Pages of a table hold about as many rows each.
    const back = Math.max(1, Math.round((firstRow - 1) / Math.max(1, lastRow - firstRow + 1)));
    const found = await engine.page({ document: page.documentId, page: Math.max(low, seen.page - back) }, { signal });
    if (!isSameTable(found)) low = found.page + 1;
    else if ((found.locator as Rows).firstRow === 1) return tableLines(found)[0]?.words ?? null;
    else seen = found;
  }
  return null;
}

/** The rows of a page of a table. A sheet's first page begins with its name, which is no row. */
export function tableLines({ text, locator }: Pick<Page, 'text' | 'locator'>): readonly { readonly start: number; readonly end: number; readonly words: string }[] {
  const all = linesOf(text);
  const [name, blank] = all;
  const isNamed = locator.kind === 'rows' && name !== undefined && blank?.end === blank?.start && text.slice(name.start, name.end) === locator.sheet;
  return all.slice(isNamed ? 1 : 0).filter(({ start, end }) => end > start).map(({ start, end }) => ({ start, end, words: text.slice(start, end) }));
}
