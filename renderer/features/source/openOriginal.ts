import { isCancelled } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import type { PDFDocumentProxy } from './pdf.ts';

/** A page as it looks. */
export type Original = { readonly kind: 'pdf'; readonly pdf: PDFDocumentProxy } | { readonly kind: 'picture'; readonly picture: ImageBitmap };
/** Why a page cannot be shown as it looks; null where it is, or its format has no look. */
export type Away = 'away' | 'locked' | null;
type Engine = Client<EngineContract>;

/** The last one stays open, so the next quote of the same document shows at once. */
let kept: { readonly documentId: number; readonly sizeBytes: number; readonly pdf: PDFDocumentProxy } | null = null;

/**
 * The page of a document as it looks, where its format has a look of its own; null for the others. Where it cannot be opened, `away` says
 * why if its text can be shown instead (`hasText`), and it throws if not. Errors: those of `readOriginal`, file-damaged.
 */
export async function openOriginal(engine: Engine, document: Document, page: number, hasText: boolean, signal: AbortSignal): Promise<{ readonly original: Original | null; readonly away: Away }> {
  const hasLook = document.format === 'pdf' || document.format === 'image';
  // What could not be read, for whatever reason, is said in words.
  if (!hasLook || (!hasText && document.reason !== null && document.reason.code !== 'no-text')) return { original: null, away: null };
  try {
    if (document.format === 'image') {
      const [{ openPicture }, bytes] = await Promise.all([import('./openPicture.ts'), bytesOf(engine, document.id, signal)]);
      return { original: { kind: 'picture', picture: await openPicture(bytes, page, signal) }, away: null };
    }
    const pdf = await pdfOf(engine, document, signal);
    // What is attached to it comes after its own pages.
    return { original: page > pdf.numPages ? null : { kind: 'pdf', pdf }, away: null };
  } catch (error) {
    if (isCancelled(error) || !hasText) throw error;
    return { original: null, away: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'away' };
  }
}

async function pdfOf(engine: Engine, { id, sizeBytes }: Document, signal: AbortSignal): Promise<PDFDocumentProxy> {
  if (kept?.documentId === id && kept.sizeBytes === sizeBytes) return kept.pdf;
  // Loaded with the first PDF: the window opens faster without it.
  const [{ openPdf }, bytes, { password }] = await Promise.all([import('./pdf.ts'), bytesOf(engine, id, signal), engine.originalPassword({ documentId: id }, { signal })]);
  const pdf = await openPdf(bytes, password);
  void kept?.pdf.loadingTask.destroy();
  kept = { documentId: id, sizeBytes, pdf };
  return pdf;
}

async function bytesOf(engine: Engine, documentId: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of engine.readOriginal({ documentId }, { signal })) parts.push(part);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
