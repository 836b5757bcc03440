import { describe, expect, it } from 'vitest';
import { adviseOnLanguages } from '../../electron/engine/adviseOnLanguages.ts';
import { ModelFiles } from '../../electron/models/ModelFiles.ts';

const counts = (of: Record<string, number>) => Object.entries(of).map(([language, documents]) => ({ language, documents }));

describe('adviseOnLanguages', () => {
  it('names the languages an embedder does not know where there is enough in them', () => {
    expect(adviseOnLanguages(counts({ en: 80, zh: 5, de: 15 }), ['en'], 'many')).toEqual({ documents: 20, share: 0.2, languages: ['de', 'zh'], embedder: 'many' });
    expect(adviseOnLanguages(counts({ en: 5_000, de: 60 }), ['en'], 'many')).toMatchObject({ documents: 60, languages: ['de'] });
    expect(adviseOnLanguages(counts({ de: 1 }), ['en'], null)).toEqual({ documents: 1, share: 1, languages: ['de'], embedder: null });
  });

  it('says nothing where they are few, where it knows them, and of an empty library', () => {
    expect(adviseOnLanguages(counts({ en: 95, de: 5 }), ['en'], 'many')).toBeNull();
    expect(adviseOnLanguages(counts({ de: 95 }), null, 'many')).toBeNull();
    expect(adviseOnLanguages([], ['en'], 'many')).toBeNull();
  });

  it('goes by what the catalogue knows: the starter embedder is English, and there is one for many languages', () => {
    const files = new ModelFiles({ folders: { writable: 'nowhere', readOnly: [] } });
    expect(files.languagesOf(files.defaultEmbedder())).toEqual(['en']);
    const many = files.multilingualEmbedder() ?? '';
    expect(many).toMatch(/multilingual/);
    expect(files.languagesOf(many)).toBeNull();
  });
});
