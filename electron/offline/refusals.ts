import { BroadcastChannel, isMainThread } from 'node:worker_threads';

/** Refused connections, counted where they happen and told upwards: by a thread to its process, by a helper to the one that started it. */
let refused = 0;

const refusalNote = 'carrel-connection-refused';
let threads: BroadcastChannel | null = null;

/** How many attempts have been refused in this process, its threads and the helpers it started. */
export function refusedConnections(): number {
  return refused;
}

/** One more. */
export function noteRefusal(): void {
  if (isMainThread) count();
  else listenToThreads().postMessage(null);
}

/** Counts the refusals of this process's threads; each of them needs it too, as what is said before anyone listens is lost. */
export function listenToThreads(): BroadcastChannel {
  if (threads !== null) return threads;
  threads = new BroadcastChannel(refusalNote);
  threads.unref();
  if (isMainThread) threads.onmessage = () => { count(); };
  return threads;
}

/** Counts the refusals of a helper process in this one. */
export function countRefusalsOf(helper: { on(event: 'message', listener: (message: unknown) => void): unknown }): void {
  helper.on('message', (message) => { if (message === refusalNote) count(); });
}

function count(): void {
  refused += 1;
  // Without a channel upwards this process is the one that counts.
  if (process.connected) process.send?.(refusalNote, undefined, undefined, () => undefined);
}
