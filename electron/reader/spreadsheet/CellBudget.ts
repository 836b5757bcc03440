/** Cells with something in them that one workbook may have. */
export const mostCells = 5_000_000;

/** Counts the cells of a workbook; `isSpent` once some had to be left out. */
export class CellBudget {
  isSpent = false;
  #left = mostCells;

  take(): boolean {
    this.#left -= 1;
    this.isSpent ||= this.#left < 0;
    return this.#left >= 0;
  }
}
