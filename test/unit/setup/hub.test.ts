import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Set-up against a hub on this machine. */
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const weights = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251));
const hash = createHash('sha256').update(weights).digest('hex');
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carrel-hub-'));
  cpSync(join(repository, 'build'), join(root, 'build'), { recursive: true, filter: (path) => path.endsWith('.mjs') || statSync(path).isDirectory() });
  for (const folder of ['resources', 'node_modules']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
  writeFileSync(join(root, 'node_modules/.package-lock.json'), '{"packages":{}}');
  writeFileSync(join(root, 'resources/models.lock.json'), JSON.stringify({
    files: [{ model: 'chat', name: 'w.gguf', bytes: weights.length, sha256: hash, sources: [{ kind: 'hub', repo: 'someone/model', revision: 'abc', path: 'w.gguf' }] }],
  }));
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

async function setUpFrom(hub: RequestListener): Promise<{ readonly status: number | null; readonly said: string }> {
  const server = createServer(hub);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const child = spawn(process.execPath, ['build/setup.mjs'], { cwd: root, env: { CARREL_HUB: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const status = await new Promise<number | null>((resolve) => { child.on('close', resolve); });
  server.closeAllConnections();
  server.close();
  return { status, said };
}

const stored = (): string => join(root, '.carrel/models', hash, 'w.gguf');

describe('set-up and the hub', () => {
  it('asks for the pinned revision and keeps the file', async () => {
    const asked: (string | undefined)[] = [];
    const { status, said } = await setUpFrom((request, response) => {
      asked.push(request.url);
      response.end(weights);
    });
    expect(asked).toEqual(['/someone/model/resolve/abc/w.gguf']);
    expect(said).toContain('from the model hub (someone/model), checksum right');
    expect(status).toBe(0);
    expect(readFileSync(stored()).equals(weights)).toBe(true);
  });

  it('goes on where a broken connection stopped', async () => {
    const ranges: (string | undefined)[] = [];
    const { status, said } = await setUpFrom((request, response) => {
      const { range } = request.headers;
      ranges.push(range);
      const start = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
      response.writeHead(start > 0 ? 206 : 200, { 'content-length': weights.length - start });
      // The first two answers break off half-way through.
      if (ranges.length > 2) response.end(weights.subarray(start));
      else response.write(weights.subarray(start, start + 100_000), () => { setTimeout(() => response.destroy(), 50); });
    });
    expect(ranges[0]).toBeUndefined();
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
    expect(said).toContain('the connection broke');
    expect(status).toBe(0);
    expect(readFileSync(stored()).equals(weights)).toBe(true);
  });

  it('starts again where the hub does not know of ranges, and refuses wrong bytes', async () => {
    mkdirSync(join(root, '.carrel/downloads'), { recursive: true });
    writeFileSync(join(root, '.carrel/downloads', `${hash}.part`), weights.subarray(0, 1_000));
    const whole = await setUpFrom((_request, response) => { response.end(weights); });
    expect(whole.status).toBe(0);
    expect(readFileSync(stored()).equals(weights)).toBe(true);
    rmSync(stored());
    const wrong = Buffer.from(weights);
    wrong[5] = 255;
    const refused = await setUpFrom((_request, response) => { response.end(wrong); });
    expect(refused.said).toContain('REFUSED: chat/w.gguf');
    expect(refused.status).toBe(1);
    expect(existsSync(stored())).toBe(false);
  });

  it('says what the hub answered, and stops a file that is longer than it should be', async () => {
    const absent = await setUpFrom((_request, response) => { response.writeHead(404).end(); });
    expect(absent.said).toContain('answered 404');
    expect(absent.status).toBe(0);
    const long = await setUpFrom((_request, response) => { response.end(Buffer.concat([weights, weights])); });
    expect(long.said).toContain(`sends more than ${weights.length} bytes`);
    expect(existsSync(stored())).toBe(false);
  });
});
