import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AuditorReport } from '../../electron/shared/reportContract.ts';
import { runCarrel, type CarrelRun } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'carrel-report-'));
const docs = writeSmallFolder(join(root, 'docs'));
const run = (...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile: join(root, 'profile') });
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('carrel doctor --report', () => {
  it('D13: says all an auditor asks, and not a name or word of a document', async () => {
    await run('index', docs);
    await run('ask', 'What is the notice period of the warehouse?');
    await run('backup');
    rmSync(join(root, 'report.json'), { force: true });
    const made = await run('doctor', '--report', '--output', join(root, 'report.json'));
    expect(made.code, made.stderr).toBe(0);
    const text = readFileSync(join(root, 'report.json'), 'utf8');
    const report = AuditorReport.parse(JSON.parse(text));
    const runtime = report.binaries.find(({ path }) => path === 'runtime');
    expect(runtime?.sha256).toBe(createHash('sha256').update(readFileSync(process.execPath)).digest('hex'));
    for (const part of ['better-sqlite3-multiple-ciphers', 'lancedb', 'onnxruntime-node', 'node-llama-cpp']) expect(report.binaries.some(({ path }) => path.includes(part)), part).toBe(true);
    expect(report.sbom.components.some(({ name }) => name === 'better-sqlite3-multiple-ciphers')).toBe(true);
    expect(report.models.length).toBeGreaterThan(5);
    expect(report.network).toEqual({ refusedConnections: 0, openSockets: process.platform === 'linux' ? 0 : null });
    expect(report.policy.settings).toBeDefined();
    expect(report.library).toMatchObject({
      encryption: { protection: 'none', passphraseCost: null }, verified: { database: [], audit: { broken: null } }, documents: { searchable: 6, failed: 1, skipped: 1 },
      health: [{ questions: 1, failed: 0, refusedShare: 0, supportedShare: 1 }], erasures: 0, holds: 0,
    });
    expect(report.library?.backups).toHaveLength(1);
    expect(text).not.toMatch(/hollenbeck|quayside|verträge|rental|warehouse|carrel-report-.*docs/i);
  });
});
