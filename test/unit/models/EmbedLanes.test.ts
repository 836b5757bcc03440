import { describe, expect, it } from 'vitest';
import { EmbedLanes, type Lane } from '../../../electron/models/EmbedLanes.ts';

/** Lanes that end a text when they are told to, and note what happens to them. */
function makeLanes({ failsFrom = Infinity } = {}) {
  const texts = new Map<number, () => void>();
  const closed: number[] = [];
  let started = 0;
  const start = (): Promise<Lane> => {
    const number = started;
    started += 1;
    if (number >= failsFrom) return Promise.reject(new Error('no memory'));
    return Promise.resolve({
      run: ([id = 0]) => new Promise((resolve) => { texts.set(id, () => { resolve(new Float32Array([number])); }); }),
      close: () => { closed.push(number); return Promise.resolve(); },
    });
  };
  return { start, texts, closed, started: () => started };
}
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('EmbedLanes', () => {
  it('starts one more lane when all are taken, keeps it, and never another', async () => {
    const made = makeLanes();
    const lanes = await EmbedLanes.open(made.start, { count: 2, hasRoom: true });
    expect([lanes.count, made.started()]).toEqual([2, 2]);
    const running = [10, 11, 12, 13].map((id) => lanes.run([id]));
    await turn();
    // The third runs on the new lane, the fourth waits.
    expect([...made.texts.keys()]).toEqual([10, 11, 12]);
    expect(made.started()).toBe(3);
    made.texts.get(11)?.();
    await turn();
    expect([...made.texts.keys()]).toEqual([10, 11, 12, 13]);
    for (const end of made.texts.values()) end();
    expect(new Set((await Promise.all(running)).map(([lane]) => lane))).toEqual(new Set([0, 1, 2]));
    expect(made.started()).toBe(3);
    await lanes.close();
    expect(made.closed.sort()).toEqual([0, 1, 2]);
  });

  it.each([['there is no room for another', { hasRoom: false, failsFrom: Infinity }], ['another does not start', { hasRoom: true, failsFrom: 1 }]])('waits for a lane where %s', async (_, { hasRoom, failsFrom }) => {
    const made = makeLanes({ failsFrom });
    const lanes = await EmbedLanes.open(made.start, { count: 1, hasRoom });
    const running = [10, 11].map((id) => lanes.run([id]));
    await turn();
    expect([...made.texts.keys()]).toEqual([10]);
    made.texts.get(10)?.();
    await turn();
    made.texts.get(11)?.();
    expect((await Promise.all(running)).map(([lane]) => lane)).toEqual([0, 0]);
    await lanes.close();
    expect(made.closed).toEqual([0]);
  });

  it('closes a lane that was still starting', async () => {
    const made = makeLanes();
    const lanes = await EmbedLanes.open(made.start, { count: 1, hasRoom: true });
    const running = [10, 11].map((id) => lanes.run([id]));
    const closing = lanes.close();
    await turn();
    for (const end of made.texts.values()) end();
    await Promise.all([...running, closing]);
    expect(made.closed.sort()).toEqual([0, 1]);
  });
});
