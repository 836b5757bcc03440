import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCarrel } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'carrel-move-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('export and import at the command line', () => {
  it('bring a library to another profile where it answers at once, its documents away', async () => {
    const [home, away, file] = [join(root, 'home'), join(root, 'away'), join(root, 'all.carrel')];
    const docs = writeSmallFolder(join(root, 'docs'));
    expect((await runCarrel(['index', docs], { profile: home })).code).toBe(0);
    const exported = await runCarrel(['export', file, '--export-passphrase-fd', '3'], { profile: home, passphrase: 'over the hills' });
    expect(exported.code, exported.stderr).toBe(0);
    expect(exported.stderr).toContain('The file will hold the text of all documents');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(docs, { recursive: true });
    expect((await runCarrel(['import', file, '--export-passphrase-fd', '3'], { profile: away, passphrase: 'wrong' })).code).toBe(3);
    const imported = await runCarrel(['import', file, '--export-passphrase-fd', '3', '--name', 'Brought', '--json'], { profile: away, passphrase: 'over the hills' });
    expect(imported.json()).toMatchObject({ name: 'Brought', protection: 'none', open: true });
    const found = await runCarrel(['search', 'notice period', '--json', '--library', 'Brought'], { profile: away });
    expect(found.json()).toMatchObject([{ path: join(docs, 'Verträge', 'rental.txt') }]);
    expect((await runCarrel(['audit', 'list', '--library', 'Brought'], { profile: away })).stdout).toMatch(/folder-added[\s\S]*imported/);
    expect((await runCarrel(['audit', 'verify', '--library', 'Brought'], { profile: away })).code).toBe(0);
    const list = join(root, 'audit.jsonl');
    const head = /Head: ([0-9a-f]{64})/.exec((await runCarrel(['audit', 'export', list, '--library', 'Brought'], { profile: away })).stdout)?.[1] ?? '';
    expect((await runCarrel(['audit', 'verify', '--head', head, '--library', 'Brought'], { profile: away })).code).toBe(0);
    expect((await runCarrel(['audit', 'verify', '--head', '0'.repeat(64), '--library', 'Brought'], { profile: away })).code).toBe(1);
  });
});
