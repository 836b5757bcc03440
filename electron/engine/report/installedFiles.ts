import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { AuditorReport, Sbom } from '../../shared/reportContract.ts';
import { Sbom as SbomSchema } from '../../shared/reportContract.ts';
import { LockFile, makeSbom } from './sbom.ts';

const ownFolders = ['dist/engine', 'electron', 'resources'];
/** Beside the engine in a package: what the window runs, and what runs it. */
const windowFiles = ['../app.asar', '../../carrel', '../../Carrel.exe', '../../MacOS/Carrel'];
/** The language data text is recognised by are models too. */
const isBinary = /\.(?:node|wasm|dll|dylib|exe|so(?:\.\d+)*|traineddata(?:\.gz)?)$/;

/** The bill of materials a package brings; in the repository it is made from the lock file. Errors: file-not-readable. */
export async function installedSbom(root: string): Promise<Sbom> {
  try {
    const brought = await readFile(join(root, 'sbom.cdx.json'), 'utf8').catch(() => null);
    if (brought !== null) return SbomSchema.parse(JSON.parse(brought));
    return makeSbom(LockFile.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))));
  } catch (cause) {
    throw new AppError('file-not-readable', { path: root }, { cause });
  }
}

/** One digest over all of Carrel's own files: their paths and bytes. */
export async function ownFiles(root: string, signal: AbortSignal): Promise<AuditorReport['program']> {
  const all = createHash('sha256');
  let files = 0;
  for (const folder of ownFolders) {
    for (const path of await filesBeneath(join(root, folder))) {
      // What the window side is built from does not run as it lies here.
      if (/^electron\/(?:main|preload)\//.test(nameIn(root, path))) continue;
      all.update(`${nameIn(root, path)}\0${await hashOf(path, signal)}\n`);
      files += 1;
    }
  }
  return { files, sha256: all.digest('hex') };
}

/** Native and WebAssembly code of the packages and what they recognise text by, the runtime itself, and in a package the window. */
export async function installedBinaries(root: string, sbom: Sbom, signal: AbortSignal): Promise<AuditorReport['binaries']> {
  const paths = [process.execPath];
  for (const { 'bom-ref': folder } of sbom.components) {
    const found = await filesBeneath(join(root, folder));
    paths.push(...found.filter((path) => isBinary.test(path) && !path.slice(join(root, folder).length + 1).includes('node_modules')));
  }
  paths.push(...windowFiles.map((name) => join(root, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true));
  const hashed: AuditorReport['binaries'] = [];
  for (const path of paths) hashed.push({ path: path === process.execPath ? 'runtime' : nameIn(root, path), bytes: (await stat(path)).size, sha256: await hashOf(path, signal) });
  return hashed;
}

/** Sorted by path; empty for a folder that is not there, as those of other systems are not. */
async function filesBeneath(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new AppError('file-not-readable', { path: folder }, { cause: error });
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

function nameIn(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
