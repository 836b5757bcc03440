import { useEffect, useLayoutEffect, useRef, useState, type HTMLAttributes, type ReactNode } from 'react';

/** What rows scroll in. */
const panes = '.scroll, .dialog-content, [data-scrolls]';
/** So many rows above and below what is seen are there too. */
const around = 6;
/** Rows come and go in steps of so many. */
const step = 3;

/**
 * Rows of any height in a pane that scrolls (`.scroll`, a dialog, or one marked `data-scrolls`); those far from what is seen are not there, and leave their room. `guess`: how high a row
 * is that has not been there yet, px. `list`: another list begins anew. `onRows`: which are there, `first` included, `last` not.
 */
export function TallRows(props: {
  readonly role: 'list' | 'rowgroup' | /** The rows are options by themselves. */ 'presentation'; readonly className: string; readonly label?: string; readonly total: number; readonly guess: number; readonly list: unknown;
  readonly onRows?: (first: number, last: number) => void; readonly children: (index: number) => ReactNode;
}): ReactNode {
  const { total, guess, list, onRows } = props;
  const place = useRef<HTMLDivElement>(null);
  const heights = useRef<{ readonly list: unknown; readonly of: number[] }>({ list, of: [] });
  if (heights.current.list !== list) heights.current = { list, of: [] };
  const [seen, setSeen] = useState({ first: 0, last: step });
  const [first, last] = [Math.max(0, Math.min(seen.first, total) - around), Math.min(total, seen.last + around)];
  const room = (from: number, to: number): number => {
    const { of } = heights.current;
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += of[index] ?? guess;
    return sum;
  };
  const look = (): void => {
    const element = place.current;
    const pane = element?.closest(panes);
    if (element === null || pane === null || pane === undefined) return;
    for (const child of element.children) if (child instanceof HTMLElement && child.dataset['row'] !== undefined) heights.current.of[Number(child.dataset['row'])] = child.offsetHeight;
    const { of } = heights.current;
    let left = pane.getBoundingClientRect().top - element.getBoundingClientRect().top;
    let at = 0;
    for (; at < total - 1 && left > (of[at] ?? guess); at += 1) left -= of[at] ?? guess;
    let end = at;
    for (left += pane.clientHeight; end < total && left > 0; end += 1) left -= of[end] ?? guess;
    const next = { first: Math.floor(at / step) * step, last: Math.ceil(end / step) * step };
    setSeen((before) => (before.first === next.first && before.last === next.last ? before : next));
  };
  const lookNow = useRef(look);
  useLayoutEffect(() => {
    lookNow.current = look;
    look();
  });
  useEffect(() => {
    const element = place.current;
    const pane = element?.closest(panes);
    if (element === null || pane === null || pane === undefined) return undefined;
    const again = (): void => { lookNow.current(); };
    const watch = new ResizeObserver(again);
    watch.observe(pane);
    watch.observe(element);
    pane.addEventListener('scroll', again, { passive: true });
    return () => { watch.disconnect(); pane.removeEventListener('scroll', again); };
  }, []);
  useEffect(() => { if (last > first) onRows?.(first, last); }, [onRows, first, last]);
  return (
    <div ref={place} role={props.role} aria-label={props.label} className={props.className}>
      <div role="presentation" style={{ height: room(0, first) }} />
      {Array.from({ length: last - first }, (_, at) => first + at).map((index) => (
        <div key={index} data-row={index} {...attributesOf(props.role, index, total)}>{props.children(index)}</div>
      ))}
      <div role="presentation" style={{ height: room(last, total) }} />
    </div>
  );
}

function attributesOf(role: 'list' | 'rowgroup' | 'presentation', index: number, total: number): HTMLAttributes<HTMLDivElement> {
  switch (role) {
    case 'list': return { 'role': 'listitem', 'aria-setsize': total, 'aria-posinset': index + 1 };
    case 'rowgroup': return { 'role': 'row', 'aria-rowindex': index + 2 };
    case 'presentation': return { role };
  }
}
