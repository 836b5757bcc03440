import { MessageChannel } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createModels } from '../../../electron/models/createModels.ts';
import { isCancelled } from '../../../electron/shared/AppError.ts';
import { modelsContract, type GenerateEvent, type ModelsContract } from '../../../electron/shared/modelsContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { connect } from '../../../electron/shared/rpc/connect.ts';
import { messagePort } from '../../../electron/shared/rpc/messagePort.ts';
import { serve } from '../../../electron/shared/rpc/serve.ts';
import { SlowModel, type SlowModelOptions } from '../../fakes/slowModel.ts';
import { collectGenerated } from '../../fixtures/collectGenerated.ts';

const spec = { id: 'slow', modelPath: '/none', contextTokens: 4_096, wrapper: 'chatml' } as const;

/** The models process without a process: real contract, real port, fake model. */
async function startWith(options: SlowModelOptions): Promise<{ readonly client: Client<ModelsContract>; readonly model: SlowModel } & Disposable> {
  const model = new SlowModel(options);
  const { port1, port2 } = new MessageChannel();
  serve(modelsContract, createModels({ loadChat: () => Promise.resolve(model), loadEmbedder: () => Promise.reject(new Error('no embedder here')), loadCrossEncoder: () => Promise.reject(new Error('no cross-encoder here')) }), messagePort(port1));
  const client = connect(modelsContract, messagePort(port2));
  await client.loadChat(spec);
  return { client, model, [Symbol.dispose]: () => { port2.close(); } };
}

const ask = (client: Client<ModelsContract>, text: string, more: object = {}): AsyncIterable<GenerateEvent> =>
  client.generate({ pieces: [{ kind: 'user', text }], maxTokens: 1_000, temperature: 0, seed: 1, ...more });

describe('generate', () => {
  it('writes what the model says, counts tokens, and reads a shared beginning once', async () => {
    using run = await startWith({ says: 'It was founded in 1987.<|im_end|>never' });
    const first = await collectGenerated(ask(run.client, 'Passages. When?'));
    expect(first.text).toBe('It was founded in 1987.');
    expect(first.end).toMatchObject({ reason: 'stop', reusedTokens: 0, answerTokens: 23 });
    const second = await collectGenerated(ask(run.client, 'Passages. Where?'));
    expect(second.end.reusedTokens).toBe(1 + 'user\nPassages. Whe'.length);
    const again = await collectGenerated(ask(run.client, 'Passages. Where?'));
    expect(again.end.reusedTokens).toBe(again.end.promptTokens - 1);
  });

  it('keeps thoughts out of the answer', async () => {
    using run = await startWith({ says: ' <think>Let me <think about> it.\n</think>\n\nIt is 5 < 6.' });
    expect((await collectGenerated(ask(run.client, 'How much?'))).text).toBe('It is 5 < 6.');
  });

  it('keeps thoughts out when their marks are special tokens that have no text', async () => {
    using run = await startWith({ says: '<think>Hm.</think>\nYes.', special: ['<|im_start|>', '<|im_end|>', '<think>', '</think>'] });
    expect((await collectGenerated(ask(run.client, 'Really?'))).text).toBe('Yes.');
  });

  it('ends before a stop text and at the asked length', async () => {
    using run = await startWith({ says: 'One. Two. END. Three.' });
    const stopped = await collectGenerated(ask(run.client, 'Count.', { stop: ['END'] }));
    expect(stopped.text).toBe('One. Two. ');
    expect(stopped.end.reason).toBe('stop');
    const short = await collectGenerated(ask(run.client, 'Count.', { maxTokens: 6 }));
    expect(short.text).toBe('One. T');
    expect(short.end).toMatchObject({ reason: 'length', answerTokens: 6 });
  });

  it('sends whole characters only', async () => {
    using run = await startWith({ says: 'a😀b' });
    for await (const event of ask(run.client, 'Smile.')) {
      if (event.type === 'text-delta') expect(event.text).not.toMatch(/\uFFFD|[\uD800-\uDBFF]$/);
    }
    expect((await collectGenerated(ask(run.client, 'Smile.'))).text).toBe('a😀b');
  });

  it('refuses a prompt that does not fit instead of forgetting its beginning', async () => {
    using run = await startWith({ contextTokens: 50 });
    await expect(collectGenerated(ask(run.client, 'x'.repeat(60)))).rejects.toMatchObject({ code: 'limit-exceeded', details: { limit: 'context' } });
    expect(run.model.slices).toEqual([]);
  });

  it.each([[5, 36], [2, 90]])('reads in slices of at most 0.2 s once it knows the speed: %d ms a token', async (readMs, widest) => {
    using run = await startWith({ readMs });
    await collectGenerated(ask(run.client, 'x'.repeat(900)));
    const settled = run.model.slices.slice(2, -1);
    expect(settled.length).toBeGreaterThan(5);
    expect(Math.max(...settled)).toBeLessThanOrEqual(widest);
    expect(Math.min(...settled)).toBeGreaterThanOrEqual(8);
  });

  it('stops within 200 ms at 50 random moments of prompt and answer (95th percentile), and works on afterwards', { timeout: 120_000 }, async () => {
    using run = await startWith({ readMs: 0.5, writeMs: 5, says: 'word '.repeat(200) });
    const waits: number[] = [];
    const phases = { prompt: 0, answer: 0 };
    for (let round = 0; round < 50; round += 1) {
      const controller = new AbortController();
      // The prompt takes about 0.2 s and 0.2 s of the answer follow.
      const delayMs = 5 + ((round * 37) % 50) * 8;
      let phase: keyof typeof phases = 'prompt';
      const reading = (async () => {
        for await (const event of run.client.generate({ pieces: [{ kind: 'user', text: `${round} ${'x'.repeat(400)}` }], maxTokens: 500, temperature: 0, seed: 1 }, { signal: controller.signal })) {
          if (event.type === 'text-delta') phase = 'answer';
        }
      })().catch((error: unknown) => { if (!isCancelled(error)) throw error; });
      await sleep(delayMs);
      const stopped = performance.now();
      controller.abort();
      await reading;
      // Only a model that is free again answers this.
      await run.client.loadChat(spec);
      waits.push(Math.max(performance.now() - stopped, run.model.lastWorkedMs - stopped));
      phases[phase] += 1;
    }
    waits.sort((a, b) => a - b);
    const p95 = waits[Math.floor(waits.length * 0.95)] ?? Infinity;
    console.log(`stopping the slow fake: p50 ${(waits[25] ?? 0).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; ${phases.prompt} in the prompt, ${phases.answer} in the answer`);
    expect(phases.prompt).toBeGreaterThan(5);
    expect(phases.answer).toBeGreaterThan(5);
    expect(p95).toBeLessThanOrEqual(200);
    expect((await collectGenerated(ask(run.client, 'Still there?', { maxTokens: 4 }))).text).toBe('word');
  });
});
