import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/shared/AppError.ts';
import { FakeEmbedder, fakeSpec, fakeVectors, type EmbedderClient } from '../fakes/embedder.ts';
import { fakeReader, openIngest, type OpenedIngest, type OpenIngestOptions } from '../fakes/openIngest.ts';

const sentence = (n: number): string => `Sentence ${n} about ${['apples', 'bread', 'clouds', 'doors'][n % 4]} and number ${n * 37}.`;

describe('meaning search in the background', () => {
  let folder: string;
  let docs: string;
  let opened: OpenedIngest;
  let phases: string[];

  const put = (name: string, pages: readonly string[]): void => { writeFileSync(join(docs, name), pages.join('\f')); };
  const open = async (options: Partial<OpenIngestOptions> = {}): Promise<OpenedIngest> => {
    opened = await openIngest({ folder: join(folder, 'library'), reader: fakeReader, readers: 1, onPhase: (phase) => phases.push(phase), ...options });
    return opened;
  };
  const vectorIds = async (embedder: string): Promise<number[]> => (await Array.fromAsync(opened.index.vectorIds(embedder))).flat().sort((a, b) => a - b);
  const nearest = async (text: string, embedder: string): Promise<string> => {
    const vector = fakeVectors(text, embedder)[0]?.vector ?? new Float32Array();
    const [best] = await opened.index.searchVectors(embedder, vector, { limit: 1, filter: null });
    return opened.library.passages.byIds(best === undefined ? [] : [best.id])[0]?.text ?? '';
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-meaning-'));
    docs = join(folder, 'documents');
    mkdirSync(docs);
    phases = [];
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves documents searchable where there is no embedder, and says nothing is left to do', async () => {
    put('a.txt', [sentence(1)]);
    await open({ client: null });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    expect(opened.library.documents.byState()).toEqual({ searchable: 1 });
    expect(opened.library.vectorsShare(null)).toBe(0);
  });

  it('embeds what was indexed before there was an embedder', async () => {
    put('a.txt', [sentence(1), sentence(2)]);
    await open({ client: null });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    await opened.close();
    await open();
    await opened.settle('indexed');
    expect(opened.library.documents.byState()).toEqual({ indexed: 1 });
    expect(await nearest(sentence(2), 'fake-embedder')).toBe(sentence(2));
  });

  it('gives long passages several vectors and embeds nothing twice', async () => {
    put('a.txt', Array.from({ length: 40 }, (_, n) => sentence(n)));
    put('long.txt', [Array.from({ length: 170 }, (_, n) => `w${n}`).join(' ')]);
    const embedder = new FakeEmbedder();
    await open({ client: embedder.client });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    await opened.ingest.rescan(1);
    await opened.settle('indexed');
    expect(embedder.texts).toHaveLength(opened.library.passages.count());
    expect(new Set(embedder.texts).size).toBe(embedder.texts.length);
    const parts = embedder.texts.reduce((sum, text) => sum + fakeVectors(text, 'fake-embedder').length, 0);
    expect(parts).toBeGreaterThan(embedder.texts.length);
    expect(await vectorIds('fake-embedder')).toHaveLength(parts);
    // The file's name stands in front of what is embedded, never in what is stored.
    expect(embedder.texts.every((text) => /^(?:a|long)\b/.test(text))).toBe(true);
  });

  it('takes up where it was stopped: what was committed stays, nothing is doubled', async () => {
    put('a.txt', Array.from({ length: 900 }, (_, n) => sentence(n)));
    const slow = new FakeEmbedder({ delayMs: 1 });
    await open({ client: slow.client });
    await opened.ingest.addFolder(docs);
    await expect.poll(() => opened.library.vectorsShare('fake-embedder'), { interval: 20, timeout: 20_000 }).toBeGreaterThan(0.2);
    await opened.close();
    const done = slow.texts.length;
    expect(done).toBeLessThan(900);
    const rest = new FakeEmbedder();
    await open({ client: rest.client });
    await opened.settle('indexed');
    expect(done + rest.texts.length).toBe(900);
    expect(await vectorIds('fake-embedder')).toEqual(opened.library.indexRows.liveIds(0, 10_000));
  });

  it('undoes vectors that were added but never committed', async () => {
    put('a.txt', Array.from({ length: 30 }, (_, n) => sentence(n)));
    await open({ client: null });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    const ids = opened.library.indexRows.liveIds(0, 10);
    const content = opened.library.documents.all()[0]?.contentId ?? 0;
    opened.index.setRotation('fake-embedder', opened.library.rotations.get('fake-embedder', 32), 32);
    await opened.index.addVectors('fake-embedder', ids.map((id) => ({ id, part: 0, contentId: content, folderId: 1, vector: fakeVectors('stray', 'fake-embedder')[0]?.vector ?? new Float32Array() })));
    await opened.close();
    await open();
    await opened.settle('indexed');
    expect(await vectorIds('fake-embedder')).toEqual(opened.library.indexRows.liveIds(0, 100));
    expect(await nearest(sentence(3), 'fake-embedder')).toBe(sentence(3));
  });

  it('makes committed vectors that are missing again', async () => {
    put('a.txt', Array.from({ length: 30 }, (_, n) => sentence(n)));
    put('b.txt', Array.from({ length: 30 }, (_, n) => sentence(n + 100)));
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    const content = opened.library.documents.byPath(join(docs, 'b.txt'))?.contentId ?? 0;
    await opened.index.deleteVectors('fake-embedder', { contentId: content, afterId: 0 });
    expect(await vectorIds('fake-embedder')).toHaveLength(30);
    await opened.close();
    const embedder = new FakeEmbedder();
    await open({ client: embedder.client });
    await opened.settle('indexed');
    expect(embedder.texts).toHaveLength(30);
    expect(await vectorIds('fake-embedder')).toEqual(opened.library.indexRows.liveIds(0, 100));
    expect(opened.library.documents.byState()).toEqual({ indexed: 2 });
  });

  it('changes the embedder: builds beside the old one, which is searched until the new one has everything, then drops it', async () => {
    put('a.txt', Array.from({ length: 200 }, (_, n) => sentence(n)));
    const embedder = new FakeEmbedder();
    await open({ client: embedder.client });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    const during: { inUse: string | null; isFound: boolean }[] = [];
    const stop = opened.ingest.onChange(() => {
      const inUse = opened.library.settings.get('embedder');
      void opened.index.hasVectors('fake-embedder').then((isFound) => { if (opened.library.settings.get('embedder') === inUse) during.push({ inUse, isFound }); });
    });
    await opened.ingest.switchEmbedder(fakeSpec('fake-second'));
    expect(opened.library.settings.get('nextEmbedder')).toBe('fake-second');
    await opened.settle('indexed');
    stop();
    expect(during.filter(({ inUse, isFound }) => inUse === 'fake-embedder' && !isFound)).toEqual([]);
    expect(opened.library.settings.get('embedder')).toBe('fake-second');
    expect(opened.library.settings.get('nextEmbedder')).toBeNull();
    expect(await opened.index.hasVectors('fake-embedder')).toBe(false);
    expect(embedder.loaded).toEqual(new Set(['fake-second']));
    expect(opened.library.documents.byState()).toEqual({ indexed: 1 });
    expect(await nearest(sentence(7), 'fake-second')).toBe(sentence(7));
  });

  it('goes on changing the embedder after a restart, and gives it up when the old one is chosen again', async () => {
    put('a.txt', Array.from({ length: 600 }, (_, n) => sentence(n)));
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    await opened.close();
    const slow = new FakeEmbedder({ delayMs: 1 });
    await open({ client: slow.client });
    await opened.ingest.switchEmbedder(fakeSpec('fake-second'));
    await expect.poll(() => opened.library.vectorsShare('fake-second'), { interval: 20, timeout: 20_000 }).toBeGreaterThan(0.2);
    await opened.close();
    const rest = new FakeEmbedder();
    await open({ client: rest.client });
    await opened.settle('indexed');
    expect(opened.library.settings.get('embedder')).toBe('fake-second');
    expect(rest.texts.length).toBeLessThan(600);
    await opened.ingest.switchEmbedder(fakeSpec('fake-third'));
    await opened.ingest.switchEmbedder(fakeSpec('fake-second'));
    await opened.settle('indexed');
    expect(opened.library.settings.get('embedder')).toBe('fake-second');
    expect(opened.library.settings.get('nextEmbedder')).toBeNull();
    expect(await opened.index.hasVectors('fake-third')).toBe(false);
  });

  it('keeps an embedder on trial beside the one in use, over restarts and with new documents, until it is taken or given up', async () => {
    put('a.txt', Array.from({ length: 60 }, (_, n) => sentence(n)));
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    await opened.ingest.switchEmbedder(fakeSpec('fake-second'), { onTrial: true });
    await opened.settle('indexed');
    expect(opened.library.vectorsShare('fake-second')).toBe(1);
    await opened.close();
    put('b.txt', Array.from({ length: 30 }, (_, n) => sentence(100 + n)));
    await open();
    await opened.settle('indexed');
    expect([opened.library.settings.get('embedder'), opened.library.settings.get('nextEmbedder')]).toEqual(['fake-embedder', 'fake-second']);
    for (const id of ['fake-embedder', 'fake-second']) expect(await nearest(sentence(107), id)).toBe(sentence(107));

    await opened.ingest.switchEmbedder(fakeSpec('fake-embedder'));
    await opened.settle('indexed');
    expect(opened.library.settings.get('nextEmbedder')).toBeNull();
    expect(await opened.index.hasVectors('fake-second')).toBe(false);

    await opened.ingest.switchEmbedder(fakeSpec('fake-second'), { onTrial: true });
    await opened.settle('indexed');
    expect(opened.library.settings.get('embedder')).toBe('fake-embedder');
    await opened.ingest.switchEmbedder(fakeSpec('fake-second'));
    await opened.settle('indexed');
    expect([opened.library.settings.get('embedder'), opened.library.settings.get('nextEmbedder')]).toEqual(['fake-second', null]);
    expect(await opened.index.hasVectors('fake-embedder')).toBe(false);
  });

  it('leaves a text that kills the models process without a vector and goes on', async () => {
    put('a.txt', Array.from({ length: 40 }, (_, n) => (n === 11 ? 'poison here' : sentence(n))));
    const embedder = new FakeEmbedder({ killedBy: (text) => text.includes('poison') });
    await open({ client: embedder.client });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    expect(embedder.crashes).toBe(3);
    expect(opened.library.documents.byState()).toEqual({ indexed: 1 });
    expect(await vectorIds('fake-embedder')).toHaveLength(39);
  });

  it('gives up on an embedder that dies of everything, says why, and documents stay searchable', async () => {
    put('a.txt', Array.from({ length: 40 }, (_, n) => sentence(n)));
    await open({ client: new FakeEmbedder({ killedBy: () => true }).client });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    expect(opened.library.documents.byState()).toEqual({ searchable: 1 });
    expect(opened.library.vectorsShare('fake-embedder')).toBe(0);
    expect(opened.ingest.embeddingBlockedBy('fake-embedder')).toMatchObject({ code: 'models-crashed' });
  });

  it('waits for an embedder that cannot be loaded until it is told to try again', async () => {
    put('a.txt', [sentence(1)]);
    const embedder = new FakeEmbedder();
    let isMissing = true;
    const client: EmbedderClient = {
      ...embedder.client,
      loadEmbedder: async (spec) => {
        if (isMissing) throw new AppError('model-missing', { id: spec.id });
        return await embedder.client.loadEmbedder(spec);
      },
    };
    await open({ client });
    await opened.ingest.addFolder(docs);
    await opened.settle('indexed');
    expect(opened.library.documents.byState()).toEqual({ searchable: 1 });
    isMissing = false;
    opened.ingest.resume();
    await opened.settle('indexed');
    expect(opened.library.documents.byState()).toEqual({ indexed: 1 });
  });

  it('does not bring back vectors of what was removed while they were made', async () => {
    put('a.txt', Array.from({ length: 300 }, (_, n) => sentence(n)));
    put('b.txt', Array.from({ length: 20 }, (_, n) => sentence(n + 1_000)));
    await open({ client: new FakeEmbedder({ delayMs: 2 }).client });
    await opened.ingest.addFolder(docs);
    await opened.settle('searchable');
    await new Promise((resolve) => { setTimeout(resolve, 150); });
    await opened.ingest.removals.remove(join(docs, 'a.txt'));
    await opened.settle('indexed');
    expect(await vectorIds('fake-embedder')).toEqual(opened.library.indexRows.liveIds(0, 1_000));
    expect(opened.library.passages.count()).toBe(20);
  });
});
