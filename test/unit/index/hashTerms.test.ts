import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTermHasher, hashTerm } from '../../../electron/engine/index/hashTerms.ts';

describe('hashTerm', () => {
  it('is the first half of HMAC-SHA256, whatever the term: indexes made before are still right', () => {
    const terms = ['', 'a', 'kündigung', '日本', 'x'.repeat(48), '日'.repeat(48), '日'.repeat(85), '日'.repeat(86), 'é'.repeat(1_000), '\ud800 alone', '\u0000', '😀'.repeat(40)];
    for (const bytes of [16, 32, 64, 65]) {
      const key = randomBytes(bytes);
      const hash = createTermHasher(key);
      for (const term of [...terms, ...terms]) {
        const expected = createHmac('sha256', key).update(term, 'utf8').digest('hex').slice(0, 16);
        expect(hashTerm(term, key), term).toBe(expected);
        expect(hash(term), term).toBe(expected);
      }
    }
  });
});
