import { describe, expect, it } from 'vitest';
import { makeAnswering } from '../../fakes/answerLibrary.ts';
import { addressed, harmless } from '../../fixtures/injections.ts';

describe('a document that addresses a program', () => {
  it('is known as one, and one about such programs is not', async () => {
    const { library } = await makeAnswering([{ path: '/docs/a.txt', pages: ['The rent is 900.', `The deposit is 5. ${addressed[0] ?? ''}`] }, { path: '/docs/b.txt', pages: [harmless.join(' ')] }]);
    expect(library.documents.all().map(({ path, addressesAi }) => [path, addressesAi])).toEqual([['/docs/a.txt', true], ['/docs/b.txt', false]]);
  });
});
