import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realReader } from '../fakes/openIngest.ts';
import { hostileArchives } from '../fixtures/hostile/archives.ts';
import { hostileMarkup } from '../fixtures/hostile/markup.ts';
import { hostilePdfs } from '../fixtures/hostile/pdfs.ts';
import { fixture } from '../fixtures/readAll.ts';
import { useIngest } from './useIngest.ts';

/** Those that are small on disk and quick. */
const quick = [...hostileArchives, ...hostileMarkup, ...hostilePdfs].filter(({ name }) => ['itself.zip', 'names.zip', 'nested.zip', 'laughs.docx', 'outside.odt', 'strings.xlsx', 'junk.eml', 'nul.txt', 'loop.pdf', 'length.pdf', 'jbig2.pdf'].includes(name));

describe('hostile files in a library', () => {
  const at = useIngest();

  it('M6, M9: indexed three times change nothing, and the library is whole', async () => {
    for (const { name, bytes } of quick) writeFileSync(at.put(name, ''), bytes());
    at.put('clean.txt', 'The quay is closed.');
    await at.open({ reader: realReader });
    await at.indexAll();
    const first = at.states();
    expect(Object.keys(first)).toHaveLength(quick.length + 1);
    for (const { name, ends } of quick) expect(first[name], name).toBe(ends);
    const found = await at.find('quay');
    expect(found).toContain('clean.txt');
    for (const _time of [2, 3]) {
      await at.opened.ingest.rescan(1);
      await at.opened.settle();
      expect(at.states()).toEqual(first);
      expect(await at.find('quay')).toEqual(found);
    }
    expect(await at.opened.library.check()).toEqual([]);
  });

  it('M9: one that was damaged is read once it is mended, without a restart', async () => {
    const whole = readFileSync(fixture('minutes.docx'));
    const path = at.put('minutes.docx', '');
    writeFileSync(path, whole.subarray(0, 700));
    await at.open({ reader: realReader });
    await at.indexAll();
    expect(at.states()).toEqual({ 'minutes.docx': 'failed file-damaged' });
    writeFileSync(path, whole);
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'minutes.docx': 'indexed' });
    expect(await at.find('budget')).toEqual(['minutes.docx']);
  });
});
