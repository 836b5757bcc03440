import { describe, expect, it } from 'vitest';
import { answer } from '../../electron/engine/answer.ts';
import { keepWorkings, noting, workingsOf } from '../../electron/engine/AnswerWorkings.ts';
import type { OpenLibrary } from '../../electron/engine/OpenLibrary.ts';
import { makeAnswering } from '../fakes/answerLibrary.ts';

describe('how an answer came about', () => {
  it('is noted while it is given: the searches with their candidates, the prompt word for word, and what was written', async () => {
    const { deps } = await makeAnswering([{ path: '/docs/lease.pdf', title: 'Lease', pages: ['The monthly rent of the warehouse is EUR 1,250. It is due on the first day of the month.'] }]);
    const given = deps({ write: () => 'The monthly rent of the warehouse is EUR 1,250 [1].' });
    const { deps: noted, workings } = noting(given);
    for await (const _event of answer({ question: 'What is the monthly rent of the warehouse?' }, noted, new AbortController().signal)) { /* to its end */ }
    expect(workings.searches[0]).toMatchObject({ query: 'What is the monthly rent of the warehouse?', usedVectors: false, candidates: [{ path: '/docs/lease.pdf', page: 1, cosine: null }] });
    expect(workings.searches[0]?.candidates[0]?.text).toContain('EUR 1,250');
    expect(workings.generations[0]?.pieces).toEqual(given.fake?.prompts[0]);
    expect(workings.generations[0]).toMatchObject({ text: 'The monthly rent of the warehouse is EUR 1,250 [1].', end: { reason: 'stop' } });
  });

  it('is kept of the last answers only, each with its library', () => {
    const [one, other] = [{}, {}] as OpenLibrary[];
    if (one === undefined || other === undefined) throw new Error('no library');
    for (let id = 1; id <= 40; id += 1) keepWorkings(one, id, { searches: [], generations: [] });
    expect([workingsOf(one, 1), workingsOf(one, 40), workingsOf(other, 40)]).toEqual([null, { searches: [], generations: [] }, null]);
  });
});
