import type { Locator } from '../../shared/schemas.ts';

/**
 * Where a range of a page stands, as closely as its kind of page can tell: of pages told by their lines the lines of the range, of others the page.
 * `locator` begins at `from` of the page's text. Offsets are UTF-16 units. Pure.
 */
export function locatorWithin(locator: Locator, pageText: string, { from = 0, start, end }: { readonly from?: number; readonly start: number; readonly end: number }): Locator {
  if (locator.kind !== 'lines') return locator;
  const firstLine = locator.firstLine + lineEnds(pageText.slice(from, start)) - lineEnds(pageText.slice(start, from));
  return { ...locator, firstLine, lastLine: firstLine + lineEnds(pageText.slice(start, end).replace(/[\r\n]+$/, '')) };
}

function lineEnds(text: string): number {
  return text.match(/\n|\r(?!\n)/g)?.length ?? 0;
}
