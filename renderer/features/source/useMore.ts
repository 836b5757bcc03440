import { useLayoutEffect, type RefObject } from 'react';

/** Rounding of sizes and places, px: less is no more to see. */
const slack = 1;

/** Tells in which directions a table goes on beyond what is seen of it: in `data-more` of what its scrolling place stands in, and in `--seen` how far from its edges what is seen of it ends. `scroller`: the nearest such place around it. */
export function useMore(table: RefObject<HTMLElement | null>, scroller: string): void {
  useLayoutEffect(() => {
    const inside = table.current;
    const place = inside?.closest<HTMLElement>(scroller) ?? null;
    const frame = place?.parentElement ?? null;
    if (inside === null || place === null || frame === null) return undefined;
    const look = (): void => {
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight, clientLeft } = place;
      // Right to left it is counted from the right, downwards from 0.
      const left = getComputedStyle(place).direction === 'rtl' ? scrollWidth - clientWidth + scrollLeft : scrollLeft;
      const beyond = { left, right: scrollWidth - clientWidth - left, top: scrollTop, bottom: scrollHeight - clientHeight - scrollTop };
      frame.dataset['more'] = Object.entries(beyond).filter(([, px]) => px > slack).map(([side]) => side).join(' ');
      const [box, seen] = [place.getBoundingClientRect(), inside.getBoundingClientRect()];
      const insets = [seen.top - box.top, place.offsetWidth - clientWidth - clientLeft, Math.max(place.offsetHeight - clientHeight, box.bottom - seen.bottom), clientLeft];
      frame.style.setProperty('--seen', insets.map((px) => `${Math.max(0, px)}px`).join(' '));
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(inside);
    sizes.observe(place);
    place.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      place.removeEventListener('scroll', look);
      delete frame.dataset['more'];
    };
  }, [table, scroller]);
}
