import { describe, expect, it } from 'vitest';
import { ComputeGate, type Rank } from '../../../electron/models/ComputeGate.ts';
import { embedTexts, type TextEmbedder } from '../../../electron/models/embedTexts.ts';

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('ComputeGate', () => {
  it('runs one piece at a time, a person’s first, then the answer’s, then indexing', async () => {
    const gate = new ComputeGate();
    const order: string[] = [];
    let running = 0;
    const work = (name: string) => async (): Promise<void> => {
      running += 1;
      expect(running).toBe(1);
      await turn();
      order.push(name);
      running -= 1;
    };
    const ranks: readonly Rank[] = ['background', 'background', 'generate', 'interactive'];
    await Promise.all(ranks.map((rank, index) => gate.run(rank, work(`${rank} ${index}`))));
    expect(order).toEqual(['background 0', 'interactive 3', 'generate 2', 'background 1']);
  });

  it('keeps indexing waiting through a whole answer, also between its tokens', async () => {
    const gate = new ComputeGate();
    const order: string[] = [];
    const note = (name: string) => (): Promise<void> => {
      order.push(name);
      return Promise.resolve();
    };
    const generation = gate.generation();
    const indexing = gate.run('background', note('indexing'));
    await gate.run('generate', note('token'));
    await turn();
    await gate.run('interactive', note('question'));
    await gate.run('generate', note('token'));
    await turn();
    generation[Symbol.dispose]();
    await indexing;
    expect(order).toEqual(['token', 'question', 'token', 'indexing']);
  });

  it('lets go of who gives up waiting, and goes on after a failure', async () => {
    const gate = new ComputeGate();
    let finish = (): void => undefined;
    const first = gate.run('background', () => new Promise<void>((resolve) => { finish = resolve; }));
    const controller = new AbortController();
    const second = gate.run('background', () => Promise.resolve('never'), { signal: controller.signal });
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    finish();
    await first;
    await expect(gate.run('generate', () => Promise.reject(new Error('native trouble')))).rejects.toThrow('native trouble');
    await expect(gate.run('background', () => Promise.resolve('went on'))).resolves.toBe('went on');
  });
});

describe('ComputeGate with several slots', () => {
  it('runs as many small pieces at once as it has slots, and a wide one alone', async () => {
    const gate = new ComputeGate(2);
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      if (name === 'answer') expect(running).toBe(1);
      await turn();
      order.push(name);
      running -= 1;
    };
    const small = ['a', 'b', 'c', 'd'].map((name) => gate.run('background', work(name), { slots: 1 }));
    await Promise.all([...small, gate.run('generate', work('answer'))]);
    expect(most).toBe(2);
    // The answer waits for what runs and for nothing behind it.
    expect(order.indexOf('answer')).toBe(2);
  });
});

describe('a short text beside indexing', () => {
  const never = (): void => undefined;
  const held = (): { readonly work: () => Promise<void>; end: () => void } => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    return { work: () => promise.then(never), end: () => { resolve(undefined); } };
  };

  it('starts though indexing fills all slots, one at a time, and indexing waits until there is room again', async () => {
    const gate = new ComputeGate(2);
    const order: string[] = [];
    const passages = [held(), held(), held()];
    const indexing = passages.map(({ work }, index) => gate.run('background', () => { order.push(`passage ${index}`); return work(); }, { slots: 1 }));
    const [first, second] = [held(), held()];
    const asked = [first, second].map(({ work }, index) => gate.run('interactive', () => { order.push(`question ${index}`); return work(); }, { slots: 1, beside: true }));
    await turn();
    expect(order).toEqual(['passage 0', 'passage 1', 'question 0']);
    first.end();
    await asked[0];
    await turn();
    expect(order.at(-1)).toBe('question 1');
    passages[0]?.end();
    await turn();
    expect(order).toHaveLength(4);
    second.end();
    await turn();
    expect(order.at(-1)).toBe('passage 2');
    for (const passage of passages) passage.end();
    await Promise.all([...indexing, ...asked]);
  });

  it('waits for a step of an answer, which needs every core', async () => {
    const gate = new ComputeGate(2);
    const step = held();
    const order: string[] = [];
    const answering = gate.run('generate', step.work);
    const question = gate.run('interactive', () => { order.push('question'); return Promise.resolve(); }, { slots: 1, beside: true });
    await turn();
    expect(order).toEqual([]);
    step.end();
    await Promise.all([answering, question]);
    expect(order).toEqual(['question']);
  });

  it('is no reason to crowd those that a person waits for themselves', async () => {
    const gate = new ComputeGate(1);
    const first = held();
    const order: string[] = [];
    const asked = gate.run('interactive', first.work, { beside: true });
    const next = gate.run('interactive', () => { order.push('next'); return Promise.resolve(); }, { beside: true });
    await turn();
    expect(order).toEqual([]);
    first.end();
    await Promise.all([asked, next]);
  });
});

