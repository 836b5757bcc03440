import type { Outcome } from '../../shared/readerContract.ts';

/** How a document ends whose pages of these numbers hold pictures that are yet to be recognised; whether they hold text is known then. */
export function recognitionPending(pages: readonly number[]): Outcome {
  return { state: 'indexed-partly', reason: { code: 'recognition-pending', detail: pageList(pages) } };
}

/** `3, 5-8, 12`: at most 20 stretches, then an ellipsis. */
export function pageList(pages: readonly number[]): string {
  const stretches: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = stretches.at(-1);
    if (last !== undefined && last.to === page - 1) last.to = page;
    else stretches.push({ from: page, to: page });
  }
  const shown = stretches.slice(0, 20).map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
  return stretches.length > 20 ? `${shown}, …` : shown;
}
