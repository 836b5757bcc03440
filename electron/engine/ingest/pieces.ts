import type { PageToStore } from './mergeRecognised.ts';
import type { ReadPassage, Writing } from './Writing.ts';

/** One SQLite transaction writes at most so many passages, so that a question never waits for a whole group. */
const passagesPerTransaction = 300;

/** A part of what was read of one content. */
export type Piece = {
  readonly writing: Writing; readonly pages: readonly PageToStore[]; readonly passages: readonly ReadPassage[];
  /** Set in the last piece of a document. */
  readonly ended: Writing['ended'];
};

/** What was read of a content, in pieces small enough for one transaction; at least one, which may be empty. */
export function* piecesOf(writing: Writing): Generator<Piece> {
  const { ended } = writing;
  let pages: PageToStore[] = [];
  let passages: ReadPassage[] = [];
  for (const read of writing.takePages()) {
    pages.push(read.page);
    for (const passage of read.passages) {
      if (passages.length >= passagesPerTransaction) {
        yield { writing, pages, passages, ended: null };
        [pages, passages] = [[], []];
      }
      passages.push(passage);
    }
  }
  yield { writing, pages, passages, ended };
}

/** Pieces that fit into one transaction together. */
export function* inTransactions(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  let some: Piece[] = [];
  let passages = 0;
  for (const piece of pieces) {
    if (some.length > 0 && passages + piece.passages.length > passagesPerTransaction) {
      yield some;
      [some, passages] = [[], 0];
    }
    some.push(piece);
    passages += piece.passages.length;
  }
  if (some.length > 0) yield some;
}