describe('embedTexts', () => {
  it('keeps the order of texts and parts whatever ends first, and stops all lanes at a failure', async () => {
    let runs = 0;
    const embedder: TextEmbedder = {
      parallel: 3,
      split: (text) => [...text].map((letter) => [letter.charCodeAt(0)]),
      run: async ([id = 0]) => {
        runs += 1;
        if (id === 'x'.charCodeAt(0)) throw new Error('native trouble');
        for (let wait = id % 5; wait > 0; wait -= 1) await turn();
        return new Float32Array([id]);
      },
    };
    const gate = new ComputeGate(3);
    const { signal } = new AbortController();
    const texts = ['fish', 'owl', '', 'cat', 'hedgehog', 'bee'];
    const vectors = await embedTexts({ texts, kind: 'passage', priority: 'background' }, embedder, gate, signal);
    expect(vectors.map((parts) => parts.map(({ vector }) => String.fromCharCode(vector[0] ?? 0)).join(''))).toEqual(texts);
    expect(vectors[4]?.map(({ part }) => part)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    runs = 0;
    await expect(embedTexts({ texts: ['x', ...Array.from({ length: 100 }, () => 'ab')], kind: 'passage', priority: 'background' }, embedder, gate, signal)).rejects.toThrow('native trouble');
    expect(runs).toBeLessThan(12);
  });

  it('lets a question overtake indexing between two texts', async () => {
    const order: string[] = [];
    const embedder: TextEmbedder = {
      parallel: 1,
      split: (text) => [[text.charCodeAt(0)]],
      run: async (ids) => {
        await turn();
        order.push(String.fromCharCode(...ids));
        return new Float32Array([1]);
      },
    };
    const gate = new ComputeGate();
    const { signal } = new AbortController();
    const indexing = embedTexts({ texts: ['a', 'b', 'c'], kind: 'passage', priority: 'background' }, embedder, gate, signal);
    await turn();
    await Promise.all([indexing, embedTexts({ texts: ['Q'], kind: 'query', priority: 'interactive' }, embedder, gate, signal)]);
    expect(order.indexOf('Q')).toBeLessThan(order.indexOf('c'));
    expect(order.filter((name) => name !== 'Q')).toEqual(['a', 'b', 'c']);
  });

  it.each([1, 3])('keeps a question waiting for one text a lane at most, at 50 moments of indexing, %i at once', async (parallel) => {
    const begun: string[] = [];
    const ended: string[] = [];
    const embedder: TextEmbedder = {
      parallel,
      split: (text) => [[...text].map((letter) => letter.charCodeAt(0))],
      run: async (ids) => {
        const text = String.fromCharCode(...ids);
        begun.push(text);
        for (let wait = 1 + (ids[0] ?? 0) % 4; wait > 0; wait -= 1) await turn();
        ended.push(text);
        return new Float32Array([1]);
      },
    };
    const { signal } = new AbortController();
    for (let moment = 0; moment < 50; moment += 1) {
      begun.length = 0;
      ended.length = 0;
      const gate = new ComputeGate(parallel);
      const indexing = embedTexts({ texts: Array.from({ length: 60 }, (_, index) => String.fromCharCode(200 + index)), kind: 'passage', priority: 'background' }, embedder, gate, signal);
      for (let wait = 0; wait < moment; wait += 1) await turn();
      const before = new Set(ended);
      await embedTexts({ texts: ['Q'], kind: 'query', priority: 'interactive' }, embedder, gate, signal);
      const waitedFor = begun.slice(0, begun.indexOf('Q')).filter((text) => !before.has(text));
      expect([moment, waitedFor.length <= parallel]).toEqual([moment, true]);
      await indexing;
      expect(ended).toHaveLength(61);
    }
  });
});
