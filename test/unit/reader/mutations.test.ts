import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '../../fixtures/make.ts';
import { readAll } from '../../fixtures/readAll.ts';

/** Each seed damages a file in its own way, always the same: a seed that ever fails is kept in `kept`. */
const runs = Number(process.env['CARREL_FUZZ'] ?? 25);
const kept: readonly number[] = [];
const words = ['/Length 999999999', '/Count -1', 'endobj', 'stream', '<<', '>>', '<w:tbl>', '</w:p>', '&#x10FFFF;', '<table>', '\0\0\0\0', '\xff\xfe', '"', '\r', '|---|', '```', '9'.repeat(40)];

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-mutations-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function damaged(bytes: Buffer, seed: number): Buffer {
  let state = seed * 2_654_435_761 + 1;
  const next = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return below === 0 ? 0 : (state >>> 0) % below;
  };
  let out = Buffer.from(bytes);
  for (let step = 0; step < 1 + (seed % 6); step += 1) {
    const at = next(out.length);
    const length = 1 + next(40);
    const word = Buffer.from(words[next(words.length)] ?? '', 'latin1');
    switch (next(4)) {
      case 0: if (out.length > 0) out[at] = (out[at] ?? 0) ^ (1 << next(8)); break;
      case 1: out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]); break;
      case 2: out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + length), out.subarray(at)]); break;
      default: out = Buffer.concat([out.subarray(0, at), word, out.subarray(at)]);
    }
  }
  return out;
}

describe('mutations of clean files', () => {
  it.each(['table.pdf', 'owner-encrypted.pdf', 'minutes.docx', 'prices.html', 'handbook.md', 'invoices.csv', 'shiftjis.txt'])('%s ends in a state, and no page breaks the contract', async (name) => {
    const clean = fixtures().get(name) ?? Buffer.alloc(0);
    for (const seed of [...kept, ...Array.from({ length: runs }, (_value, index) => index + 1)]) {
      const path = join(folder, `${seed}-${name}`);
      writeFileSync(path, damaged(clean, seed));
      const { outcome, pages } = await readAll(path);
      expect(outcome.state, `seed ${seed}`).toMatch(/^(?:indexed|indexed-partly|skipped|failed)$/);
      for (const page of pages) for (const { start, end } of [...page.headings, ...page.tables.flatMap(({ rows }) => rows)]) expect(0 <= start && start <= end && end <= page.text.length, `seed ${seed}`).toBe(true);
    }
  });
});
