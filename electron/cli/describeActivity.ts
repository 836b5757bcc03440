import type * as z from 'zod';
import type { Activity } from '../shared/schemas.ts';
import { wordsFor } from '../shared/errorWords.ts';
import { printable } from '../shared/printable.ts';

/** What the indexer is doing, or what keeps it from it, on one line. */
export function describeActivity(activity: z.infer<typeof Activity>): string {
  if (activity.trouble !== null && activity.trouble !== undefined) {
    const { what, next } = wordsFor(activity.trouble);
    return `Held up: ${printable(what)} ${printable(next)}`;
  }
  const { phase, filesDone, filesTotal, pagesDone, pagesPerSecond, passagesEmbedded, passagesTotal, recognition, secondsLeft, current } = activity;
  const left = secondsLeft === null ? '' : ` · about ${describeSeconds(secondsLeft)} left`;
  switch (phase) {
    case 'idle': return 'Nothing to do';
    case 'paused': return 'Paused';
    case 'scanning': return `Looking through folders · ${count(filesTotal, 'file')}`;
    case 'reading': {
      if (filesTotal === 0) return 'Getting ready';
      const speed = pagesPerSecond > 0 ? ` · ${pagesPerSecond >= 10 ? Math.round(pagesPerSecond) : pagesPerSecond.toFixed(1)} pages/s` : '';
      return `Reading ${number(filesDone)} of ${number(filesTotal)} · ${count(pagesDone, 'page')}${speed}${left}${current === null ? '' : ` · ${printable(current)}`}`;
    }
    case 'recognising': return `Recognising text in pictures · ${number(recognition?.done ?? 0)} of ${count(recognition?.total ?? 0, 'page')}${left}`;
    case 'meaning': return `Building meaning search · ${number(passagesEmbedded)} of ${count(passagesTotal, 'passage')}${left}`;
    case 'optimizing': return 'Tidying the search index';
  }
}

/** `42 s`, `3 min`, `1 h 20 min`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(seconds < 1 ? 1 : 0)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function describeBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power] ?? 'bytes'}`;
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}

export function count(value: number, thing: string): string {
  return `${number(value)} ${thing}${value === 1 ? '' : 's'}`;
}
