import { resolve, sep } from 'node:path';

/**
 * The one way a place is written in the library: absolute; on Windows with a capital drive letter, without a separator behind a share, and without the prefix
 * that lifts the limit of 260 letters (Node puts it before every long path by itself).
 */
export function absolutePath(path: string): string {
  if (sep === '/') return resolve(path);
  const plain = path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\(?=[a-z]:)/i, '');
  return resolve(plain).replace(/^[a-z](?=:)/, (drive) => drive.toUpperCase()).replace(/^(\\\\.+)\\$/, '$1');
}
