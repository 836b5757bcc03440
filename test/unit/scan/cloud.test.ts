import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scan, type ScanEvent } from '../../../electron/engine/scan.ts';
import { isInCloud, isPlaceholder, nameBehindPlaceholder } from '../../../electron/engine/scan/cloud.ts';

const signal = new AbortController().signal;

describe('placeholders of files that are with a cloud provider', () => {
  let folder: string;
  const put = (name: string, content = 'text'): string => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  /** A size and nothing allocated, as placeholders are. */
  const putPlaceholder = (name: string, sizeBytes = 90_000): string => {
    const path = put(name, '');
    truncateSync(path, sizeBytes);
    return path;
  };
  const look = async (platform: NodeJS.Platform, only?: readonly string[]): Promise<{ files: string[]; skipped: Record<string, string> }> => {
    const events: ScanEvent[] = await Array.fromAsync(scan(folder, { signal, platform, ...(only === undefined ? {} : { only }) }));
    return {
      files: events.flatMap((event) => (event.type === 'files' ? event.files.map(({ path }) => path.slice(folder.length + 1)) : [])).sort(),
      skipped: Object.fromEntries(events.flatMap((event) => (event.type === 'unusable' ? [[event.file.path.slice(folder.length + 1), `${event.state} ${event.reason.code}`]] : []))),
    };
  };

  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-cloud-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it.skipIf(process.platform === 'win32').each(['darwin', 'win32'] as const)('are skipped on %s with their reason, also behind a link; what is here is read', async (platform) => {
    put('here.txt');
    putPlaceholder('sub/away.docx');
    const outside = mkdtempSync(join(tmpdir(), 'carrel-outside-'));
    writeFileSync(join(outside, 'far.pdf'), '');
    truncateSync(join(outside, 'far.pdf'), 90_000);
    symlinkSync(join(outside, 'far.pdf'), join(folder, 'link.pdf'));
    expect(await look(platform)).toEqual({ files: ['here.txt'], skipped: { 'sub/away.docx': 'skipped file-in-cloud', 'link.pdf': 'skipped file-in-cloud' } });
    rmSync(outside, { recursive: true });
  });

  it.skipIf(process.platform !== 'linux')('are only sparse files on Linux, and read', async () => {
    const path = putPlaceholder('sparse.txt');
    expect(await look('linux')).toEqual({ files: ['sparse.txt'], skipped: {} });
    expect(await isInCloud(path, 'linux')).toBe(false);
    expect(await isInCloud(path, 'darwin')).toBe(true);
    expect(await isInCloud(folder, 'darwin')).toBe(false);
    expect(await isInCloud(join(folder, 'not there'), 'darwin')).toBe(false);
  });

  it('are told by a size with nothing allocated; empty files are not, nor what NTFS keeps in its table of files', () => {
    expect(isPlaceholder({ size: 10n, blocks: 0n }, 'darwin')).toBe(true);
    expect(isPlaceholder({ size: 0n, blocks: 0n }, 'darwin')).toBe(false);
    expect(isPlaceholder({ size: 10n, blocks: 8n }, 'darwin')).toBe(false);
    expect(isPlaceholder({ size: 700n, blocks: 0n }, 'win32')).toBe(false);
    expect(isPlaceholder({ size: 70_000n, blocks: 0n }, 'win32')).toBe(true);
    expect(isPlaceholder({ size: 70_000n, blocks: 8n }, 'win32')).toBe(false);
  });

  it('of older iCloud Drive stand under the name of the file they hide', async () => {
    put('sub/.Report 2023.pdf.icloud', 'bplist00');
    put('.both.txt.icloud', 'bplist00');
    put('both.txt');
    put('..hidden.txt.icloud', 'bplist00');
    put('.icloud', 'x');
    put('named.icloud', 'x');
    const seen = { files: ['both.txt', 'named.icloud'], skipped: { 'sub/Report 2023.pdf': 'skipped file-in-cloud' } };
    expect(await look('darwin')).toEqual(seen);
    expect(await look('linux')).toEqual(seen);
    // The system tells of the file that went, not of the placeholder that came.
    expect(await look('darwin', [join(folder, 'sub', 'Report 2023.pdf')])).toEqual({ files: [], skipped: { 'sub/Report 2023.pdf': 'skipped file-in-cloud' } });
    expect(nameBehindPlaceholder('.Report 2023.pdf.icloud')).toBe('Report 2023.pdf');
    expect(nameBehindPlaceholder('Report.icloud')).toBeNull();
  });
});
