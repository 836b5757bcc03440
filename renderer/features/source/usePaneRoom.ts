import { useEffect, useState } from 'react';
import type { Room } from './zooms.ts';

/** Padding of the pane around the page, left and right together and above and below, px. */
const margins = 36;

/** Follows the pane, in steps so that dragging an edge does not draw a hundred times. */
export function usePaneRoom(inside: { readonly current: HTMLElement | null }): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    const pane = inside.current?.closest('.source-scroll');
    if (pane === null || pane === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => { setRoom({ width: pane.clientWidth - margins, height: pane.clientHeight - margins }); };
    measure();
    const observer = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(measure, 120); });
    observer.observe(pane);
    return () => { observer.disconnect(); clearTimeout(timer); };
  }, [inside]);
  return room;
}
