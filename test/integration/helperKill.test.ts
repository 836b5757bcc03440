import { describe, expect, it } from 'vitest';
import { KillableEngine } from './KillableEngine.ts';
import { smallFolderCounts } from './smallFolder.ts';

// Killing a reader costs the documents in hand at most; the engine notices no more than that. The models process: test/models.
const notes = 150;

describe.skipIf(process.platform === 'win32')('killing a reader while indexing', () => {
  it('R15, M4: costs the documents in hand at most, and the engine goes on', async () => {
    await using engine = new KillableEngine(notes);
    const indexing = engine.index('searchable');
    const killed = await engine.killWhile('reader', indexing, { everyMs: 150, most: 6 });
    expect(killed).toBeGreaterThan(0);
    const { documents, problems } = await indexing;
    const lost = problems.filter(({ reason }) => reason?.code === 'reader-crashed');
    expect(lost.length).toBeLessThanOrEqual(killed);
    expect(documents.indexed + lost.length).toBe(notes + smallFolderCounts.indexed);
    expect(documents.skipped).toBe(smallFolderCounts.skipped);
    expect((await engine.client.search({ query: 'notice period warehouse', limit: 1 }))[0]?.path).toContain('rental.txt');
  });
});
