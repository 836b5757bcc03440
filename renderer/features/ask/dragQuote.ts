import type { Source } from '../../../electron/shared/schemas.ts';
import { whereOf } from '../../components/names.ts';
import type { Speak } from '../../words/words.ts';

/** Gives a quote with its place to what it is dragged onto. */
export function dragQuote(data: DataTransfer, source: Source, words: Speak): void {
  data.effectAllowed = 'copy';
  data.setData('text/plain', `“${source.quote}” (${whereOf(source, words)})`);
  data.setData('text/html', quoteHtml(source, words));
}

/** A quote with its place, as HTML. */
export function quoteHtml(source: Source, words: Speak): string {
  return `<blockquote>${escaped(source.quote).replaceAll('\n', '<br>')}</blockquote><p><cite>${escaped(whereOf(source, words))}</cite></p>`;
}

/** Text as it stands in HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
