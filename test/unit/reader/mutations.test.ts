import { describe, expect, it } from 'vitest';
import { damage } from '../../fixtures/damage.ts';
import { fixtures } from '../../fixtures/make.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

/** Each seed damages a file in its own way, always the same: a seed that ever fails is kept in `kept`. */
const runs = Number(process.env['CARREL_FUZZ'] ?? 25);
const kept: readonly number[] = [];
const words = ['/Length 999999999', '/Count -1', 'endobj', 'stream', '<<', '>>', '<w:tbl>', '</w:p>', '&#x10FFFF;', '<table>', '\0\0\0\0', '\xff\xfe', '"', '\r', '|---|', '```', '9'.repeat(40)];

describe('mutations of clean files', () => {
  it.each(['table.pdf', 'owner-encrypted.pdf', 'minutes.docx', 'prices.html', 'handbook.md', 'invoices.csv', 'shiftjis.txt'])('M3: %s ends in a state, and no page breaks the contract', async (name) => {
    const clean = fixtures().get(name) ?? Buffer.alloc(0);
    for (const seed of [...kept, ...Array.from({ length: runs }, (_value, index) => index + 1)]) {
      const { outcome, pages } = await readBytes(name, damage(clean, seed, words));
      expect(outcome.state, `seed ${seed}`).toMatch(/^(?:indexed|indexed-partly|skipped|failed)$/);
      for (const page of pages) for (const { start, end } of [...page.headings, ...page.tables.flatMap(({ rows }) => rows)]) expect(0 <= start && start <= end && end <= page.text.length, `seed ${seed}`).toBe(true);
    }
  });
});
