import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Location, Page } from '../../../electron/shared/schemas.ts';
import { PageMarks } from './PageMarks.tsx';
import { usePaneWidth } from './usePaneWidth.ts';

/** A picture whose text was recognised, with the words of the quote lit. Small ones are not blown up. The words stand beside it, out of sight, to read aloud. */
export function PicturePage(props: { readonly picture: ImageBitmap; readonly page: Page | null; readonly zoom: number; readonly location: Location | null; readonly doubts: Location | null }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = usePaneWidth(canvas);
  const [isDrawn, setIsDrawn] = useState(false);
  const { picture, zoom } = props;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null || room === null) return;
    const width = zoom * Math.min(room, picture.width);
    const height = (width * picture.height) / picture.width;
    const dense = window.devicePixelRatio || 1;
    element.width = Math.round(width * dense);
    element.height = Math.round(height * dense);
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, element.width, element.height);
    setIsDrawn(true);
  }, [picture, zoom, room]);
  return (
    <div className="pdf-page" aria-busy={!isDrawn}>
      <canvas ref={canvas} aria-hidden="true" />
      {isDrawn && <PageMarks key={props.page?.page ?? 0} location={props.location} doubts={props.doubts} />}
      <p className="sr-only">{props.page?.text ?? ''}</p>
    </div>
  );
}
