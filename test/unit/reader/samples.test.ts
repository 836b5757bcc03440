import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleFiles, sampleQuestions, samplesFolder } from '../../../build/samples/make.ts';
import { readAll } from '../../fixtures/readAll.ts';

const files = sampleFiles();

describe('the sample documents', () => {
  it.each([...files.keys()])('%s is what the program writes, and is read whole', async (name) => {
    expect(readFileSync(join(samplesFolder, name)).equals(files.get(name) ?? Buffer.alloc(0))).toBe(true);
    const { outcome, text, facts } = await readAll(join(samplesFolder, name));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(text.length).toBeGreaterThan(700);
    expect(facts?.language).toBe(name.endsWith('.csv') ? facts?.language : 'en');
  });

  it.each(sampleQuestions.filter(({ sources }) => sources.length > 0))('answer: $question', async ({ sources, page, contains }) => {
    const found = [...files.keys()].filter((name) => sources.includes(basename(name)));
    expect(found).toHaveLength(sources.length);
    const { pages } = await readAll(join(samplesFolder, found[0] ?? ''));
    for (const words of contains) expect(pages.find(({ number }) => number === page)?.text).toContain(words);
  });

  it('have no answer to the questions without sources', async () => {
    let all = '';
    for (const name of files.keys()) all += (await readAll(join(samplesFolder, name))).text;
    expect(all).not.toMatch(/Rotterdam|founded|managing director’s (?:salary|pay)/);
  });
});
