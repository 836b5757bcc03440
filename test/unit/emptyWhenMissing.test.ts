import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyWhenMissing } from '../../electron/shared/emptyWhenMissing.ts';

describe('emptyWhenMissing', () => {
  it('forgives what is not there, and nothing else', async () => {
    expect(await readdir(join(tmpdir(), 'carrel-never-made')).catch(emptyWhenMissing)).toEqual([]);
    await expect(readFile(tmpdir()).catch(emptyWhenMissing)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(() => emptyWhenMissing(new Error('ENOENT'))).toThrow('ENOENT');
  });
});
