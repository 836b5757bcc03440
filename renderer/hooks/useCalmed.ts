import { useEffect, useRef, useState } from 'react';

/** A value that changes at most once in `everyMs`: at once after a rest, else when that time is over; the last value always comes. */
export function useCalmed<T>(value: T, everyMs: number): T {
  const [calm, setCalm] = useState(value);
  const lastMs = useRef(-Infinity);
  useEffect(() => {
    if (Object.is(calm, value)) return undefined;
    const timer = setTimeout(() => {
      lastMs.current = performance.now();
      setCalm(value);
    }, Math.max(0, lastMs.current + everyMs - performance.now()));
    return () => { clearTimeout(timer); };
  }, [value, calm, everyMs]);
  return calm;
}
