import type { Quote } from '../../../electron/shared/schemas.ts';
import { fileName } from '../../components/names.ts';

/** A sentence of an answer in quotes: what stands before the words and is no place (a day, a heading), and what is told. `isVerbatim`: `told` is the source's own words, all of them. */
export type QuoteParts = { readonly label: string; readonly told: string; readonly isVerbatim: boolean };

/** Takes apart "lease.pdf, page 2: “…”", as the engine tells quotes: the window says places itself, once for all quotes of one. What is not told so is left whole. */
export function readQuoteSentence(text: string, source: Pick<Quote, 'path' | 'quote' | 'locator' | 'section'>): QuoteParts {
  const name = fileName(source.path);
  const words = source.quote.replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1-$2').replace(/\s+/g, ' ').trim();
  const at = words === '' ? -1 : text.lastIndexOf(words);
  if (at > 0 && /^\s?[”“’‘»«"']?$/u.test(text.slice(at + words.length))) {
    const before = text.slice(0, at).replace(/[\s“„‘«»"']+$/u, '').replace(/[\s:–]+$/u, '');
    return { label: before.startsWith(name) || source.section?.includes(before) === true ? '' : before, told: source.quote, isVerbatim: true };
  }
  const colon = text.startsWith(name) ? text.indexOf(': ', endOfPlace(text, name.length, source.locator)) : -1;
  return { label: '', told: colon < 0 ? text : text.slice(colon + 2), isVerbatim: false };
}

/** Where a colon ends a place at the earliest: a heading, a subject or the name of a sheet may have one of its own. */
function endOfPlace(text: string, from: number, locator: Quote['locator']): number {
  const named = locator.kind === 'section' ? locator.heading.at(-1) : locator.kind === 'message' ? locator.subject : locator.kind === 'rows' ? locator.sheet : undefined;
  const at = named === undefined ? -1 : text.indexOf(named, from);
  return named === undefined || at < 0 ? from : at + named.length;
}
