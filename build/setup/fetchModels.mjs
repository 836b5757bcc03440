import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HashMemory, hashFile } from './checkFile.mjs';
import { findInFolder } from './findInFolder.mjs';
import { ModelSources } from './ModelSources.mjs';

/**
 * Makes sure of every file in resources/models.lock.json under .carrel/models/<sha256>/<name>. A file is accepted only
 * if size and sha256 are right. Missing ones are named, not fatal.
 * Returns { missing, refused }: file names that no source gave, and those that came with wrong bytes and could not be had otherwise.
 */
export async function fetchModels({ root, say, offline, verify }) {
  const { files } = JSON.parse(readFileSync(join(root, 'resources', 'models.lock.json'), 'utf8'));
  const store = join(root, '.carrel', 'models');
  const downloads = join(root, '.carrel', 'downloads');
  const memory = new HashMemory(join(root, '.carrel', 'verified.json'), { forget: verify });
  const sources = new ModelSources({ downloads, say, offline });
  const missing = [];
  const refused = [];
  const brought = [];
  for (const file of files) {
    const target = join(store, file.sha256, file.name);
    if (await isIntact(target, file, { memory, say })) continue;
    const outcome = await bring(file, target, { sources, downloads, say, memory });
    if (outcome === 'brought') brought.push(file);
    else (outcome === 'refused' ? refused : missing).push(file);
  }
  sources.close();
  if (missing.length + refused.length === 0) {
    if (brought.length > 0 || verify) say(`all ${files.length} model files are here and their checksums are right.`);
    return { missing, refused };
  }
  sayMissing({ missing, refused, sources, say });
  return { missing: missing.map(fileName), refused: refused.map(fileName) };
}

async function isIntact(target, file, { memory, say }) {
  if (!existsSync(target)) return false;
  if (statSync(target).size === file.bytes && (await memory.hash(target)) === file.sha256) return true;
  say(`${fileName(file)} in .carrel/models is damaged: its bytes are not those of the lock file. It is removed.`);
  rmSync(target, { force: true });
  return false;
}

/** Tries the folder of CARREL_MODELS and then the file's sources, in order. Gives 'brought', 'missing' or 'refused'. */
async function bring(file, target, { sources, downloads, say, memory }) {
  mkdirSync(join(target, '..'), { recursive: true });
  mkdirSync(downloads, { recursive: true });
  let wrong = false;
  const own = process.env.CARREL_MODELS;
  if (own) {
    const found = await findInFolder(own, file, memory);
    if (found.path !== null) {
      placeFile(found.path, target);
      say(`${fileName(file)}: taken from ${found.path}`);
      return 'brought';
    }
    for (const path of found.wrong) say(`${path} is not ${fileName(file)}, although name and size say so: its sha256 is wrong. It is not used.`);
    wrong = found.wrong.length > 0;
  }
  for (const source of file.sources) {
    const part = join(downloads, `${file.sha256}.part`);
    const got = await sources.fetch(source, file, part);
    if (!got) continue;
    const sha256 = statSync(part).size === file.bytes ? await hashFile(part) : null;
    if (sha256 === file.sha256) {
      renameSync(part, target);
      await memory.hash(target);
      say(`${fileName(file)}: ${(file.bytes / 1e6).toFixed(1)} MB from ${sources.describe(source)}, checksum right.`);
      return 'brought';
    }
    say(`${fileName(file)} from ${sources.describe(source)} has wrong bytes (${sha256 === null ? `${statSync(part).size} bytes instead of ${file.bytes}` : `sha256 ${sha256}`}). It is refused.`);
    rmSync(part, { force: true });
    wrong = true;
  }
  return wrong ? 'refused' : 'missing';
}

/** A hard link where both lie on one disk, a copy otherwise. */
function placeFile(from, target) {
  rmSync(target, { force: true });
  try {
    linkSync(from, target);
  } catch {
    copyFileSync(from, `${target}.part`);
    renameSync(`${target}.part`, target);
  }
}

function sayMissing({ missing, refused, sources, say }) {
  for (const file of refused) say(`REFUSED: ${fileName(file)}: every copy found had wrong bytes.`);
  for (const file of missing) say(`missing: ${fileName(file)} (${(file.bytes / 1e6).toFixed(1)} MB, sha256 ${file.sha256})`);
  for (const reason of sources.reasons()) say(`  ${reason}`);
  say('Carrel starts without these files and says what it cannot do. To bring them: make one of the sources reachable and run this again, or put the files into any folder and name it: CARREL_MODELS=/that/folder.');
}

function fileName(file) {
  return `${file.model}/${file.name}`;
}
