import type { Locator, Quote } from '../../electron/shared/schemas.ts';
import { isolated } from '../words/isolated.ts';
import type { Speak } from '../words/words.ts';

/** The last part of a path, whichever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Where in its document a page is, in words: `page 12`, `Stock, rows 2–40`, `lines 1–30`, the heading of a section; what lies inside an attachment or archive, with its name before it. */
export function placeOf(locator: Locator, page: number, words: Speak): string {
  return inParts(locator.part ?? [], placeInPart(locator, page, words));
}

/** `mail.eml › lease.pdf, page 2`: as exports and the command line write it. */
function inParts(names: readonly string[], place: string): string {
  return [...(names.length === 0 ? [] : [names.map(isolated).join(' › ')]), isolated(place)].join(', ');
}

function placeInPart(locator: Locator, page: number, { say }: Speak): string {
  switch (locator.kind) {
    case 'pdf-page': return say('source.pageOnly', { page: locator.label ?? String(locator.page) });
    case 'section': return locator.heading.at(-1) ?? say('source.section', { n: page });
    case 'rows': return `${locator.sheet === undefined ? '' : `${locator.sheet}, `}${say('source.rows', { first: String(locator.firstRow), last: String(locator.lastRow) })}`;
    case 'lines': return locator.firstLine === locator.lastLine ? say('source.line', { line: String(locator.firstLine) }) : say('source.lines', { first: String(locator.firstLine), last: String(locator.lastLine) });
    case 'slide': return say(locator.notes === true ? 'source.slideNotes' : 'source.slide', { n: locator.slide });
    case 'message': return locator.subject === '' ? say('source.message', { n: locator.message }) : locator.subject;
    case 'picture': return say('source.picture', { n: locator.picture });
  }
}

type Placed = Pick<Quote, 'path' | 'locator' | 'page' | 'section'>;

/** Longer headings are cut where they stand beside other things, characters. */
const longestHeading = 60;

/** Where a quote stands, written as it is everywhere: `lease.pdf, page 2 · Rent`. `name`: what the document is called there, its path where only that will do. */
export function whereOf(quote: Placed, words: Speak, name = fileName(quote.path)): string {
  return underHeading(inParts([name, ...(quote.locator.part ?? [])], placeInPart(quote.locator, quote.page, words)), headingOf(quote, words));
}

/** The same beneath the name of its document: `page 2 · Rent`. */
export function whereInDocument(quote: Omit<Placed, 'path'>, words: Speak): string {
  return underHeading(placeOf(quote.locator, quote.page, words), headingOf(quote, words));
}

function underHeading(place: string, heading: string): string {
  return heading === '' ? place : `${place} · ${isolated(heading)}`;
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
