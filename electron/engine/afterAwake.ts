/** One that is slept over, by a machine that is suspended or a process that is held or starved, counts once however long that took. */
const looks = 20;

/** Does something once so many ms have gone by in which this process ran: what it waits for had the same time. Gives what calls that off. */
export function afterAwake(ms: number, act: () => void): () => void {
  let left = looks;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    act();
  }, ms / looks);
  return () => { clearInterval(timer); };
}
