import { copyFileSync, openSync, closeSync, readFileSync, readSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditorReport } from '../../electron/shared/reportContract.ts';
import { unpacked } from './packaged.ts';
import { commandLine, runAs } from './runCarrel.ts';
import { usePackageCopy } from './usePackageCopy.ts';
import { noPackage, say } from './whyNot.ts';

say(noPackage);

describe.skipIf(noPackage !== null)('what the package holds', () => {
  const copy = usePackageCopy();
  const archive = (folder: string): string => join(folder, 'resources', 'app.asar');

  async function hashes(): Promise<ReadonlyMap<string, string>> {
    const { code, out, err } = await runAs(copy.user, [...commandLine(copy.folder), 'doctor', '--report', '--json']);
    expect(code, err).toBe(0);
    return new Map(AuditorReport.parse(JSON.parse(out)).binaries.map(({ path, sha256 }) => [path, sha256]));
  }

  it('E34: no development server, no address of this machine, no map of its sources', () => {
    const bytes = readFileSync(archive(unpacked));
    // The list of its files is JSON at the start, the files follow as they are.
    expect(bytes.includes('index.html')).toBe(true);
    expect(bytes.includes('Content-Security-Policy')).toBe(true);
    for (const trace of ['sourceMappingURL', 'sourcesContent', '.js.map"', '.css.map"', '@vite/client', 'import.meta.hot', 'localhost', '127.0.0.1']) expect(bytes.includes(trace), trace).toBe(false);
  });

  it('E8 (Linux, evidence alone): one byte changed in the archive of the window shows in the auditor’s report', async () => {
    const before = await hashes();
    expect([...before.keys()]).toEqual(expect.arrayContaining(['runtime', '../app.asar', '../../carrel']));
    flipByte(archive(copy.folder), 10_000);
    const after = await hashes();
    expect([...after].filter(([path, sha256]) => before.get(path) !== sha256).map(([path]) => path)).toEqual(['../app.asar']);
    expect(after.size).toBe(before.size);
  });
});

/** In a file of its own: the copy shares its files with the package it is of. */
function flipByte(path: string, at: number): void {
  copyFileSync(path, `${path}.changed`);
  const file = openSync(`${path}.changed`, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
  closeSync(file);
  renameSync(`${path}.changed`, path);
}
