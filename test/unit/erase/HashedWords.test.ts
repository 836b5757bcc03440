import { describe, expect, it } from 'vitest';
import { HashedWords } from '../../../electron/engine/erase/HashedWords.ts';
import { createTermHasher, sealTerms } from '../../../electron/engine/index/hashTerms.ts';

const hash = createTermHasher(Buffer.alloc(32, 7));
const rowOf = (text: string): Uint8Array => Buffer.from(sealTerms(text.split(' '), hash), 'latin1');
const standIn = (words: HashedWords, bytes: Uint8Array, from = 0, to = bytes.length): boolean => words.standIn(bytes, from, to);

describe('HashedWords', () => {
  const words = new HashedWords(['merger', 'zirkelspitze'].map(hash));

  it('finds a term wherever it stands in a row, and only in its own row', () => {
    const rows = [rowOf('the kiln was lit'), rowOf('merger'), rowOf('one two three zirkelspitze four five')];
    const bytes = Buffer.concat(rows);
    const starts = rows.map((_, at) => rows.slice(0, at).reduce((sum, row) => sum + row.length, 0));
    expect(rows.map((row, at) => standIn(words, bytes, starts[at] ?? 0, (starts[at] ?? 0) + row.length))).toEqual([false, true, true]);
  });

  it('finds among thousands of terms exactly those a search by strings finds', () => {
    const wanted = Array.from({ length: 2_000 }, (_, at) => hash(`own ${at}`));
    const [many, known] = [new HashedWords(wanted), new Set(wanted)];
    for (let at = 0; at < 500; at += 1) {
      const row = sealTerms(Array.from({ length: 40 }, (_, word) => (at % 3 === 0 && word === at % 40 ? `own ${at}` : `other ${at} ${word}`)), hash);
      expect(standIn(many, Buffer.from(row, 'latin1'))).toBe(row.split(' ').some((term) => known.has(term)));
    }
  });

  it('is misled by nothing that is no term: other lengths, blanks in a row, half a term', () => {
    const term = hash('merger');
    for (const row of ['', ' ', term.slice(0, 15), `${term}0`, `0${term}`, `${term.slice(0, 8)} ${term.slice(8)}`, `${term.slice(0, 8)}00000000`]) expect(standIn(words, Buffer.from(row, 'latin1')), row).toBe(false);
    for (const row of [`abc ${term}`, `abcdefg hijklmno ${term} x`, `  ${term}  `, `${'f'.repeat(40)} ${term}`, `abcdefg hijklmnop ${term}`]) expect(standIn(words, Buffer.from(row, 'latin1')), row).toBe(true);
    expect(standIn(new HashedWords([]), Buffer.from(term, 'latin1'))).toBe(false);
  });
});
