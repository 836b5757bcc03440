import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countInternetSockets } from '../../electron/engine/report/countInternetSockets.ts';
import { AuditorReport } from '../../electron/shared/reportContract.ts';
import { runCarrel, type CarrelRun } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'carrel-report-'));
const docs = writeSmallFolder(join(root, 'docs'));
const run = (...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile: join(root, 'profile') });
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('carrel doctor --report', () => {
  it.skipIf(process.platform !== 'linux')('counts the sockets of what it started as well', async () => {
    const before = countInternetSockets() ?? 0;
    const child = spawn(process.execPath, ['-e', `require('net').createServer().listen(0, '127.0.0.1', () => console.log('open'))`], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      expect(countInternetSockets()).toBe(before + 1);
    } finally {
      child.kill();
    }
  });

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
    for (const language of ['eng', 'deu', 'fra', 'osd']) expect(report.binaries.some(({ path, sha256 }) => path.includes(`${language}.traineddata`) && /^[0-9a-f]{64}$/.test(sha256)), language).toBe(true);
    // Two say theirs in their manifests the old way, which no lock file knows.
    expect(report.sbom.components.filter(({ licenses }) => licenses === undefined).map(({ name }) => name)).toEqual(['base-64', 'json-bignum']);
    expect(report.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(report.program).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(report.checks.length).toBeGreaterThan(3);
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
