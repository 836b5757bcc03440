import { basename, extname } from 'node:path';

/** The words of a file's name, for a document that has no title: `lease_quay-house.pdf` is `lease quay house`. */
export function nameWords(path: string): string {
  const stem = basename(path, extname(path)).replace(/[_]+|(?<=\p{L})-(?=\p{L})|\s+/gu, ' ').trim();
  return stem === '' ? basename(path) : stem;
}
