import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'dist', 'renderer');
/** What the window may read before it shows anything, KB: about what it reads today. */
const budgetKilobytes = 380;

describe('what the window reads before it shows anything', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, name]) => readFileSync(join(folder, name ?? ''), 'utf8'));

  it('keeps within its budget', () => {
    expect(named.length).toBeGreaterThanOrEqual(2);
    expect(Buffer.byteLength(page + named.join('')) / 1_000).toBeLessThan(budgetKilobytes);
  });

  it('holds no schemas: whoever answers checks', () => {
    expect(named.filter((text) => text.includes('ZodError'))).toEqual([]);
  });
});
