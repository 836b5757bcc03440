import { useEffect, useState, type RefObject } from 'react';

/** Rows come and go in steps of so many, so that not every pixel of scrolling draws anew. */
const steps = 4;

/** Which of many rows of one height (px) are there in a pane that scrolls: `first` included, `last` not. `around`: so many above and below what is seen are there too. */
export function useRows(pane: RefObject<HTMLElement | null>, total: number, rowHeight: number, around = 10): { readonly first: number; readonly last: number } {
  const [seen, setSeen] = useState({ top: 0, rows: 0 });
  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    const look = (): void => {
      const [top, rows] = [Math.floor(element.scrollTop / rowHeight / steps) * steps, Math.ceil(element.clientHeight / rowHeight) + steps];
      setSeen((before) => (before.top === top && before.rows === rows ? before : { top, rows }));
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => { watch.disconnect(); element.removeEventListener('scroll', look); };
  }, [pane, rowHeight]);
  return { first: Math.max(0, Math.min(seen.top, total) - around), last: Math.min(total, seen.top + seen.rows + around) };
}
