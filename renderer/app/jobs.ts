import { useSyncExternalStore } from 'react';

/** Work that goes on wherever the person looks: how far each is, 0..1; null where it rests. */
export type Jobs = { readonly goThrough: number | null; readonly checks: number | null };

let jobs: Jobs = { goThrough: null, checks: null };
const listeners = new Set<() => void>();

export function setJob(name: keyof Jobs, share: number | null): void {
  if (jobs[name] === share) return;
  jobs = { ...jobs, [name]: share };
  for (const listener of listeners) listener();
}

export function useJobs(): Jobs {
  return useSyncExternalStore(subscribe, () => jobs);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
