import { createStore } from './createStore.ts';

/** Work that goes on wherever the person looks: how far each is, 0..1; null where it rests. */
export type Jobs = { readonly goThrough: number | null; readonly checks: number | null };

export const jobs = createStore<Jobs>({ goThrough: null, checks: null });

export function setJob(name: keyof Jobs, share: number | null): void {
  if (jobs.get()[name] !== share) jobs.set({ ...jobs.get(), [name]: share });
}
