import type { Activity, Folder, Status } from '../../../electron/shared/schemas.ts';
import type { Speak } from '../../words/words.ts';

/** What is being done, in words and as a share 0..1; null when there is nothing to say. */
export function describeActivity(activity: Activity, words: Speak): { readonly text: string; readonly share: number | null } | null {
  const left = activity.secondsLeft === null ? [] : [words.say('progress.left', { time: duration(activity.secondsLeft, words) })];
  const joined = (...parts: readonly string[]): string => [...parts, ...left].join(' · ');
  switch (activity.phase) {
    case 'idle': return null;
    case 'scanning': return { text: words.say('progress.scanning'), share: null };
    case 'reading': {
      // Said for a moment before anything has been found.
      if (activity.filesTotal === 0) return null;
      const rate = Math.round(activity.pagesPerSecond);
      return { text: joined(words.say('progress.reading', { done: activity.filesDone, total: activity.filesTotal }), ...(rate > 0 ? [words.say('progress.rate', { rate })] : [])), share: share(activity.filesDone, activity.filesTotal) };
    }
    case 'recognising': {
      const { done, total } = activity.recognition ?? { done: 0, total: 0 };
      return { text: joined(words.say('progress.searchable'), words.say('progress.recognising', { done, total })), share: share(done, total) };
    }
    case 'meaning': {
      const done = share(activity.passagesEmbedded, activity.passagesTotal);
      return { text: joined(words.say('progress.searchable'), words.say('progress.meaning', { percent: Math.floor(done * 100) })), share: done };
    }
    case 'optimizing': return { text: words.say('progress.optimizing'), share: null };
    case 'paused': {
      const isRead = activity.filesDone >= activity.filesTotal;
      return { text: words.say('progress.paused'), share: isRead ? share(activity.passagesEmbedded, activity.passagesTotal) : share(activity.filesDone, activity.filesTotal) };
    }
  }
}

/** The one folder whose documents are being worked on, to show progress at; null when it is several or none. */
export function busyFolder(status: Pick<Status, 'folders' | 'activity'>): number | null {
  if (status.activity.phase === 'idle') return null;
  const busy = status.folders.filter((folder) => has(folder, 'waiting') || has(folder, 'reading') || has(folder, 'searchable'));
  return busy.length === 1 ? busy[0]?.id ?? null : null;
}

function has(folder: Folder, state: 'waiting' | 'reading' | 'searchable'): boolean {
  return (folder.byState[state] ?? 0) > 0;
}

function share(done: number, total: number): number {
  return total === 0 ? 0 : Math.min(1, done / total);
}

function duration(seconds: number, words: Speak): string {
  return seconds < 90 ? words.say('progress.seconds', { n: Math.max(1, Math.round(seconds)) }) : words.say('progress.minutes', { n: Math.round(seconds / 60) });
}
