import { useEffect, useState } from 'react';
import { isCancelled } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Location, Page, Source } from '../../../electron/shared/schemas.ts';
import { openPdf, type PDFDocumentProxy } from './pdf.ts';

/** What the source pane shows: the original page where it can be opened, always the text that was read. */
export type OpenedSource = { readonly source: Source; readonly page: Page; readonly pdf: PDFDocumentProxy | null; readonly location: Location | null; readonly isAway: boolean };

let kept: { readonly documentId: number; readonly pdf: PDFDocumentProxy } | null = null;

/** Opens the page of a source. The last PDF stays open, so the next quote of the same document shows at once. */
export function useSource(engine: Client<EngineContract> | null, source: Source | null): OpenedSource | null {
  const [opened, setOpened] = useState<OpenedSource | null>(null);
  useEffect(() => {
    if (engine === null || source === null) return undefined;
    const controller = new AbortController();
    void openSource(engine, source, controller.signal).then(
      (result) => { if (!controller.signal.aborted) setOpened(result); },
      (error: unknown) => { if (!isCancelled(error)) console.warn(error); },
    );
    return () => { controller.abort(); };
  }, [engine, source]);
  return source === null ? null : opened;
}

async function openSource(engine: Client<EngineContract>, source: Source, signal: AbortSignal): Promise<OpenedSource> {
  const page = await engine.page({ document: source.documentId, page: source.page }, { signal });
  if (page.locator.kind !== 'pdf-page') return { source, page, pdf: null, location: null, isAway: false };
  try {
    const [pdf, location] = await Promise.all([
      pdfOf(engine, source.documentId, signal),
      engine.locate({ documentId: source.documentId, page: source.page, ranges: [{ start: source.start, end: source.end }] }, { signal }),
    ]);
    return { source, page, pdf, location, isAway: false };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { source, page, pdf: null, location: null, isAway: true };
  }
}

async function pdfOf(engine: Client<EngineContract>, documentId: number, signal: AbortSignal): Promise<PDFDocumentProxy> {
  if (kept?.documentId === documentId) return kept.pdf;
  const parts: Uint8Array[] = [];
  for await (const part of engine.readOriginal({ documentId }, { signal })) parts.push(part);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  const pdf = await openPdf(bytes);
  void kept?.pdf.loadingTask.destroy();
  kept = { documentId, pdf };
  return pdf;
}
