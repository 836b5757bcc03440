import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import type { Location, Rectangle } from '../../../electron/shared/schemas.ts';

/** What lies over a page that is drawn: the rectangles of the quote, lit, and those of words that are to be doubted. The first of the quote is scrolled to the middle. */
export function PageMarks(props: { readonly location: Location | null; readonly doubts: Location | null }): ReactNode {
  const { location, doubts } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = place.current?.querySelector('.page-mark');
    if (first !== null && first !== undefined) first.scrollIntoView({ block: 'center', inline: 'nearest' });
    else place.current?.closest('.source-scroll')?.scrollTo({ top: 0 });
  }, [location]);
  return (
    <div ref={place} className="page-marks" aria-hidden="true">
      {doubts?.rectangles.map((rectangle, index) => <div key={`doubt-${index}`} className="page-doubt" data-testid="page-doubt" style={placeOf(rectangle, doubts)} />)}
      {location?.rectangles.map((rectangle, index) => <div key={index} className="page-mark" data-testid="page-mark" style={placeOf(rectangle, location)} />)}
    </div>
  );
}

/** As shares of the page, so that a mark stays at its words whatever the page's size is at the moment. */
function placeOf({ x, y, width, height }: Rectangle, { pageWidth, pageHeight }: Location): CSSProperties {
  const share = (part: number, whole: number): string => `${(part / whole) * 100}%`;
  return { left: share(x, pageWidth), top: share(y, pageHeight), width: share(width, pageWidth), height: share(height, pageHeight) };
}
