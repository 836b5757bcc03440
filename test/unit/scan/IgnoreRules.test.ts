import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsGlob, parseGlobs } from '../../../electron/shared/globs.ts';
import { IgnoreRules } from '../../../electron/engine/scan/IgnoreRules.ts';
import { scan } from '../../../electron/engine/scan.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
const fits = (glob: string, path: string): boolean => parseGlobs(glob).some((one) => fitsGlob(one, path.split('/')));

function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-ignore-'));
  return work(folder).finally(() => { rmSync(folder, { recursive: true, force: true }); });
}

function put(folder: string, name: string, content = 'text'): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

describe('globs', () => {
  it.each([
    ['*.tmp', 'a/b.tmp', true], ['*.tmp', 'b.tmpx', false], ['/a.txt', 'a.txt', true], ['/a.txt', 'b/a.txt', false], ['a/b', 'x/a/b', false],
    ['a/**', 'a', false], ['a/**', 'a/b/c', true], ['**/c', 'a/b/c', true], ['a/**/c', 'a/c', true], ['a/**/c', 'a/b/d/c', true],
    ['[!a]?.md', 'xy.md', true], ['[!a]?.md', 'ay.md', false], ['[a-c].md', 'b.md', true], ['\\#a', '#a', true], ['\\!a', '!a', true], ['a\\*', 'a*', true], ['a\\*', 'ab', false],
    ['Ordner mit Leerzeichen', 'Ordner mit Leerzeichen', true], ['日本*', '日本語', true],
  ])('%s on %s is %s', (glob, path, expected) => { expect(fits(glob, path)).toBe(expected); });

  it('take no time with globs made to take long', () => {
    const before = performance.now();
    expect(fits(`${'*a'.repeat(200)}b`, 'a'.repeat(255))).toBe(false);
    expect(fits(`${'**/a/'.repeat(200)}b`, `${'a/'.repeat(2_000)}c`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it.skipIf(!hasGit)('leave out what git leaves out', async () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'a.txt', 'b.md', 'x-y', 'c');
    const part = fc.constantFrom('a', 'b', '*', '**', '?', 'a*', '*.txt', '[ab]', '[!a]*', 'ab', 'c');
    const line = fc.tuple(fc.constantFrom('', '', '', '!'), fc.constantFrom('', '', '/'), fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '', '/'))
      .map(([negated, tied, parts, folders]) => `${negated}${tied}${parts.join('/')}${folders}`);
    await inFolder(async (folder) => {
      execFileSync('git', ['init', '-q'], { cwd: folder });
      await fc.assert(fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 4 }), fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async (lines, paths) => {
        writeFileSync(join(folder, '.gitignore'), lines.join('\n'));
        const rules = IgnoreRules.ofRoot(folder, lines);
        for (const names of paths) {
          const path = names.join('/');
          // As the walk goes: nothing is taken back beneath a folder that is left out.
          const isLeftOut = names.some((_, at) => rules.ignores(join(folder, ...names.slice(0, at + 1)), at < names.length - 1));
          const git = spawnSync('git', ['check-ignore', '-q', '--no-index', path], { cwd: folder, env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null' } }).status === 0;
          expect({ lines, path, isLeftOut }).toEqual({ lines, path, isLeftOut: git });
        }
      }), { numRuns: 40 });
    });
  });
});

describe('a walk', () => {
  const files = async (folder: string, options: { ignore?: string[]; only?: string[] } = {}): Promise<string[]> => {
    const events = await Array.fromAsync(scan(folder, { signal: new AbortController().signal, ...options }));
    return events.flatMap((event) => (event.type === 'files' ? event.files.map(({ path }) => path.slice(folder.length + 1)) : event.type === 'unusable' ? [`${event.file.path.slice(folder.length + 1)}: ${event.reason.code}`] : [])).sort();
  };

  it('leaves out what lists in its folders say, and what it is told', () => inFolder(async (folder) => {
    put(folder, '.carrelignore', '*.log\nold/\n');
    put(folder, 'deep/.carrelignore', '!kept.log\n/here.txt\n');
    for (const name of ['a.txt', 'a.log', 'old/b.txt', 'deep/kept.log', 'deep/other.log', 'deep/here.txt', 'deep/er/here.txt', 'draft.md']) put(folder, name);
    expect(await files(folder)).toEqual(['a.txt', 'deep/er/here.txt', 'deep/kept.log', 'draft.md']);
    expect(await files(folder, { ignore: ['draft*', 'deep/er'] })).toEqual(['a.txt', 'deep/kept.log']);
  }));

  it('of some paths keeps to the same rules', () => inFolder(async (folder) => {
    put(folder, '.carrelignore', 'old/\n*.log');
    for (const name of ['a.txt', 'old/deep/b.txt', 'c/d.txt', 'c/e.log', 'c/f/g.txt', 'node_modules/x/y.txt']) put(folder, name);
    const only = ['a.txt', 'old/deep/b.txt', 'c', 'node_modules/x/y.txt', 'gone.txt'].map((name) => join(folder, name));
    expect(await files(folder, { only })).toEqual(['a.txt', 'c/d.txt', 'c/f/g.txt']);
    expect(await files(folder, { only: [join(folder, 'c/f/g.txt')] })).toEqual(['c/f/g.txt']);
  }));

  it('names a list it cannot use and goes on without', () => inFolder(async (folder) => {
    put(folder, '.carrelignore', '#'.repeat(300_000));
    put(folder, 'a.txt');
    expect(await files(folder)).toEqual(['.carrelignore: file-too-large', 'a.txt']);
  }));
});
