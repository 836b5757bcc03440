import type { Locator, Quote } from '../../electron/shared/schemas.ts';
import type { Speak } from '../words/words.ts';

/** The last part of a path, whichever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Where in its document a page is, in words: `page 12`, `rows 2–40`, `§ Term and rent`. */
export function placeOf(locator: Locator, page: number, words: Speak): string {
  switch (locator.kind) {
    case 'pdf-page': return words.say('source.pageOnly', { page: locator.label ?? String(locator.page) });
    case 'section': return locator.heading.at(-1) ?? words.say('source.pageOnly', { page });
    case 'rows': return `${locator.sheet === undefined ? '' : `${locator.sheet} · `}${locator.firstRow}–${locator.lastRow}`;
    case 'lines': return `${locator.firstLine}–${locator.lastLine}`;
  }
}

export function whereOf(quote: Pick<Quote, 'path' | 'locator' | 'page'>, words: Speak): string {
  return `${fileName(quote.path)} · ${placeOf(quote.locator, quote.page, words)}`;
}
