import { describe, expect, it } from 'vitest';
import type { StoredVerdict } from '../../../electron/engine/library/goThroughRuns.ts';
import { addDocument, makeLibrary } from './testLibrary.ts';

describe('the verdicts of a run', () => {
  it('are listed by verdict and path, a stretch at a time, with what lies before it counted', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const given = (['no', 'yes', 'unread', 'unclear', 'yes', 'no'] as const).map((verdict, at): StoredVerdict => {
      const documentId = addDocument(library, folder.id, `/docs/${at}`, [`Of ${at}.`]);
      const revisionId = library.goThroughRuns.liveRevision(library.documents.byId(documentId)?.contentId ?? null);
      return { documentId, revisionId, verdict, why: 'says', places: Array.from({ length: verdict === 'yes' ? 2 : verdict === 'unclear' ? 1 : 0 }, (_, place) => ({ page: 1, start: place, end: place + 1 })) };
    });
    const runId = library.goThroughRuns.begin({ criterion: 'who?', scope: undefined, judge: 'a', anew: true });
    library.goThroughRuns.store(runId, given);
    const pathOf = ({ documentId }: StoredVerdict): string => library.documents.byId(documentId)?.path ?? '';
    const stretch = (offset: number, limit: number, verdict?: StoredVerdict['verdict'], quoted = false) => {
      const { verdicts, ...counts } = library.goThroughRuns.stretch(runId, { verdict, quoted, offset, limit });
      return { paths: verdicts.map(pathOf), ...counts };
    };
    expect(stretch(0, 10)).toEqual({ paths: ['/docs/1', '/docs/4', '/docs/3', '/docs/2', '/docs/0', '/docs/5'], total: 6, quotes: 5, quotedBefore: 0, quotesBefore: 0 });
    expect(stretch(2, 2)).toEqual({ paths: ['/docs/3', '/docs/2'], total: 6, quotes: 5, quotedBefore: 2, quotesBefore: 4 });
    expect(stretch(1, 5, 'no')).toEqual({ paths: ['/docs/5'], total: 2, quotes: 0, quotedBefore: 0, quotesBefore: 0 });
    expect(stretch(1, 5, undefined, true)).toEqual({ paths: ['/docs/4', '/docs/3'], total: 3, quotes: 5, quotedBefore: 1, quotesBefore: 2 });
    // What is given later, and what leaves the library, is listed at once.
    library.goThroughRuns.store(runId, given.slice(0, 1).map((verdict) => ({ ...verdict, verdict: 'yes' })));
    library.removals.begin('/docs/4');
    expect(stretch(0, 10, 'yes').paths).toEqual(['/docs/0', '/docs/1']);
  });
});
