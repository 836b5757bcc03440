import { useEffect, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Location, Page, Source } from '../../../electron/shared/schemas.ts';
import type { PDFDocumentProxy } from './pdf.ts';

/** What the source pane shows. `page`: the text that was read, null for a page of a PDF without any. `pdf`: the original, null for other formats and where it cannot be opened (`isAway`). */
export type OpenedSource = {
  readonly source: Source; readonly shown: number; readonly page: Page | null; readonly hasNext: boolean;
  readonly pdf: PDFDocumentProxy | null; readonly location: Location | null; readonly isAway: boolean;
};
export type SourceState = { readonly opened: OpenedSource | null; readonly error: PlainError | null };

let kept: { readonly documentId: number; readonly pdf: PDFDocumentProxy } | null = null;

/** Opens a page of the document of a source: its own page, or another one that was turned to. The last PDF stays open, so the next quote of the same document shows at once. */
export function useSource(engine: Client<EngineContract> | null, source: Source | null, shown: number): SourceState {
  const [state, setState] = useState<SourceState>({ opened: null, error: null });
  useEffect(() => {
    if (engine === null || source === null) return undefined;
    const controller = new AbortController();
    openSource(engine, source, shown, controller.signal).then(
      (opened) => { if (!controller.signal.aborted) setState({ opened, error: null }); },
      (error: unknown) => { if (!controller.signal.aborted && !isCancelled(error)) setState({ opened: null, error: toPlainError(error) }); },
    );
    return () => { controller.abort(); };
  }, [engine, source, shown]);
  return state;
}

async function openSource(engine: Client<EngineContract>, source: Source, shown: number, signal: AbortSignal): Promise<OpenedSource> {
  const textOf = (page: number): Promise<Page> => engine.page({ document: source.documentId, page }, { signal });
  const opened = { source, shown, pdf: null, location: null, isAway: false };
  if (source.locator.kind !== 'pdf-page') return { ...opened, page: await textOf(shown), hasNext: await textOf(shown + 1).then(() => true, () => false) };
  const page = await textOf(shown).catch((error: unknown) => { if (isCancelled(error)) throw error; return null; });
  try {
    const pdf = await pdfOf(engine, source.documentId, signal);
    const isLit = shown === source.page && source.end > source.start;
    const location = isLit ? await engine.locate({ documentId: source.documentId, page: shown, ranges: [{ start: source.start, end: source.end }] }, { signal }) : null;
    return { ...opened, page, pdf, location, hasNext: shown < pdf.numPages };
  } catch (error) {
    if (isCancelled(error) || page === null) throw error;
    return { ...opened, page, isAway: true, hasNext: await textOf(shown + 1).then(() => true, () => false) };
  }
}

async function pdfOf(engine: Client<EngineContract>, documentId: number, signal: AbortSignal): Promise<PDFDocumentProxy> {
  if (kept?.documentId === documentId) return kept.pdf;
  // Loaded with the first PDF: the window opens faster without it.
  const [{ openPdf }, bytes] = await Promise.all([import('./pdf.ts'), originalOf(engine, documentId, signal)]);
  const pdf = await openPdf(bytes);
  void kept?.pdf.loadingTask.destroy();
  kept = { documentId, pdf };
  return pdf;
}

async function originalOf(engine: Client<EngineContract>, documentId: number, signal: AbortSignal): Promise<Uint8Array> {
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
