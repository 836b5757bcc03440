import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Location, Page } from '../../../electron/shared/schemas.ts';
import { PageMarks } from './PageMarks.tsx';
import type { Rotation } from './rotations.ts';
import { usePaneRoom } from './usePaneRoom.ts';
import { widthOf, type Zoom } from './zooms.ts';

/** A picture whose text was recognised, with the words of the quote lit. Small ones are not blown up. `turned`: by whoever looks at it. The words stand beside it, out of sight, to read aloud. */
export function PicturePage(props: { readonly picture: ImageBitmap; readonly page: Page | null; readonly zoom: Zoom; readonly turned: Rotation; readonly location: Location | null; readonly doubts: Location | null }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = usePaneRoom(canvas);
  const [isDrawn, setIsDrawn] = useState(false);
  const { picture, zoom, turned } = props;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null || room === null) return;
    const isUpright = turned % 180 === 0;
    const [across, down] = isUpright ? [picture.width, picture.height] : [picture.height, picture.width];
    const width = widthOf(zoom, room, { width: across, height: down }, across);
    const height = (width * down) / across;
    const dense = window.devicePixelRatio || 1;
    element.width = Math.round(width * dense);
    element.height = Math.round(height * dense);
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
    context.imageSmoothingQuality = 'high';
    context.translate(element.width / 2, element.height / 2);
    context.rotate((turned * Math.PI) / 180);
    const [wide, high] = isUpright ? [element.width, element.height] : [element.height, element.width];
    context.drawImage(picture, -wide / 2, -high / 2, wide, high);
    setIsDrawn(true);
  }, [picture, zoom, turned, room]);
  return (
    <div className="pdf-page" aria-busy={!isDrawn}>
      <canvas ref={canvas} aria-hidden="true" />
      {isDrawn && <PageMarks key={props.page?.page ?? 0} rotation={turned} location={props.location} doubts={props.doubts} />}
      <p className="sr-only">{props.page?.text ?? ''}</p>
    </div>
  );
}
