/** Things that follow one another under the same key, together; what has none stands alone. */
export function runsOf<T>(things: readonly T[], keyOf: (thing: T) => string | null): readonly (readonly [T, ...T[]])[] {
  const runs: { readonly key: string | null; readonly things: [T, ...T[]] }[] = [];
  for (const thing of things) {
    const key = keyOf(thing);
    const last = runs.at(-1);
    if (key !== null && last?.key === key) last.things.push(thing);
    else runs.push({ key, things: [thing] });
  }
  return runs.map((run) => run.things);
}
