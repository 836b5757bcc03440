import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelsInUse } from '../../electron/engine/ModelsInUse.ts';
import { ModelSpeeds } from '../../electron/engine/ModelSpeeds.ts';
import type { ModelsContract } from '../../electron/shared/modelsContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { makeFolder } from './library/testLibrary.ts';

describe('the speed of a model', () => {
  it('is that of its answers, kept over restarts, and follows them slowly', async () => {
    const folder = await makeFolder();
    const speeds = new ModelSpeeds(folder);
    expect(speeds.of('a')).toBeNull();
    await speeds.note('a', 10, 1_000);
    expect(speeds.of('a')).toBeNull();
    await speeds.note('a', 40, 2_000);
    await speeds.note('b', 100, 1_000);
    expect([speeds.of('a'), new ModelSpeeds(folder).of('a'), new ModelSpeeds(folder).of('b')]).toEqual([20, 20, 100]);
    await speeds.note('a', 40, 1_000);
    expect(new ModelSpeeds(folder).of('a')).toBe(30);
  });

  it('that was written down wrong is measured again', async () => {
    const folder = await makeFolder();
    for (const text of ['{"a": 1', '{"a": "fast"}', '[]']) {
      writeFileSync(join(folder, 'speeds.json'), text);
      expect(new ModelSpeeds(folder).of('a')).toBeNull();
    }
  });

  it('is told by the models in use of the model that is loaded, with each answer that ends', async () => {
    const told: unknown[] = [];
    const helper = {
      onStopped: () => () => undefined,
      client: {
        loadChat: () => Promise.resolve({}),
        async *generate() {
          yield { type: 'text-delta', text: 'words' };
          yield { type: 'end', reason: 'stop', promptTokens: 1, reusedTokens: 0, answerTokens: 50, promptMs: 1, answerMs: 2_500 };
        },
      } as unknown as Client<ModelsContract>,
    };
    const models = new ModelsInUse(helper, (...spoken) => { told.push(spoken); });
    await models.client.loadChat({ id: 'small' } as Parameters<typeof models.client.loadChat>[0]);
    const events: string[] = [];
    for await (const { type } of models.client.generate({ pieces: [], maxTokens: 1, temperature: 0, seed: 1 })) events.push(type);
    expect(events).toEqual(['text-delta', 'end']);
    expect(told).toEqual([['small', 50, 2_500]]);
  });
});
