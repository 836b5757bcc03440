import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analysisVersion } from '../../electron/engine/analyse.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { useIngest, words } from './useIngest.ts';

describe('ingest over stops, restarts and damage', () => {
  const at = useIngest();

  it('M9: reads nothing again when nothing changed, over restarts too', async () => {
    for (let n = 0; n < 20; n += 1) at.put(`f${n}.txt`, words(n, 50));
    await at.open();
    await at.indexAll();
    const before = { states: at.states(), passages: at.opened.library.passages.count() };
    at.phases.length = 0;
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    await at.opened.close();
    await at.open();
    await at.opened.settle();
    expect({ states: at.states(), passages: at.opened.library.passages.count() }).toEqual(before);
    expect(at.count('reading') + at.count('group-live') + at.count('embedding') + at.count('rebuilding') + at.count('sweeping')).toBe(0);
  });

  it('holds still while paused, over a restart too, and goes on afterwards', async () => {
    for (let n = 0; n < 10; n += 1) at.put(`f${n}.txt`, `#!slow 20\n${words(n, 30)}`);
    await at.open();
    at.opened.ingest.pause();
    await at.opened.ingest.addFolder(at.docs);
    await new Promise((resolve) => { setTimeout(resolve, 700); });
    expect(at.opened.ingest.activity().phase).toBe('paused');
    expect(at.opened.library.passages.count()).toBe(0);
    await at.opened.close();
    await at.open();
    expect(at.opened.ingest.activity().phase).toBe('paused');
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    expect(at.opened.library.passages.count()).toBe(0);
    at.opened.ingest.resume();
    await at.opened.settle();
    expect(at.opened.library.documents.byState()).toEqual({ indexed: 10 });
  });

  it('discards what a stop left half done and reads it again', async () => {
    at.put('slow.txt', `#!slow 30\n${Array.from({ length: 60 }, (_, page) => words(page, 30)).join('\f')}`);
    await at.open({ limits: { documents: 256, passages: 2_000, ms: 200 } });
    await at.opened.ingest.addFolder(at.docs);
    while (at.count('group-live') < 2) await new Promise((resolve) => { setTimeout(resolve, 50); });
    await at.opened.close();
    await at.open();
    await at.opened.settle();
    expect(at.states()).toEqual({ 'slow.txt': 'indexed' });
    expect(at.opened.library.documents.totals(null)).toMatchObject({ documents: 1, pages: 60 });
    expect((await Array.fromAsync(at.opened.index.passageIds())).flat().length).toBe(at.opened.library.passages.count());
  });

  it('R5: builds a missing index anew from the library, words and vectors', async () => {
    for (let n = 0; n < 30; n += 1) at.put(`f${n}.txt`, `Number ${n}. ${words(n, 30)}`);
    await at.open();
    await at.indexAll();
    await at.opened.close();
    rmSync(join(at.folder, 'library', 'index'), { recursive: true });
    at.phases.length = 0;
    await at.open();
    await at.opened.settle();
    expect(await at.find('number')).toHaveLength(30);
    expect((await Array.fromAsync(at.opened.index.vectorIds('fake-embedder'))).flat().length).toBe(30);
    expect(at.opened.library.vectorsShare('fake-embedder')).toBe(1);
    expect(at.count('reading')).toBe(0);
    expect(at.count('rebuilding')).toBe(1);
  });

  it('R5: builds a damaged index anew from the library', async () => {
    for (let n = 0; n < 30; n += 1) at.put(`f${n}.txt`, `Number ${n}. ${words(n, 30)}`);
    await at.open();
    await at.indexAll();
    await at.opened.close();
    const data = join(at.folder, 'library', 'index', 'passages.lance', 'data');
    for (const name of readdirSync(data)) truncateSync(join(data, name), 100);
    await at.open();
    await at.opened.settle();
    expect(await at.find('number')).toHaveLength(30);
    expect(at.states()['f0.txt']).toBe('indexed');
  });

  it('counts words anew when a newer version makes other terms of them', async () => {
    at.put('vertrag.txt', 'Die Kündigungsfrist des Vertrages ist nicht verlängert worden.');
    await at.open();
    await at.indexAll();
    const terms = ['kundigungsfrist', 'frist', 'vertrag', 'worden'];
    const counted = at.opened.library.vocabulary.frequencies(terms);
    expect(counted).toEqual(new Map(terms.map((term) => [term, 1])));
    at.opened.library.settings.set('analysisVersion', 1);
    await at.opened.close();
    await at.open();
    await at.opened.settle();
    expect(at.opened.library.vocabulary.frequencies(terms)).toEqual(counted);
    expect(at.opened.library.settings.get('analysisVersion')).toBe(analysisVersion);
    expect(await at.find('frist')).toEqual(['vertrag.txt']);
  });

  it('sweeps rows nothing knows when they are more than a tenth', async () => {
    for (let n = 0; n < 20; n += 1) at.put(`f${n}.txt`, words(n, 30));
    await at.open();
    await at.indexAll();
    await at.opened.index.addPassages(Array.from({ length: 5 }, (_, at) => ({ id: 1_000_000 + at, contentId: 999, folderId: 1, terms: ['stray'] })));
    await at.opened.close();
    await at.open();
    await at.opened.settle();
    expect(at.count('sweeping')).toBe(1);
    expect((await Array.fromAsync(at.opened.index.passageIds())).flat().length).toBe(20);
  });

  it('R6: tells whoever waits of a full disk, and goes on by itself once there is room', async () => {
    at.put('a.txt', 'alpha');
    await at.open({ start: false });
    const add = at.opened.index.addPassages.bind(at.opened.index);
    let isFull = true;
    at.opened.index.addPassages = async (rows) => {
      if (isFull) throw new AppError('disk-full', {});
      await add(rows);
    };
    await at.opened.ingest.start();
    await at.opened.ingest.addFolder(at.docs);
    await expect(at.opened.settle()).rejects.toMatchObject({ code: 'disk-full' });
    isFull = false;
    await expect.poll(() => at.states()['a.txt'], { timeout: 15_000 }).toBe('indexed');
    expect(await at.find('alpha')).toEqual(['a.txt']);
    expect((await Array.fromAsync(at.opened.index.passageIds())).flat()).toHaveLength(1);
  });

  it('rejects whoever waits when it is stopped', async () => {
    at.put('slow.txt', `#!slow 1000${'\fpage'.repeat(20)}`);
    await at.open();
    await at.opened.ingest.addFolder(at.docs);
    const waiting = expect(at.opened.settle()).rejects.toMatchObject({ code: 'engine-stopped' });
    await at.opened.ingest.stop();
    await waiting;
    await expect(at.opened.ingest.settled('searchable', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
