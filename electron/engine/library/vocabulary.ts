import type { Connection } from './Connection.ts';
import type { LiveTotals } from './liveTotals.ts';

export type Vocabulary = ReturnType<typeof createVocabulary>;

/** In how many live passages and contents a term stands. */
export type TermCount = { readonly passages: number; readonly documents: number };

/** A prefix of one letter may have a hundred thousand terms; the commonest are looked for among this many. */
const maxPrefixTerms = 20_000;

/** The analysed terms of all live passages: for prefix, wildcard and typing-error expansion, and for what is rare. */
export function createVocabulary(connection: Connection, live: { get(): LiveTotals }) {
  const one = connection.prepare<[string], { passages: number }>('SELECT passages FROM vocabulary WHERE term = ?');
  const prefix = connection.prepare<[string, string, number, number], { term: string }>(`
    SELECT term FROM (SELECT term, passages FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?) ORDER BY passages DESC, term LIMIT ?`);
  const between = connection.prepare<[string, string, number], { term: string }>('SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY term LIMIT ?');
  // One statement for all of a group's terms: a third of the time of one for each.
  const add = connection.prepare<[string]>(`
    INSERT INTO vocabulary (term, passages, documents) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET passages = passages + excluded.passages, documents = documents + excluded.documents`);
  const subtract = connection.prepare<[number, number, string]>('UPDATE vocabulary SET passages = passages - ?, documents = documents - ? WHERE term = ?');
  const drop = connection.prepare<[string]>('DELETE FROM vocabulary WHERE term = ? AND passages <= 0');

  return {
    /** How many live passages hold each term, at most `total()`; 0 for terms nowhere. */
    frequencies(terms: readonly string[]): Map<string, number> {
      const total = live.get().passages;
      // What is hidden but not yet swept still counts here, so a frequency could exceed the live total.
      return new Map(terms.map((term) => [term, Math.min(one.get(term)?.passages ?? 0, total)]));
    },
    /** Live passages. */
    total(): number {
      return live.get().passages;
    },
    /** Terms that begin with `prefixText`, commonest first. */
    withPrefix(prefixText: string, limit: number): string[] {
      return prefix.all(prefixText, `${prefixText}\u{10FFFF}`, maxPrefixTerms, limit).map((row) => row.term);
    },
    /** Terms from one to before another, in order. */
    between(from: string, end: string, limit: number): string[] {
      return between.all(from, end, limit).map((row) => row.term);
    },
    /** Belongs inside a transaction, as `subtract` does. */
    add(counts: ReadonlyMap<string, TermCount>): void {
      // In key order neighbouring terms share database pages: half the time in a big vocabulary.
      add.run(JSON.stringify([...counts.keys()].sort().map((term) => [term, counts.get(term)?.passages, counts.get(term)?.documents])));
    },
    subtract(counts: ReadonlyMap<string, TermCount>): void {
      for (const [term, count] of counts) {
        subtract.run(count.passages, count.documents, term);
        drop.run(term);
      }
    },
  };
}

/** Sums what several revisions hold: passages add up, each revision is one document more. */
export function sumTerms(revisions: Iterable<ReadonlyMap<string, number>>): Map<string, TermCount> {
  const sums = new Map<string, { passages: number; documents: number }>();
  for (const counts of revisions) {
    for (const [term, passages] of counts) {
      const sum = sums.get(term);
      if (sum === undefined) sums.set(term, { passages, documents: 1 });
      else {
        sum.passages += passages;
        sum.documents += 1;
      }
    }
  }
  return sums;
}
