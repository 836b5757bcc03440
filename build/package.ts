import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import { findElectron } from './electronRuntime.mjs';
import { buildDeb } from './packaging/buildDeb.ts';
import { electronBuilderConfig } from './packaging/electronBuilder.ts';
import { stageEngine } from './packaging/stageEngine.ts';
import { unsupported } from './security/electronReleases.ts';

/** `npm run package`: an unpacked application in release/, and on Debian a .deb of it. `--no-models` leaves the starter models out. */
const { values } = parseArgs({ options: { 'no-models': { type: 'boolean', default: false }, graphics: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '..');
const out = join(root, 'release');
mkdirSync(out, { recursive: true });

const electron = findElectron();
if (electron === null) throw new Error('No Electron to package: run `npm run setup -- --dev` first.');
if (!electron.official) console.log(`This package holds the development runtime, Electron ${electron.version}: for tests only, not to be given away.`);
const tooOld = unsupported(electron.version, new Date().toISOString().slice(0, 10));
if (electron.official && tooOld !== null) console.warn(`Not to be given away: ${tooOld}. Bring package.json and build/security/electronReleases.ts up to date.`);
await import('./buildWindow.ts');
const stage = stageEngine(root, out, { platform: process.platform, arch: process.arch, withModels: !values['no-models'], withGraphics: values.graphics });
// The runtime without its default application: a package has its own.
const runtime = join(out, 'electron');
rmSync(runtime, { recursive: true, force: true });
cpSync(electron.folder, runtime, { recursive: true, filter: (path) => !path.includes('default_app.asar') });
await build({
  projectDir: root,
  targets: Platform.current().createTarget('dir'),
  config: electronBuilderConfig({ stage, out, electronDist: runtime, electronVersion: electron.version }),
});
for (const folder of [runtime, stage]) rmSync(folder, { recursive: true, force: true });
if (process.platform === 'linux') console.log(buildDeb({ unpacked: join(out, 'linux-unpacked'), out, root }));
