import type { Quote } from '../../../electron/shared/schemas.ts';
import { fileName } from '../../components/names.ts';

/** A sentence of an answer in quotes: the place (or heading) told first, and what is told. `isVerbatim`: `told` is the source's own words, all of them. */
export type QuoteParts = { readonly place: string; readonly told: string; readonly isVerbatim: boolean };

/** Takes apart "lease.pdf, page 2: “…”", as the engine tells quotes, for setting place and words apart; what is not told so is left whole. */
export function readQuoteSentence(text: string, source: Pick<Quote, 'path' | 'quote'>): QuoteParts {
  const words = source.quote.replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1-$2').replace(/\s+/g, ' ').trim();
  const at = words === '' ? -1 : text.lastIndexOf(words);
  if (at > 0 && /^\s?[”“’‘»«"']?$/u.test(text.slice(at + words.length))) {
    return { place: text.slice(0, at).replace(/[\s“„‘«»"']+$/u, '').replace(/[\s:–]+$/u, ''), told: source.quote, isVerbatim: true };
  }
  const name = fileName(source.path);
  const colon = text.startsWith(name) ? text.indexOf(': ', name.length) : -1;
  return colon < 0 ? { place: '', told: text, isVerbatim: false } : { place: text.slice(0, colon), told: text.slice(colon + 2), isVerbatim: false };
}
