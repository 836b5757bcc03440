import type { Locator, Quote } from '../../electron/shared/schemas.ts';
import type { Speak } from '../words/words.ts';

/** The last part of a path, whichever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Where in its document a page is, in words: `page 12`, `rows 2–40`, `lines 1–30`, the heading of a section. */
export function placeOf(locator: Locator, page: number, words: Speak): string {
  return [...(locator.part ?? []), placeInPart(locator, page, words)].join(' · ');
}

function placeInPart(locator: Locator, page: number, { say }: Speak): string {
  switch (locator.kind) {
    case 'pdf-page': return say('source.pageOnly', { page: locator.label ?? String(locator.page) });
    case 'section': return locator.heading.at(-1) ?? say('source.section', { n: page });
    case 'rows': return `${locator.sheet === undefined ? '' : `${locator.sheet} · `}${say('source.rows', { first: String(locator.firstRow), last: String(locator.lastRow) })}`;
    case 'lines': return locator.firstLine === locator.lastLine ? say('source.line', { line: String(locator.firstLine) }) : say('source.lines', { first: String(locator.firstLine), last: String(locator.lastLine) });
    case 'slide': return say(locator.notes === true ? 'source.slideNotes' : 'source.slide', { n: locator.slide });
    case 'message': return locator.subject === '' ? say('source.message', { n: locator.message }) : locator.subject;
    case 'picture': return say('source.picture', { n: locator.picture });
  }
}

export function whereOf(quote: Pick<Quote, 'path' | 'locator' | 'page'>, words: Speak): string {
  return `${fileName(quote.path)} · ${placeOf(quote.locator, quote.page, words)}`;
}
