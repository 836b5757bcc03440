import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Library } from '../../../electron/engine/library/Library.ts';
import { addDocument, makeFolder } from '../library/testLibrary.ts';

describe('a changed byte of the database', () => {
  it('D4: is detected wherever it is: the file does not open, or its check names damage', async () => {
    const folder = await makeFolder();
    const key = Buffer.alloc(32, 9);
    const library = await Library.open({ folder, key });
    const { id } = library.folders.add('/d');
    for (let at = 0; at < 40; at += 1) addDocument(library, id, `/d/${at}.txt`, [`Document ${at} says this. ${'And some more of it. '.repeat(40)}`]);
    library.checkpoint();
    await library.close();
    const path = join(folder, 'library.db');
    const whole = await readFile(path);
    const offsets = [3, 17, 100, 4_000, 5_000, ...Array.from({ length: 12 }, (_, at) => 8_192 + at * Math.floor((whole.length - 9_000) / 12))];
    for (const offset of offsets) {
      const file = await open(path, 'r+');
      await file.write(Buffer.from([(whole[offset] ?? 0) ^ 1]), 0, 1, offset);
      await file.close();
      const found = await Library.open({ folder, key }).then(async (damaged) => await damaged.check().finally(() => damaged.close()), (error: unknown) => [(error as { code: string }).code]);
      expect(found, `byte ${offset} of ${whole.length}`).not.toEqual([]);
      for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
      const mended = await open(path, 'r+');
      await mended.write(whole, 0, whole.length, 0);
      await mended.close();
    }
    const again = await Library.open({ folder, key });
    expect(await again.check()).toEqual([]);
    await again.close();
  });
});
