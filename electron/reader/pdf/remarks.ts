import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { AppError } from '../../shared/AppError.ts';

/** A file in a PDF: of the whole document, or pinned to a page. `id` is what pdf.js gives its bytes by. */
export type AttachedFile = { readonly name: string; readonly id: string };
/** What readers left on a page: `lines`, each with its author where it names one, and files pinned to it. */
export type PageRemarks = { readonly lines: readonly string[]; readonly files: readonly AttachedFile[] };

/** Annotations that are no remarks of anybody. */
const others = new Set(['Widget', 'Link', 'Popup', 'PrinterMark', 'TrapNet', 'Watermark', 'Screen', '3D', 'RichMedia']);

export async function remarksOn(page: PDFPageProxy): Promise<PageRemarks> {
  const annotations: readonly unknown[] = await page.getAnnotations({ intent: 'any' });
  const remarks = annotations.filter(isFields).filter(({ subtype }) => typeof subtype === 'string' && !others.has(subtype));
  return {
    lines: remarks.flatMap(({ titleObj, contentsObj }) => {
      const [author, contents] = [textOf(titleObj), textOf(contentsObj)];
      return contents === '' ? [] : [author === '' ? contents : `${author}: ${contents}`];
    }),
    files: remarks.flatMap(({ file, fileId }) => (typeof fileId === 'string' ? [{ name: nameOf(file), id: fileId }] : [])),
  };
}

/** The files of the whole document, by name. */
export async function attachedFiles(document: PDFDocumentProxy): Promise<AttachedFile[]> {
  const files: ReadonlyMap<string, unknown> = await document.getAttachments() ?? new Map();
  return [...files].map(([id, file]) => ({ name: nameOf(file), id })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The bytes of a file; none where they are missing. Errors: file-damaged. */
export async function bytesOf(document: PDFDocumentProxy, { id, name }: AttachedFile): Promise<Buffer> {
  const bytes: unknown = await document.getAttachmentContent(id).catch((cause: unknown) => { throw new AppError('file-damaged', { part: name }, { cause }); });
  return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.alloc(0);
}

function isFields(one: unknown): one is Readonly<Record<string, unknown>> {
  return typeof one === 'object' && one !== null;
}

function textOf(field: unknown): string {
  return isFields(field) && typeof field['str'] === 'string' ? field['str'].replace(/\r\n?/g, '\n').trim() : '';
}

function nameOf(file: unknown): string {
  return isFields(file) && typeof file['filename'] === 'string' ? file['filename'] : '';
}
