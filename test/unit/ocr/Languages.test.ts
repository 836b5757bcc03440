import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { Languages } from '../../../electron/ocr/Languages.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-languages-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('Languages', () => {
  it('come with Carrel', async () => {
    const languages = new Languages(join(folder, 'none'));
    expect(await languages.list()).toEqual(['eng', 'deu', 'fra']);
    for (const language of ['eng', 'deu', 'fra', 'osd']) expect((await languages.read(language)).length).toBeGreaterThan(500_000);
    await expect(languages.read('xyz')).rejects.toMatchObject({ code: 'model-missing', details: { id: 'xyz' } });
  });

  it('are not taken for none where they cannot be looked for', async () => {
    const file = join(folder, 'no folder');
    writeFileSync(file, '');
    await expect(new Languages(file).list()).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('are added by laying a file into a folder', async () => {
    writeFileSync(join(folder, 'spa.traineddata'), 'spanish');
    writeFileSync(join(folder, 'ita.traineddata.gz'), gzipSync('italian'));
    writeFileSync(join(folder, 'notes.txt'), 'not a language');
    const languages = new Languages(folder);
    expect(await languages.list()).toEqual(['eng', 'deu', 'fra', 'ita', 'spa']);
    expect(Buffer.from(await languages.read('ita')).toString()).toBe('italian');
    expect(Buffer.from(await languages.read('spa')).toString()).toBe('spanish');
  });
});
