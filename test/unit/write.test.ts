import { describe, expect, it } from 'vitest';
import { PlainDeltas, readWritten, toPlainText, write } from '../../electron/engine/write.ts';
import { FakeChat } from '../fakes/chat.ts';

describe('readWritten', () => {
  it('gives sentences with the numbers they cite, wherever the marks stand', () => {
    expect(readWritten('The rent is 900 [1]. It ends in 2026.[2][3] The deposit is 5 [1, 4]. And more [passages 2-3].')).toEqual([
      { text: 'The rent is 900.', cited: [1], isRefusal: false }, { text: 'It ends in 2026.', cited: [2, 3], isRefusal: false },
      { text: 'The deposit is 5.', cited: [1, 4], isRefusal: false }, { text: 'And more.', cited: [2, 3], isRefusal: false },
    ]);
  });
  it('leaves out asides, thoughts and repetitions, and takes list marks off', () => {
    expect(readWritten('<think>Hm. Let me see.</think>Here is the answer:\n- The rent is 900.\n- The rent is 900.\n2. The deposit is 5.').map((sentence) => sentence.text)).toEqual(['The rent is 900.', 'The deposit is 5.']);
  });
  it('leaves out loops and what was cut off', () => {
    expect(readWritten(`The rent is 900. ${'It is so and so it is and '.repeat(9)}so. The deposit was kept at the`).map((sentence) => sentence.text)).toEqual(['The rent is 900.']);
  });
  it('knows a refusal', () => {
    for (const text of ['The passages do not contain this information.', 'I cannot answer this question from the documents.', 'Die Dokumente enthalten dazu keine Angaben.', 'There is no information about that in the text.']) expect(readWritten(text)[0]?.isRefusal, text).toBe(true);
    for (const text of ['The tenant does not have to pay.', 'No pets are allowed.', 'The lease does not mention pets but allows guests.'.replace('does not mention pets but ', '')]) expect(readWritten(text)[0]?.isRefusal, text).toBe(false);
  });
});

describe('toPlainText', () => {
  it('lets no link, image or tag through', () => {
    expect(toPlainText('A ![x](http://a/b.png) b [c](javascript:alert(1)) <img src=x onerror=y>d\n[1]: http://evil.example\n## **Bold** [2]')).toBe('A x b c) d\n\nBold [2]');
  });
});

describe('PlainDeltas', () => {
  it('streams text without marks, however they are cut', () => {
    const text = 'The rent is 900 [1]. See [the annex] and [2, 3] more [';
    for (let size = 1; size < 9; size++) {
      const deltas = new PlainDeltas();
      let shown = '';
      for (let at = 0; at < text.length; at += size) shown += deltas.push(text.slice(at, at + size));
      expect(shown + deltas.end()).toBe('The rent is 900 . See [the annex] and  more [');
    }
  });
});

describe('write', () => {
  it('gives the text at the end with its marks, and stops with the signal', async () => {
    const chat = new FakeChat({ write: () => 'The rent is 900 [1].' });
    const events = write(chat.client, { pieces: [{ kind: 'user', text: 'x' }], seed: 0, stop: [] }, new AbortController().signal);
    let next = await events.next();
    while (next.done !== true) next = await events.next();
    expect(next.value.text).toBe('The rent is 900 [1].');
    const stop = new AbortController();
    const slow = write(new FakeChat({ write: () => 'word '.repeat(100), delayMs: 1 }).client, { pieces: [{ kind: 'user', text: 'x' }], seed: 0, stop: [] }, stop.signal);
    await slow.next();
    stop.abort();
    await expect((async () => { while ((await slow.next()).done !== true) { /* until it stops */ } })()).rejects.toBeDefined();
  });
});
