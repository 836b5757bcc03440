import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Location } from '../../../electron/shared/schemas.ts';
import type { PDFDocumentProxy } from './pdf.ts';

/** Left and right padding of the pane around the page, px. */
const margins = 36;

/** One page of a PDF as it looks on paper, with the rectangles of the quote lit and scrolled to the middle. `zoom` 1 fits the width. */
export function PdfPage(props: { readonly pdf: PDFDocumentProxy; readonly page: number; readonly zoom: number; readonly location: Location | null }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const firstMark = useRef<HTMLDivElement>(null);
  const [isSized, setIsSized] = useState(false);
  const [isDrawn, setIsDrawn] = useState(false);
  const room = useRoom(canvas);
  const { pdf, page, zoom, location } = props;

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

  useEffect(() => {
    if (firstMark.current !== null) firstMark.current.scrollIntoView({ block: 'center', inline: 'nearest' });
    else canvas.current?.closest('.source-scroll')?.scrollTo({ top: 0 });
  }, [location, page, isSized]);

  return (
    <div className="pdf-page" aria-busy={!isDrawn}>
      <canvas ref={canvas} aria-hidden="true" />
      {isSized && location?.rectangles.map(({ x, y, width, height }, index) => (
        <div key={index} ref={index === 0 ? firstMark : undefined} className="page-mark" data-testid="page-mark"
          style={{ left: share(x, location.pageWidth), top: share(y, location.pageHeight), width: share(width, location.pageWidth), height: share(height, location.pageHeight) }} />
      ))}
      <div ref={layer} className="words-layer" />
    </div>
  );
}

/** Of the page, so that a mark stays at its words whatever the page's size is at the moment. */
function share(part: number, whole: number): string {
  return `${(part / whole) * 100}%`;
}

/** The width there is for a page, px; follows the pane, in steps so that dragging an edge does not draw a hundred times. */
function useRoom(canvas: { readonly current: HTMLElement | null }): number | null {
  const [room, setRoom] = useState<number | null>(null);
  useEffect(() => {
    const pane = canvas.current?.closest('.source-scroll');
    if (pane === null || pane === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => { setRoom(pane.clientWidth - margins); };
    measure();
    const observer = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(measure, 120); });
    observer.observe(pane);
    return () => { observer.disconnect(); clearTimeout(timer); };
  }, [canvas]);
  return room;
}
