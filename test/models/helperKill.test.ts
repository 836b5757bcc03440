import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { KillableEngine } from '../integration/KillableEngine.ts';
import { smallFolderCounts } from '../integration/smallFolder.ts';

const notes = 60;
/** Deaths in the middle of answers: a few here, a hundred by CARREL_DEATHS=100. */
const deaths = Number(process.env['CARREL_DEATHS'] ?? 5);
const delaysMs = [0, 30, 120, 400, 1_200];

describe.skipIf(process.platform === 'win32')('killing the models process', () => {
  it('R15: while meaning search is built: every passage gets its vector all the same', async () => {
    await using engine = new KillableEngine(notes);
    const indexing = engine.index('indexed');
    const killed = await engine.killWhile('models', indexing, { everyMs: 700, most: 4 });
    expect(killed).toBeGreaterThan(0);
    expect((await indexing).documents.indexed).toBe(notes + smallFolderCounts.indexed);
    expect((await engine.client.status({})).vectorsShare).toBe(1);
    const hits = await engine.client.search({ query: 'how long before the end of the lease must we say so', limit: 3, mode: 'vector' });
    expect(hits.map(({ path }) => path).join()).toContain('rental.txt');
  });

  it('R15: while an answer is made: that answer fails or comes whole, the next one is right', async () => {
    await using engine = new KillableEngine(0);
    await engine.index('indexed');
    const question = 'What is the notice period for the warehouse?';
    const whole = await engine.ask(question);
    for (let death = 0; death < deaths; death += 1) {
      const afterMs = (delaysMs[death % delaysMs.length] ?? 0) + Math.floor(death / delaysMs.length) * 7;
      const outcome = engine.ask(question).then((answer) => answer.verdict, (error: unknown) => (error as { code?: string }).code);
      await sleep(afterMs);
      engine.killHelpers('models');
      expect(['answered', 'partly', 'helper-stopped', 'models-crashed']).toContain(await outcome);
    }
    const after = await engine.ask(question);
    expect(after.answer).toBe(whole.answer);
    expect(after.sources).toEqual(whole.sources);
  }, 300_000 + deaths * 30_000);
});
