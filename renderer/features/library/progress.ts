import type { Activity } from '../../../electron/shared/schemas.ts';
import type { Speak } from '../../words/words.ts';

/** What the indexer is doing, in words and as a share 0..1; null when there is nothing to say. */
export function describeActivity(activity: Activity, words: Speak): { readonly text: string; readonly share: number | null } | null {
  const left = activity.secondsLeft === null ? [] : [words.say('progress.left', { time: duration(activity.secondsLeft, words) })];
  switch (activity.phase) {
    case 'idle': return null;
    case 'scanning': return { text: words.say('progress.scanning'), share: null };
    case 'reading': {
      const text = words.say('progress.reading', { done: activity.filesDone, total: activity.filesTotal, rate: Math.round(activity.pagesPerSecond) });
      return { text: [text, ...left].join(' · '), share: share(activity.filesDone, activity.filesTotal) };
    }
    case 'meaning': {
      const done = share(activity.passagesEmbedded, activity.passagesTotal);
      return { text: [words.say('progress.meaning', { percent: Math.floor(done * 100) }), ...left].join(' · '), share: done };
    }
    case 'optimizing': return { text: words.say('progress.optimizing'), share: null };
    case 'paused': return { text: words.say('progress.paused'), share: share(activity.passagesEmbedded, activity.passagesTotal) };
  }
}

function share(done: number, total: number): number {
  return total === 0 ? 0 : Math.min(1, done / total);
}

function duration(seconds: number, words: Speak): string {
  return seconds < 90 ? `${words.number(Math.max(1, Math.round(seconds)))} s` : `${words.number(Math.round(seconds / 60))} min`;
}
