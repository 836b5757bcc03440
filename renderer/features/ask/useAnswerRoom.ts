import { useLayoutEffect, useRef, type RefObject } from 'react';

/** An answer that is being written has room in steps of so much, px. */
const step = 220;

/** Keeps room for an answer that is being written, so that what stands below it stays where it is while it grows; done, it takes what it needs. */
export function useAnswerRoom(isRunning: boolean): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const steps = useRef(1);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    if (!isRunning) {
      element.style.removeProperty('min-height');
      return;
    }
    const parts = [...element.children].map(({ clientHeight }) => clientHeight);
    const needed = parts.reduce((sum, height) => sum + height, Number.parseFloat(getComputedStyle(element).rowGap) * (parts.length - 1));
    steps.current = Math.max(steps.current, Math.ceil(needed / step));
    element.style.minHeight = `${steps.current * step}px`;
  });
  return place;
}
