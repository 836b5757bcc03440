import type { Location, Page, Source } from '../../../electron/shared/schemas.ts';

/** How the words of a source stand on what is shown: not looked at (nothing is quoted, another page), found again elsewhere on it, not there any more, there but hard to read, there. */
export type Standing = 'none' | 'turned' | 'moved' | 'gone' | 'doubtful' | 'exact';

type Opened = { readonly source: Source; readonly shown: number; readonly location: Location | null; readonly page: Page | null };

export function standingOf({ source, shown, location, page }: Opened): Standing {
  if (source.quote === '') return 'none';
  if (shown !== source.page) return 'turned';
  if (location?.found === 'moved') return 'moved';
  if (location?.found === 'gone' || page?.text.slice(source.start, source.end) !== source.quote) return 'gone';
  return page.doubtful?.some(({ start, end }) => start < source.end && end > source.start) === true ? 'doubtful' : 'exact';
}
