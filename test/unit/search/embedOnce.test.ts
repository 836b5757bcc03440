import { describe, expect, it } from 'vitest';
import { embedOnce } from '../../../electron/engine/search/embedOnce.ts';

const { signal } = new AbortController();
const vectorOf = (text: string, kind: string): Float32Array => Float32Array.of(text.length, kind === 'query' ? 1 : 0);

function counting(): { readonly asked: string[][]; readonly embed: Parameters<typeof embedOnce>[0] } {
  const asked: string[][] = [];
  return { asked, embed: (texts, kind) => { asked.push([...texts]); return Promise.resolve(texts.map((text) => vectorOf(text, kind))); } };
}

describe('vectors of one question', () => {
  it('gives each text its own, in the order asked for, and asks for each once, also while the first answer is under way', async () => {
    const { asked, embed } = counting();
    const once = embedOnce(embed);
    const [first, second] = await Promise.all([once(['rent', 'the roof', 'rent'], 'passage', signal), once(['lease', 'rent'], 'passage', signal)]);
    expect(first).toEqual(['rent', 'the roof', 'rent'].map((text) => vectorOf(text, 'passage')));
    expect(second).toEqual(['lease', 'rent'].map((text) => vectorOf(text, 'passage')));
    expect(asked).toEqual([['rent', 'the roof'], ['lease']]);
  });

  it('holds a question and a passage of the same words apart', async () => {
    const { asked, embed } = counting();
    const once = embedOnce(embed);
    expect(await once(['rent'], 'query', signal)).toEqual([vectorOf('rent', 'query')]);
    expect(await once(['rent'], 'passage', signal)).toEqual([vectorOf('rent', 'passage')]);
    expect(asked).toHaveLength(2);
  });

  it('asks again for what failed', async () => {
    const { embed } = counting();
    let fails = true;
    const once = embedOnce((...given) => (fails ? Promise.reject(new Error('stopped')) : embed(...given)));
    await expect(once(['rent'], 'query', signal)).rejects.toThrow('stopped');
    fails = false;
    expect(await once(['rent'], 'query', signal)).toEqual([vectorOf('rent', 'query')]);
  });

  it('says so where a text gets no vector', async () => {
    await expect(embedOnce(() => Promise.resolve([]))(['rent'], 'query', signal)).rejects.toMatchObject({ code: 'output-invalid' });
  });
});
