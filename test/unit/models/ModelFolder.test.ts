import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelFiles } from '../../../electron/models/ModelFiles.ts';
import { ModelFolder } from '../../../electron/models/ModelFolder.ts';

let root = '';
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'carrel-model-folder-')); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

describe('a folder of models', () => {
  it('that is not there has none, and nothing is wrong', () => {
    const folder = new ModelFolder(join(root, 'never'));
    expect(folder.ofSize(3)).toEqual([]);
    expect(folder.unreadable).toEqual([]);
  });

  it('finds by size what lies in it, three levels deep', () => {
    mkdirSync(join(root, 'a', 'b', 'c'), { recursive: true });
    writeFileSync(join(root, 'a', 'one.gguf'), 'abc');
    writeFileSync(join(root, 'a', 'b', 'two.gguf'), 'def');
    writeFileSync(join(root, 'a', 'b', 'c', 'three.gguf'), 'ghi');
    expect(new ModelFolder(root).ofSize(3)).toEqual([join(root, 'a', 'b', 'two.gguf'), join(root, 'a', 'one.gguf')]);
  });

  // Rights do not stop root, whom tests may run as: a file where a folder should be, and a link to itself, cannot be listed by anybody.
  it('that cannot be looked into is named, and is no empty one', () => {
    const file = join(root, 'a file');
    writeFileSync(file, 'abc');
    expect(new ModelFolder(file).unreadable).toEqual([file]);
    const loop = join(root, 'loop');
    symlinkSync(loop, loop);
    const files = new ModelFiles({ folders: { writable: join(root, 'own'), readOnly: [loop, join(root, 'never')] } });
    expect(files.unreadable).toEqual([loop]);
  });
});
