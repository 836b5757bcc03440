import { describe, expect, it } from 'vitest';
import { adviceWords } from '../../../renderer/features/library/adviceWords.ts';
import { neighbours } from '../../../renderer/features/source/neighbours.ts';
import { dateWords, hiddenWords, needsPassword, watchingWords } from '../../../renderer/features/document/describeDocument.ts';
import { speak } from '../../../renderer/words/words.ts';
import { HiddenKind } from '../../../electron/shared/schemas.ts';

const [en, de] = [speak('en'), speak('de')];

describe('neighbours', () => {
  const hidden = [{ page: 2 }, { page: 5 }];
  it('go from what shows to what shows, and from what does not to what does not', () => {
    expect(neighbours(1, 5, hidden, false)).toEqual({ previous: null, next: 3 });
    expect(neighbours(4, 5, hidden, false)).toEqual({ previous: 3, next: null });
    expect(neighbours(2, 5, hidden, true)).toEqual({ previous: null, next: 5 });
    expect(neighbours(5, 5, hidden, true)).toEqual({ previous: 2, next: null });
  });
});

describe('words about documents', () => {
  it('has words for everything the reader can hide, in both languages', () => {
    for (const words of [en, de]) expect(new Set(HiddenKind.options.map((kind) => hiddenWords(kind, words))).size).toBe(HiddenKind.options.length);
  });

  it('says where a date is from, by the day the document names wherever one is', () => {
    expect(dateWords({ date: { day: '2024-02-29', from: 'document' } }, en)).toBe('February 29, 2024, as the document says');
    expect(dateWords({ date: { day: '2024-02-29', from: 'file' } }, de)).toBe('29. Februar 2024, letzte Änderung der Datei');
    expect(dateWords({}, en)).toBeNull();
  });

  it('tells of a folder on the network how often it is looked through, of one on this computer nothing', () => {
    expect(watchingWords('network', en)).toMatch(/every 15 minutes/);
    expect(watchingWords('network', de)).toMatch(/alle 15 Minuten/);
    expect(watchingWords('live', en)).toBeNull();
    expect(watchingWords('limited', en)).not.toBeNull();
  });

  it('knows which documents a password would open', () => {
    expect(needsPassword({ reason: { code: 'password-needed' } })).toBe(true);
    expect(needsPassword({ reason: { code: 'file-damaged' } })).toBe(false);
    expect(needsPassword({ reason: null })).toBe(false);
  });
});

describe('adviceWords', () => {
  it('names the languages in the language of the window, not more than three', () => {
    const advice = { documents: 1_200, share: 0.4, languages: ['de', 'fr', 'pl', 'nl'], embedder: null };
    expect(adviceWords(advice, en)).toMatch(/^1,200 documents are in German, French, and Polish,/);
    expect(adviceWords({ ...advice, documents: 1, languages: ['de'] }, de)).toMatch(/^1 Dokument ist auf Deutsch;/);
  });
});
