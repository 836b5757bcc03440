import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Location } from '../../../electron/shared/schemas.ts';
import { PageMarks } from './PageMarks.tsx';
import type { PDFDocumentProxy } from './pdf.ts';
import { usePaneWidth } from './usePaneWidth.ts';

/** One page of a PDF as it looks on paper, with the rectangles of the quote lit and scrolled to the middle. `zoom` 1 fits the width. */
export function PdfPage(props: { readonly pdf: PDFDocumentProxy; readonly page: number; readonly zoom: number; readonly location: Location | null; readonly doubts: Location | null }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [isSized, setIsSized] = useState(false);
  const [isDrawn, setIsDrawn] = useState(false);
  const room = usePaneWidth(canvas);
  const { pdf, page, zoom } = props;

  useEffect(() => {
    const controller = new AbortController();
    setIsDrawn(false);
    void (async () => {
      const [proxy, { drawPage }] = await Promise.all([pdf.getPage(page), import('./pdf.ts')]);
      if (controller.signal.aborted || canvas.current === null || layer.current === null || room === null) return;
      const drawn = drawPage(proxy, { canvas: canvas.current, layer: layer.current }, (zoom * room) / proxy.getViewport({ scale: 1 }).width, controller.signal);
      setIsSized(true);
      await drawn;
      if (!controller.signal.aborted) setIsDrawn(true);
    })().catch((error: unknown) => { if (!controller.signal.aborted) console.warn(error); });
    return () => { controller.abort(); };
  }, [pdf, page, zoom, room]);

  return (
    <div className="pdf-page" aria-busy={!isDrawn}>
      <canvas ref={canvas} aria-hidden="true" />
      {isSized && <PageMarks key={page} location={props.location} doubts={props.doubts} />}
      <div ref={layer} className="words-layer" />
    </div>
  );
}
