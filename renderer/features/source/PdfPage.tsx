import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Location } from '../../../electron/shared/schemas.ts';
import { PageMarks } from './PageMarks.tsx';
import type { PDFDocumentProxy } from './pdf.ts';
import { addRotations, type Rotation } from './rotations.ts';
import { usePaneRoom } from './usePaneRoom.ts';
import { widthOf, type Zoom } from './zooms.ts';

/** One page of a PDF as it looks on paper, with the rectangles of the quote lit and scrolled to the middle. `turned`: by whoever looks at it. */
export function PdfPage(props: { readonly pdf: PDFDocumentProxy; readonly page: number; readonly zoom: Zoom; readonly turned: Rotation; readonly location: Location | null; readonly doubts: Location | null }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [rotation, setRotation] = useState<Rotation | null>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const room = usePaneRoom(canvas);
  const { pdf, page, zoom, turned } = props;
  const width = room?.width ?? null;
  // How high the pane is matters only to who wants to see the whole page.
  const height = zoom === 'page' ? room?.height ?? null : 0;

  useEffect(() => {
    const controller = new AbortController();
    setIsDrawn(false);
    void (async () => {
      const [proxy, { drawPage }] = await Promise.all([pdf.getPage(page), import('./pdf.ts')]);
      if (controller.signal.aborted || canvas.current === null || layer.current === null || width === null || height === null) return;
      const whole = addRotations(proxy.rotate, turned);
      const paper = proxy.getViewport({ scale: 1, rotation: whole });
      const scale = widthOf(zoom, { width, height }, paper) / paper.width;
      const drawn = drawPage(proxy, { canvas: canvas.current, layer: layer.current }, { scale, rotation: whole }, controller.signal);
      setRotation(whole);
      await drawn;
      if (!controller.signal.aborted) setIsDrawn(true);
    })().catch((error: unknown) => { if (!controller.signal.aborted) console.warn(error); });
    return () => { controller.abort(); };
  }, [pdf, page, zoom, turned, width, height]);

  return (
    <div className="pdf-page" aria-busy={!isDrawn}>
      <canvas ref={canvas} aria-hidden="true" />
      {rotation !== null && <PageMarks key={page} rotation={rotation} location={props.location} doubts={props.doubts} />}
      <div ref={layer} className="words-layer" />
    </div>
  );
}
