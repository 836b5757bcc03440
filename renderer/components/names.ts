import type { Locator, Quote } from '../../electron/shared/schemas.ts';
import { isolated } from '../words/isolated.ts';
import type { Speak } from '../words/words.ts';

/** The last part of a path, whichever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Where in its document a page is, in words: `page 12`, `rows 2–40`, `lines 1–30`, the heading of a section. */
export function placeOf(locator: Locator, page: number, words: Speak): string {
  return [...(locator.part ?? []), placeInPart(locator, page, words)].map(isolated).join(' · ');
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

type Placed = Pick<Quote, 'path' | 'locator' | 'page' | 'section'>;

/** Longer headings are cut where they stand beside other things, characters. */
const longestHeading = 60;

export function whereOf(quote: Placed, words: Speak): string {
  const heading = headingOf(quote, words);
  return [isolated(fileName(quote.path)), placeOf(quote.locator, quote.page, words), ...(heading === '' ? [] : [isolated(heading)])].join(' · ');
}

/** The innermost heading a quote stands under, short; '' where there is none, or its place says it. */
export function headingOf(quote: Pick<Placed, 'locator' | 'page' | 'section'>, words: Speak): string {
  const heading = quote.section?.at(-1) ?? '';
  if (placeOf(quote.locator, quote.page, words).includes(heading)) return '';
  return heading.length > longestHeading ? `${heading.slice(0, longestHeading - 1).trimEnd()}…` : heading;
}

/** All the headings a quote stands under, for those who point at the short form. */
export function sectionWords({ section = [] }: Pick<Placed, 'section'>): string | undefined {
  return section.length === 0 ? undefined : section.join(' › ');
}
