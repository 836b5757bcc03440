import { describe, expect, it } from 'vitest';
import { PlainDeltas, readWritten, toPlainText } from '../../../electron/engine/write.ts';
import { active } from '../../fixtures/injections.ts';

// SECURITY §7: what a model is talked into writing has no image, link, tag or hidden sign left by the time anything shows it.
const markup = /<[a-z/!][^>]*>|!?\[[^\]]*\]\(|javascript:[^\s]*\)|\u200b|[\u202a-\u202e]/iu;

describe('what a model writes', () => {
  for (const text of active) {
    it(`holds no markup: ${text.slice(0, 50)}`, () => {
      expect(toPlainText(`Before ${text} after.`)).not.toMatch(markup);
      for (const { text: sentence } of readWritten(`The rent is 900 [1]. See ${text} there [1].`)) expect(sentence).not.toMatch(markup);
    });
  }
  it('shows nothing unseen while it streams', () => {
    const deltas = new PlainDeltas();
    expect([...'The\u202e rent\u200b is\u001b[31m 900.'].map((letter) => deltas.push(letter)).join('') + deltas.end()).not.toMatch(/[\u202e\u200b\u001b]/u);
  });
});
