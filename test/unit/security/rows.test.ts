import { describe, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checklist } from '../../../build/security/checklist.ts';
import { outcomeOf, readOutcomes, testsByRow } from '../../../build/security/rowTests.ts';
import { idsIn, securityRows } from '../../../build/security/rows.ts';

const root = join(import.meta.dirname, '../../..');
const tests = testsByRow(join(root, 'test'), new Map());

describe('rows of the security table', () => {
  it('are each there once', () => {
    const ids = securityRows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const numbered = (letter: string): number => ids.filter((id) => new RegExp(`^${letter}\\d+$`).test(id)).length;
    expect(['E', 'N', 'D', 'M', 'G', 'R'].map(numbered)).toEqual([36, 14, 14, 9, 5, 15]);
  });

  it('are known by the start of a test’s name alone', () => {
    expect(idsIn('N2, N11: the same session')).toEqual(['N2', 'N11']);
    expect(idsIn('E36 (engine side): locking closes')).toEqual(['E36']);
    expect(idsIn('E13b: no fake worker')).toEqual(['E13b']);
    expect(idsIn('supply chain: licences')).toEqual(['supply chain']);
    expect(idsIn('a reader (R1): x')).toEqual([]);
    expect(idsIn('R100: no such row')).toEqual([]);
    expect(idsIn('R1 without a colon')).toEqual([]);
  });
});

describe('the tests of the security table', () => {
  it('there is one for each row at least', () => {
    expect(securityRows.filter(({ id }) => !tests.has(id))).toEqual([]);
  });

  it('what other systems leave out is left for the release checklist', () => {
    const shownHereAlone = securityRows.filter(({ id }) => tests.get(id)?.every(({ onLinuxAlone }) => onLinuxAlone));
    expect(shownHereAlone.length).toBeGreaterThan(10);
    expect(shownHereAlone.filter(({ where }) => where === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('have the outcome of the last run: a failure before all else, nothing for what did not run', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrel-rows-'));
    try {
      mkdirSync(join(folder, 'test'));
      const source = ['R1: one', 'R1, R2: two', 'R3: three'].map((name) => `${'it'}('${name}', f);\n`).join('');
      writeFileSync(join(folder, 'test', 'a.test.ts'), source);
      const result = (title: string, status: string): object => ({ title, ancestorTitles: [], status });
      writeFileSync(join(folder, 'unit.json'), JSON.stringify({ testResults: [{ name: join(folder, 'test', 'a.test.ts'), assertionResults: [result('R1: one', 'passed'), result('R1, R2: two', 'failed'), result('R3: three', 'pending')] }] }));
      const found = testsByRow(join(folder, 'test'), readOutcomes(folder, folder));
      expect(['R1', 'R2', 'R3', 'R4'].map((id) => outcomeOf(found.get(id) ?? []))).toEqual(['failed', 'failed', 'skipped', null]);
      expect(testsByRow(join(folder, 'test'), new Map()).get('R1')?.map(({ outcome }) => outcome)).toEqual(['not run', 'not run']);
      // Reports of another checkout are read as well.
      expect(readOutcomes(folder, join(folder, 'elsewhere')).get('R1 test/a.test.ts')).toBe('failed');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the release checklist', () => {
  const lines = checklist(securityRows, tests).split('\n').filter((line) => line.startsWith('- '));

  it('has every part left for elsewhere, unticked, and each once', () => {
    const left = securityRows.filter(({ where }) => where !== undefined);
    for (const { id, where } of left) expect(lines.filter((line) => line.startsWith(`- [ ] ${id} (`) && line.endsWith(`: ${where ?? ''}`)), id).toHaveLength(1);
    expect(lines).toHaveLength(left.length + 1);
    expect(lines.every((line) => line.startsWith('- [ ] '))).toBe(true);
  });

  it('has a row no test shows', () => {
    expect(checklist([{ id: 'X1', what: 'something' }], new Map())).toContain('- [ ] X1 (something): has no test; look by hand');
  });

  it('speaks of signing, Windows and macOS', () => {
    for (const word of [/sign/, /Windows/, /macOS/]) expect(lines.some((line) => word.test(line))).toBe(true);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('security:rows');
  });
});
