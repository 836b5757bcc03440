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
    const second = gate.run('background', () => Promise.resolve('never'), controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    finish();
    await first;
    await expect(gate.run('generate', () => Promise.reject(new Error('native trouble')))).rejects.toThrow('native trouble');
    await expect(gate.run('background', () => Promise.resolve('went on'))).resolves.toBe('went on');
  });
});

describe('embedTexts', () => {
  it('lets a question overtake indexing between two texts', async () => {
    const order: string[] = [];
    const embedder: TextEmbedder = {
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
});
