import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../eval/random.ts';

const vocabulary = 'river stone market letter winter engine garden paper signal harbour contract mountain figure window copper answer garment shadow valley number season bridge measure record village summer island metal voice forest'.split(' ');

/** A folder of text and Markdown files, one of them long, that is the same for the same seed. */
export function makeFolder(folder: string, random: Random, files: number): void {
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < files; n += 1) write(join(folder, random.pick(['', 'a', 'b/c', "it's 100%", '日本語']), `file-${n}${random.pick(['.txt', '.md'])}`), text(random, 1 + random.integer(6)));
  write(join(folder, 'long.txt'), text(random, 150));
}

/**
 * Changes, moves, doubles, removes and adds some files: work for every phase. Names stay as they are, because what a document was
 * called when it was read first stands in front of its passages, and that depends on when it was read.
 */
export function changeFolder(folder: string, random: Random, share: number): void {
  for (const path of listFiles(folder)) {
    if (random.next() > share) continue;
    const action = random.integer(10);
    if (action < 5) write(path, text(random, path.endsWith('long.txt') ? 150 : 1 + random.integer(6)));
    else if (action < 6) rmSync(path);
    else if (action < 7) move(path, join(folder, `moved-${random.integer(1_000)}`, basename(path)));
    else if (action < 8) write(join(folder, `copies-${random.integer(1_000)}`, basename(path)), readFileSync(path, 'utf8'));
    else write(join(folder, `new-${random.integer(1_000_000)}.txt`), text(random, 1 + random.integer(4)));
  }
}

export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

function text(random: Random, sections: number): string {
  const sentence = (): string => {
    const words = Array.from({ length: 6 + random.integer(14) }, () => random.pick(vocabulary));
    return `${words.join(' ')} ${random.integer(10_000)}.`;
  };
  return Array.from({ length: sections }, (_, n) => `# ${random.pick(vocabulary)} ${n}\n\n${Array.from({ length: 3 + random.integer(8) }, sentence).join(' ')}\n`).join('\n');
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
