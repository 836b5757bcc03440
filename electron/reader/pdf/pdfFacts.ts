import type { PDFDocumentProxy } from 'pdfjs-dist';
import { believableDate } from '../dates.ts';
import { meaningfulTitle } from '../titles.ts';
import type { AssembledPage } from './pageAssembly.ts';

export type PdfInfo = { readonly title: string; readonly subject: string; readonly documentDate: string | null };

/** What the file says about itself, as far as it can be believed. */
export async function pdfInfo(document: PDFDocumentProxy): Promise<PdfInfo> {
  const { info, metadata } = await document.getMetadata();
  const field = (name: string): unknown => (name in info ? (info as Readonly<Record<string, unknown>>)[name] : undefined);
  const fromXmp: unknown = metadata?.get('dc:title');
  const titles = [field('Title'), fromXmp].filter((title) => typeof title === 'string').map(meaningfulTitle).filter((title) => title !== '');
  const subject = field('Subject');
  const created = field('CreationDate');
  return { title: titles[0] ?? '', subject: typeof subject === 'string' ? meaningfulTitle(subject) : '', documentDate: typeof created === 'string' ? believableDate(created) : null };
}

/** What stands largest on the first page, with what is nearly as large, or '' where nothing is larger than the rest. */
export function titleOnPage(page: AssembledPage): string {
  const upright = page.lines.filter((line) => line.angle === 0 && !line.table && /\p{L}{3}/u.test(page.text.slice(line.start, line.end)));
  const lengthBySize = new Map<number, number>();
  for (const { size, start, end } of page.lines) lengthBySize.set(size, (lengthBySize.get(size) ?? 0) + end - start);
  const body = [...lengthBySize].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const largest = Math.max(0, ...upright.map((line) => line.size));
  if (largest < body * 1.12) return '';
  const lines = upright.filter((line) => line.size >= Math.max(largest * 0.74, body * 1.12));
  let title = '';
  for (const { start, end } of lines) {
    const longer = `${title} ${page.text.slice(start, end).trim()}`.trim();
    if (longer.length > 150) break;
    title = longer;
  }
  return title;
}
