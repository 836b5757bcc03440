/** A signal that aborts so long after another one has; `release` stops waiting. */
export function delayedSignal(signal: AbortSignal, ms: number): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => { timer = setTimeout(() => { controller.abort(); }, ms).unref(); };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', begin);
    },
  };
}
