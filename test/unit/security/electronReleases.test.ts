import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { electronReleases, electronReleasesReadOn, unsupported } from '../../../build/security/electronReleases.ts';

const { devDependencies: { electron = '' } } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };

describe('the Electron that is packaged', () => {
  it('E35: is one of the three newest majors of the day the table was read, and pinned to one version', () => {
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(unsupported(electron, electronReleasesReadOn)).toBeNull();
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version?: string }> };
    expect(lock.packages['node_modules/electron']?.version).toBe(electron);
  });

  it('E35: one that is too old, not yet out or unknown is told apart', () => {
    expect(unsupported('42.1.0', '2026-10-20')).toBeNull();
    expect(unsupported('42.1.0', '2026-10-21')).toBe('Electron 42 has not been supported since 2026-10-21');
    expect(unsupported('45.4.1', '2026-10-20')).toBe('Electron 45 came out on 2026-10-21');
    expect(unsupported('25.1.1', electronReleasesReadOn)).toBe('Electron 25.1.1 is not in the table of releases');
    expect(electronReleases.map(({ major }) => major)).toEqual(electronReleases.map((_, at) => 39 + at));
  });
});
