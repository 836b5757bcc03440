import { parseHTML } from 'linkedom';
import type { ReadEvent } from '../shared/readerContract.ts';
import type { Block } from './blocks.ts';
import { believableDate } from './dates.ts';
import { emitBlocks } from './emitBlocks.ts';
import { HtmlStyles } from './htmlStyles.ts';
import { HtmlWalk, type HtmlNode } from './HtmlWalk.ts';
import type { ReadLimits } from './limits.ts';

/** A web page taken apart. `documentDate` is ISO. */
export type HtmlPage = { readonly title: string; readonly documentDate: string | null; readonly blocks: readonly Block[] };

/** The readable text of a web page: scripts and pictures left out, what does not show kept apart, nothing fetched. */
export function readHtml(html: string, path: string, limits: ReadLimits): Generator<ReadEvent> {
  const { title, documentDate, blocks } = takeHtmlApart(html);
  return emitBlocks(blocks, { format: 'html', title, documentDate }, path, limits);
}

/** The same for whatever holds a web page: a mail, a chapter of a book. */
export function takeHtmlApart(html: string): HtmlPage {
  // linkedom nests as deep as the file says; data addresses only cost memory.
  const { document } = parseHTML(tamed(html));
  const meta = (selector: string) => document.querySelector(selector)?.getAttribute('content')?.trim() ?? '';
  const heading = document.querySelector('h1')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const title = (document.querySelector('title')?.textContent ?? '').replace(/\s+/g, ' ').trim() || meta('meta[property="og:title"]') || heading;
  const dates = ['meta[property="article:published_time"]', 'meta[name="date"]', 'meta[name="dcterms.date"]', 'meta[name="dc.date"]'].map(meta).map(believableDate);
  const root: HtmlNode = document.documentElement ?? document;
  const isWhole = document.querySelector('link[rel~="stylesheet"]') === null;
  const styles = new HtmlStyles([...document.querySelectorAll('style')].map((sheet) => sheet.textContent ?? '').join('\n'));
  for (const element of document.querySelectorAll('*')) styles.apply(element);
  return { title, documentDate: dates.find((date) => date !== null) ?? null, blocks: new HtmlWalk(!isWhole || !styles.isComplete).blocksOf(root) };
}

/** Encoding the page itself declares, or undefined. */
export function declaredEncoding(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4_096).toString('latin1');
  return /<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ?? /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1];
}

function tamed(html: string): string {
  const shorter = withoutDataAddresses(html);
  return /<html[\s>]/i.test(shorter) ? shorter : `<!DOCTYPE html><html><body>${shorter}</body></html>`;
}

/** Long `data:` addresses in attributes and styles are cut to their first word: they cost memory and hold no text. */
function withoutDataAddresses(html: string): string {
  const end = /["')\s>]/g;
  let kept = '';
  let from = 0;
  for (let at = html.indexOf('data:'); at !== -1; at = html.indexOf('data:', at + 5)) {
    if (!/["'(=]/.test(html.charAt(at - 1))) continue;
    end.lastIndex = at;
    const stop = end.exec(html)?.index ?? html.length;
    if (stop - at < 200) continue;
    kept += html.slice(from, at + 5);
    from = stop;
    at = stop - 5;
  }
  return kept + html.slice(from);
}
