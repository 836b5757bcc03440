import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Location } from '../../../electron/shared/schemas.ts';
import type { PDFDocumentProxy } from './pdf.ts';

/** Left and right padding of the pane around the page, px. */
const margins = 36;

/** One page of a PDF as it looks on paper, with the rectangles of the quote lit and scrolled to the middle. `zoom` 1 fits the width. */
export function PdfPage(props: { readonly pdf: PDFDocumentProxy; readonly page: number; readonly zoom: number; readonly location: Location | null }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const firstMark = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const { pdf, page, zoom, location } = props;

  useEffect(() => {
    let cancelled = false;
    let cancelRender = (): void => undefined;
    void (async () => {
      const proxy = await pdf.getPage(page);
      const target = canvas.current;
      if (cancelled || target === null) return;
      const paper = proxy.getViewport({ scale: 1 });
      const room = (target.closest('.source-scroll')?.clientWidth ?? paper.width) - margins;
      const viewport = proxy.getViewport({ scale: (zoom * room) / paper.width });
      const dense = window.devicePixelRatio || 1;
      target.width = Math.floor(viewport.width * dense);
      target.height = Math.floor(viewport.height * dense);
      target.style.width = `${viewport.width}px`;
      target.style.height = `${viewport.height}px`;
      setSize({ width: viewport.width, height: viewport.height });
      const task = proxy.render({ canvas: target, viewport, transform: dense === 1 ? undefined : [dense, 0, 0, dense, 0, 0] });
      cancelRender = () => { task.cancel(); };
      await task.promise;
    })().catch((error: unknown) => { if (!cancelled) console.warn(error); });
    return () => { cancelled = true; cancelRender(); };
  }, [pdf, page, zoom]);

  useEffect(() => { firstMark.current?.scrollIntoView({ block: 'center', inline: 'nearest' }); }, [location, size]);

  return (
    <div className="pdf-page">
      <canvas ref={canvas} aria-hidden="true" />
      {size !== null && location?.rectangles.map((rectangle, index) => (
        <div key={index} ref={index === 0 ? firstMark : undefined} className="page-mark" data-testid="page-mark"
          style={{
            left: (rectangle.x / location.pageWidth) * size.width, top: (rectangle.y / location.pageHeight) * size.height,
            width: (rectangle.width / location.pageWidth) * size.width, height: (rectangle.height / location.pageHeight) * size.height,
          }} />
      ))}
    </div>
  );
}
