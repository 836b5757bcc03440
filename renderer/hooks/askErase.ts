import { useSyncExternalStore } from 'react';

let asked: string | null = null;
const listeners = new Set<() => void>();

/** Asks for the layer that erases what lies at a path for good; null closes it. Whoever lists documents or folders may ask. */
export function askErase(path: string | null): void {
  asked = path;
  for (const listener of listeners) listener();
}

/** The path asked for; null while nothing is. */
export function useAskedErase(): string | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  }, () => asked);
}
