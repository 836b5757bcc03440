/** Least number of characters to insert, delete or replace to get from one text to the other (Levenshtein 1966). */
export function editDistance(from: string, to: string): number {
  let row = Uint32Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at += 1) {
    const next = new Uint32Array(to.length + 1);
    next[0] = at;
    for (let other = 1; other <= to.length; other += 1) {
      const replaced = (row[other - 1] ?? 0) + (from[at - 1] === to[other - 1] ? 0 : 1);
      next[other] = Math.min(replaced, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Edit distance over the length of what was expected, after joining all white space to single blanks. */
export function characterErrorRate(found: string, expected: string): number {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  return editDistance(plain(found), plain(expected)) / Math.max(plain(expected).length, 1);
}
