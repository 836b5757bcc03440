import { useEffect, useRef, type ReactNode } from 'react';
import { useRows } from '../../components/useRows.ts';
import { useAllWords } from '../../words/later.ts';
import type { PDFDocumentProxy } from './pdf.ts';
import { addRotations, type Rotation } from './rotations.ts';

/** Height of a place in the strip and of the picture in it, px; source.css knows both. */
const [placeHeight, pictureHeight, pictureWidth] = [132, 104, 84];

/** All pages of a PDF, small, to go to one of them. Those that are not seen are not drawn. */
export function PageStrip(props: { readonly pdf: PDFDocumentProxy; readonly shown: number; readonly turned: Rotation; readonly onTurn: (page: number) => void }): ReactNode {
  const { say } = useAllWords();
  const { pdf, shown } = props;
  const pane = useRef<HTMLDivElement>(null);
  const { first, last } = useRows(pane, pdf.numPages, placeHeight, 2);
  useEffect(() => {
    const strip = pane.current;
    const top = (shown - 1) * placeHeight;
    if (strip !== null && (top < strip.scrollTop || top + placeHeight > strip.scrollTop + strip.clientHeight)) strip.scrollTop = top - (strip.clientHeight - placeHeight) / 2;
  }, [shown]);
  return (
    <div ref={pane} className="page-strip" role="group" aria-label={say('source.pages')}>
      <div style={{ height: pdf.numPages * placeHeight }}>
        <div style={{ translate: `0 ${first * placeHeight}px` }}>
          {Array.from({ length: last - first }, (_, at) => first + at + 1).map((page) => (
            <button key={page} type="button" aria-current={page === shown ? 'page' : undefined} aria-label={say('source.page', { page, pages: pdf.numPages })} onClick={() => { props.onTurn(page); }}>
              <Small pdf={pdf} page={page} turned={props.turned} /><span aria-hidden="true">{page}</span>
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

function Small({ pdf, page, turned }: { readonly pdf: PDFDocumentProxy; readonly page: number; readonly turned: Rotation }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    void (async () => {
      const [proxy, { drawPicture }] = await Promise.all([pdf.getPage(page), import('./pdf.ts')]);
      if (controller.signal.aborted || canvas.current === null) return;
      const rotation = addRotations(proxy.rotate, turned);
      const { width, height } = proxy.getViewport({ scale: 1, rotation });
      await drawPicture(proxy, canvas.current, { scale: Math.min(pictureWidth / width, pictureHeight / height), rotation }, controller.signal);
    })().catch((error: unknown) => { if (!controller.signal.aborted) console.warn(error); });
    return () => { controller.abort(); };
  }, [pdf, page, turned]);
  return <canvas ref={canvas} aria-hidden="true" />;
}
