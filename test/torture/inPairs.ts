/** Works on two things at a time, in their order: each spends most of its time waiting for a process of its own. The first error ends it. */
export async function inPairs<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all([lane(), lane()]);
}
