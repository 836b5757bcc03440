import type { Connection } from './Connection.ts';

export type LiveTotals = { readonly pages: number; readonly passages: number };

/** Live pages and passages, counted again only after `changed()`: the window asks four times a second. */
export function createLiveTotals(connection: Connection): { get(): LiveTotals; changed(): void } {
  const count = connection.prepare<[], { pages: number; passages: number }>(
    'SELECT coalesce(sum(r.pages), 0) AS pages, coalesce(sum(r.passages), 0) AS passages FROM contents c JOIN revisions r ON r.id = c.live_revision');
  let known: LiveTotals | null = null;
  return {
    get() {
      known ??= count.get() ?? { pages: 0, passages: 0 };
      return known;
    },
    changed() {
      known = null;
    },
  };
}
