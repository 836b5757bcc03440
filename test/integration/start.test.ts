import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { noModels } from './runCarrel.ts';
import { smallFolderCounts, writeSmallFolder } from './smallFolder.ts';

// What `npm start` runs after set-up, where nobody is at a terminal.
const root = mkdtempSync(join(tmpdir(), 'carrel-start-'));
const start = (...args: string[]) => spawnSync(process.execPath, [fileURLToPath(new URL('../../build/start.ts', import.meta.url)), ...args], {
  encoding: 'utf8', env: { ...process.env, CARREL_PROFILE: join(root, 'profile'), CARREL_MODELS: noModels, DISPLAY: '' }, stdio: ['ignore', 'pipe', 'pipe'],
});

afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('npm start without a terminal', () => {
  it('indexes the sample documents, answers a question with a source and refuses another', () => {
    const { status, stdout, stderr } = start();
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/1\d documents can be searched, 0 skipped, 0 failed/);
    expect(stdout).toMatch(/30 September 2025[\s\S]*Sources\n[\s\S]*Custom House Quay\.pdf, page 2/);
    expect(stdout.match(/^Sources$/gm)).toHaveLength(1);
  });

  it('indexes the folder given and says what one of its documents is about', () => {
    const { status, stdout, stderr } = start(writeSmallFolder(join(root, 'docs')));
    expect(status, stderr).toBe(0);
    expect(stderr).toContain(`${smallFolderCounts.indexed} documents can be searched`);
    expect(stdout).toMatch(/^> What is .* about\?\nEvidence\n/m);
  });

  it('a folder that is not there is said plainly', () => {
    const { status, stderr } = start(join(root, 'nowhere'));
    expect(status).toBe(1);
    expect(stderr).toContain('There is no folder or file');
  });
});
