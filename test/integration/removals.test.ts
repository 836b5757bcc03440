import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startEngine } from '../../electron/cli/startEngine.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { Status } from '../../electron/shared/schemas.ts';
import { noModels } from './runCarrel.ts';
import { useIngest } from './useIngest.ts';

// What a person takes out of the library: gone at once, back when taken back, gone for good once its time is over.
const at = useIngest();
const { long, short } = { long: 60_000, short: 300 };
const rows = async (): Promise<number> => await at.opened.index.countPassages();
const put = (): void => {
  at.put('keep.txt', 'keep');
  at.put('sub/a.txt', 'alpha');
  at.put('sub/b.txt', 'beta');
};

describe('what is removed', () => {
  it('is gone from search at once, and found again as soon as it is taken back, without being read again', async () => {
    put();
    await at.open({ undoMs: long });
    await at.indexAll();
    const read = at.count('reading');
    const removal = at.opened.ingest.removals.begin(at.docs);
    expect(removal).toMatchObject({ path: at.docs, documents: 3 });
    expect(at.opened.ingest.removals.list()).toEqual([removal]);
    expect([at.states(), await at.find('alpha'), at.opened.library.folders.list()]).toEqual([{}, [], []]);
    await at.opened.settle();
    expect(at.opened.ingest.removals.undo(removal.id)).toEqual(removal);
    expect(await at.find('alpha')).toEqual([join('sub', 'a.txt')]);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'keep.txt': 'indexed', [join('sub', 'a.txt')]: 'indexed', [join('sub', 'b.txt')]: 'indexed' });
    expect([at.opened.ingest.removals.list(), await rows(), at.count('reading')]).toEqual([[], 3, read]);
    expect(() => at.opened.ingest.removals.undo(removal.id)).toThrow('removal-over');
  });

  it('comes back with what changed on the disk meanwhile', async () => {
    put();
    await at.open({ undoMs: long });
    await at.indexAll();
    const { id } = at.opened.ingest.removals.begin(join(at.docs, 'sub'));
    at.put('sub/a.txt', 'gamma now');
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'keep.txt': 'indexed' });
    at.opened.ingest.removals.undo(id);
    await at.opened.settle();
    expect([await at.find('alpha'), await at.find('gamma'), await at.find('beta')]).toEqual([[], [join('sub', 'a.txt')], [join('sub', 'b.txt')]]);
  });

  it('goes for good by itself when its time is over', async () => {
    put();
    await at.open({ undoMs: short });
    await at.indexAll();
    const { id } = at.opened.ingest.removals.begin(join(at.docs, 'sub'));
    expect(at.opened.ingest.removals.list()).toHaveLength(1);
    await expect.poll(() => at.opened.ingest.removals.list(), { timeout: 10_000 }).toEqual([]);
    await at.opened.settle();
    expect([await rows(), at.opened.library.removals.list(), at.opened.library.garbage.count()]).toEqual([1, [], 0]);
    expect(() => at.opened.ingest.removals.undo(id)).toThrow('removal-over');
  });

  it('stays removed over a restart, and goes with it', async () => {
    put();
    await at.open({ undoMs: long });
    await at.indexAll();
    const { id } = at.opened.ingest.removals.begin(at.docs);
    await at.opened.close();
    await at.open({ undoMs: long, start: false });
    expect([at.states(), await at.find('alpha'), at.opened.ingest.removals.list()]).toEqual([{}, [], []]);
    expect(() => at.opened.ingest.removals.undo(id)).toThrow('removal-over');
    await at.opened.ingest.start();
    await at.opened.settle();
    expect([await rows(), at.opened.library.removals.list(), at.opened.library.passages.count()]).toEqual([0, [], 0]);
    await at.indexAll();
    expect(await at.find('alpha')).toEqual([join('sub', 'a.txt')]);
  });

  it('comes back when it is added again; a folder around it is added in its place', async () => {
    put();
    await at.open({ undoMs: long });
    const { id: folderId } = await at.opened.ingest.addFolder(join(at.docs, 'sub'));
    await at.opened.settle();
    const read = at.count('reading');
    at.opened.ingest.removals.begin(join(at.docs, 'sub'));
    expect(await at.opened.ingest.addFolder(join(at.docs, 'sub'))).toMatchObject({ id: folderId, documents: 2 });
    await at.opened.settle();
    expect([at.count('reading'), at.opened.ingest.removals.list()]).toEqual([read, []]);
    at.opened.ingest.removals.begin(join(at.docs, 'sub'));
    await at.indexAll();
    expect(at.opened.library.folders.list().map(({ path }) => path)).toEqual([at.docs]);
    expect([await at.find('alpha'), await rows()]).toEqual([[join('sub', 'a.txt')], 3]);
  });

  it('taken back, brings what was removed around it since', async () => {
    put();
    await at.open({ undoMs: long });
    await at.indexAll();
    const { removals } = at.opened.ingest;
    const [inner, whole] = [removals.begin(join(at.docs, 'sub')), removals.begin(at.docs)];
    expect([inner.documents, whole.documents]).toEqual([2, 1]);
    removals.undo(whole.id);
    expect(at.states()).toEqual({ 'keep.txt': 'indexed' });
    removals.begin(at.docs);
    removals.undo(inner.id);
    await at.opened.settle();
    expect(Object.keys(at.states())).toHaveLength(3);
    expect(removals.list()).toEqual([]);
  });
});

describe('an engine', () => {
  it('tells what can be taken back; a hold and an erasure take it back by themselves, and the log notes it', async () => {
    vi.stubEnv('CARREL_MODELS', noModels);
    put();
    const engine = startEngine({ profile: join(at.folder, 'profile'), calledAs: 'test' });
    try {
      const { client } = engine;
      for await (const event of client.index({ paths: [at.docs], wait: 'searchable' })) void event;
      const status = async (): Promise<Status> => await client.status({});
      const [sub, keep] = [join(at.docs, 'sub'), join(at.docs, 'keep.txt')];
      expect(await client.remove({ path: sub, undoable: true })).toEqual({ documents: 2 });
      const [removal] = (await status()).removals;
      expect(removal).toMatchObject({ path: sub, documents: 2 });
      expect([(await status()).documentsTotal, await client.search({ query: 'alpha' })]).toEqual([1, []]);
      expect(await client.undoRemoval({ id: removal?.id ?? 0 })).toEqual({ documents: 2 });
      expect([(await status()).removals, (await client.search({ query: 'alpha' })).length]).toEqual([[], 1]);
      const late = await client.undoRemoval({ id: removal?.id ?? 0 }).catch((error: unknown) => error);
      expect(late).toBeInstanceOf(AppError);
      expect(late).toMatchObject({ code: 'removal-over' });

      await client.remove({ path: at.docs, undoable: true });
      await client.setHold({ path: join(sub, 'a.txt'), held: true });
      expect((await status()).documentsTotal).toBe(3);
      await client.setHold({ path: join(sub, 'a.txt'), held: false });

      await client.remove({ path: keep, undoable: true });
      const certificates: number[] = [];
      for await (const event of client.erase({ path: keep, conversations: false })) if (event.type === 'certificate') certificates.push(event.certificate.documents);
      expect([certificates, (await status()).removals]).toEqual([[1], []]);
      const kinds = (await client.auditEntries({ limit: 100 })).map(({ kind }) => kind);
      expect(kinds.filter((kind) => /^remov/.test(kind))).toEqual(['removed', 'removal-undone', 'removed', 'removed']);
    } finally {
      await engine.close();
      vi.unstubAllEnvs();
    }
  });
});
