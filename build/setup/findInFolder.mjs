import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const maxFiles = 10_000;

/**
 * Looks for a file of the lock in a folder the person named: in <sha256>/<name>, or loose under any name, known by size
 * and then by hash. Gives { path, wrong }: `wrong` lists files of the right name and size with other bytes.
 */
export async function findInFolder(folder, file, memory) {
  const candidates = listFiles(folder, 4).filter((path) => sizeOf(path) === file.bytes);
  const wrong = [];
  for (const path of candidates) {
    if ((await memory.hash(path)) === file.sha256) return { path, wrong: [] };
    wrong.push(path);
  }
  return { path: null, wrong: wrong.filter((path) => path.endsWith(file.name)) };
}

function listFiles(folder, depth) {
  const found = [];
  const visit = (path, left) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (found.length >= maxFiles) return;
      const at = join(path, entry.name);
      if (entry.isFile()) found.push(at);
      else if (entry.isDirectory() && left > 0) visit(at, left - 1);
    }
  };
  try {
    if (statSync(folder).isFile()) return [folder];
    visit(folder, depth);
  } catch (error) {
    throw new Error(`CARREL_MODELS names ${folder}, which cannot be read (${error.code ?? error.message}).`, { cause: error });
  }
  return found;
}

function sizeOf(path) {
  try {
    return statSync(path).size;
  } catch {
    return -1; // gone since it was listed
  }
}
