import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import type { Location, Rectangle } from '../../../electron/shared/schemas.ts';
import type { Rotation } from './rotations.ts';

/** What lies over a page that is drawn, turned clockwise by `rotation`: the rectangles of the quote, lit, and those of words that are to be doubted. The first of the quote is scrolled to the middle. */
export function PageMarks(props: { readonly location: Location | null; readonly doubts: Location | null; readonly rotation: Rotation }): ReactNode {
  const { location, doubts, rotation } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = place.current?.querySelector('.page-mark');
    if (first !== null && first !== undefined) first.scrollIntoView({ block: 'center', inline: 'nearest' });
    else place.current?.closest('.source-scroll')?.scrollTo({ top: 0 });
  }, [location, rotation]);
  return (
    <div ref={place} className="page-marks" aria-hidden="true">
      {doubts?.rectangles.map((rectangle, index) => <div key={`doubt-${index}`} className="page-doubt" data-testid="page-doubt" style={placeOf(rectangle, doubts, rotation)} />)}
      {location?.rectangles.map((rectangle, index) => <div key={index} className="page-mark" data-testid="page-mark" style={placeOf(rectangle, location, rotation)} />)}
    </div>
  );
}

/** As shares of the page as it is drawn, so that a mark stays at its words whatever the page's size is at the moment. */
function placeOf(rectangle: Rectangle, { pageWidth, pageHeight }: Location, rotation: Rotation): CSSProperties {
  const [x, y, width, height] = [rectangle.x / pageWidth, rectangle.y / pageHeight, rectangle.width / pageWidth, rectangle.height / pageHeight];
  const [left, top] = rotation === 0 ? [x, y] : rotation === 90 ? [1 - y - height, x] : rotation === 180 ? [1 - x - width, 1 - y - height] : [y, 1 - x - width];
  const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width];
  return { left: percent(left), top: percent(top), width: percent(across), height: percent(down) };
}

function percent(share: number): string {
  return `${share * 100}%`;
}
