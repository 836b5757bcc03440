import { describe, expect, it } from 'vitest';
import { listCatalogue } from '../../electron/models/catalogue.ts';

describe('models that read two texts together, in the catalogue', () => {
  const usable = listCatalogue().filter(({ pairs }) => pairs !== undefined);
  it('are one that orders passages and one that checks sentences, each with a checksum for all of its files', () => {
    expect(new Set(usable.map(({ role }) => role))).toEqual(new Set(['reranker', 'entailment']));
    for (const { id, files } of usable) {
      expect([id, files.map(({ role }) => role)]).toEqual([id, ['model', 'tokenizer']]);
      expect(files.every(({ sha256, bytes }) => sha256 !== null && bytes !== null)).toBe(true);
    }
  });
  it('say what is asked of them, and nothing else', () => {
    for (const { id, role, pairs } of usable) expect([id, pairs?.outputs.includes(role === 'reranker' ? 'relevance' : 'entailment')]).toEqual([id, true]);
    for (const { id, role, pairs } of listCatalogue()) if (role === 'chat' || role === 'embedding') expect([id, pairs]).toEqual([id, undefined]);
  });
});
