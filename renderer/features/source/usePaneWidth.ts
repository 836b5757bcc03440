import { useEffect, useState } from 'react';

/** Left and right padding of the pane around the page, px. */
const margins = 36;

/** The width there is for a page, px; follows the pane, in steps so that dragging an edge does not draw a hundred times. */
export function usePaneWidth(inside: { readonly current: HTMLElement | null }): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const pane = inside.current?.closest('.source-scroll');
    if (pane === null || pane === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => { setWidth(pane.clientWidth - margins); };
    measure();
    const observer = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(measure, 120); });
    observer.observe(pane);
    return () => { observer.disconnect(); clearTimeout(timer); };
  }, [inside]);
  return width;
}
