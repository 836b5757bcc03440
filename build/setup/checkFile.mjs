import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The sha256 of a file as hex. */
export async function hashFile(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Remembers hashes by path, size, time and inode, so that large files are read once. `forget: true` starts with nothing
 * remembered, which makes every answer a fresh reading.
 */
export class HashMemory {
  #file;
  #known;

  constructor(file, { forget = false } = {}) {
    this.#file = file;
    this.#known = forget || !existsSync(file) ? {} : readMemory(file);
  }

  async hash(path) {
    const { size, mtimeMs, ino } = statSync(path);
    const seen = `${size} ${mtimeMs} ${ino}`;
    const known = this.#known[path];
    if (known?.seen === seen) return known.sha256;
    const sha256 = await hashFile(path);
    this.#known[path] = { seen, sha256 };
    this.#save();
    return sha256;
  }

  #save() {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#known, null, 1));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function readMemory(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // only a memory: an unreadable one costs reading the files again
  }
}
