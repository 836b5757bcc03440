import type { PDFDocumentProxy } from 'pdfjs-dist';
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

/** A title worth showing, or '' for names of programs and files, numbers and placeholders. */
export function meaningfulTitle(raw: string): string {
  const title = raw.replace(/[\s\0]+/gu, ' ').trim()
    .replace(/^(?:microsoft (?:word|powerpoint|excel)|word|powerpoint|openoffice|libreoffice)(?: document)?\s*[-–:]\s*/iu, '').replace(/^.*[\\/](?=[^\\/]+\.\w{2,5}$)/u, '');
  const letters = title.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 4 || letters < title.replace(/\s/g, '').length * 0.5 || title.length > 300) return '';
  if (/\.(?:docx?|dotx?|xlsx?|pptx?|pdf|indd|qxd|tex|dvi|ps|rtf|html?|odt|txt|p65|fm|cdr|ai|pub)$/iu.test(title)) return '';
  if (/^\(?(?:untitled|unspecified|anonymous|unknown|no title|document|print|test|page|scan(?:ned)?|noname|slide|titel|sans titre|ohne titel|presentation|template)\b[\w\s]{0,12}\)?\d*$/iu.test(title)) return '';
  if (/\b(?:pdf ?creator|ghostscript|acrobat|quartz pdf|pdfcontext|pdftex|producer|distiller)\b/iu.test(title)) return '';
  return title;
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

/** `D:20220729060321-04'00'` as `2022-07-29`; null when it is no date or not one of a document (before 1980, in the future). */
export function believableDate(raw: string): string | null {
  const match = /^(?:D:)?(\d{4})-?(\d{2})-?(\d{2})/.exec(raw.trim());
  if (match === null) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const time = Date.parse(date);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) return null;
  return time >= Date.UTC(1980, 0, 2) && time <= Date.now() + 86_400_000 ? date : null;
}
