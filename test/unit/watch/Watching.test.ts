import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watching } from '../../../electron/engine/watch/Watching.ts';

type Walk = { readonly folderId: number; readonly only: readonly string[] | undefined };

describe('Watching', () => {
  let root = '';
  let walks: Walk[] = [];
  let watching: Watching;
  const folder = () => ({ id: 1, path: root, name: 'docs', away: false, paused: false, lastScanMs: null, documents: 0, byState: {} });
  const open = (options: { maxFolders?: number; isNetwork?: boolean } = {}): void => {
    watching = new Watching({
      library: { folders: { list: () => [folder()] } as never }, leaveOut: [], walk: (folderId, only) => walks.push({ folderId, only }), onChange: () => undefined,
      maxFolders: options.maxFolders ?? 100, isNetwork: () => Promise.resolve(options.isNetwork ?? false),
    });
  };
  const walkAll = async (paths: readonly string[]): Promise<void> => {
    const walk = await watching.begin(folder(), undefined);
    for (const path of paths) walk.onFolder(path, `identity of ${path}`);
    walk.end({ away: false });
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'carrel-watch-'));
    mkdirSync(join(root, 'inside'));
    walks = [];
  });
  afterEach(() => {
    vi.useRealTimers();
    watching.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('has walked what changed in the folders it was shown', async () => {
    open();
    await walkAll([root, join(root, 'inside')]);
    expect(watching.kindOf(1)).toBe('live');
    writeFileSync(join(root, 'inside', 'a.txt'), 'a');
    writeFileSync(join(root, 'inside', '.hidden'), 'a');
    await expect.poll(() => walks, { timeout: 10_000 }).toEqual([{ folderId: 1, only: [join(root, 'inside', 'a.txt')] }]);
  });

  it('looks through now and then what it may not watch, and tries again later', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    open({ maxFolders: 1 });
    await walkAll([root, join(root, 'inside')]);
    expect(watching.kindOf(1)).toBe('limited');
    vi.advanceTimersByTime(50_000);
    expect(walks).toEqual([]);
    vi.advanceTimersByTime(30_000);
    expect(walks).toEqual([{ folderId: 1, only: undefined }]);
    await walkAll([root]);
    expect(watching.kindOf(1)).toBe('limited');
    vi.advanceTimersByTime(11 * 60_000);
    await walkAll([root]);
    expect(watching.kindOf(1)).toBe('live');
  });

  it('looks through folders of other machines every 15 minutes, and never watches them', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    open({ isNetwork: true });
    await walkAll([root]);
    expect(watching.kindOf(1)).toBe('network');
    vi.advanceTimersByTime(14 * 60_000);
    expect(walks).toEqual([]);
    vi.advanceTimersByTime(2 * 60_000);
    expect(walks).toEqual([{ folderId: 1, only: undefined }]);
  });
});
