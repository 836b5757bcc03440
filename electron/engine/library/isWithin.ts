import { sep } from 'node:path';

/** Whether `path` lies beneath `folder`, by exact characters. A path is not within itself. */
export function isWithin(path: string, folder: string): boolean {
  return path.startsWith(withSeparator(folder)) && path.length > withSeparator(folder).length;
}

/**
 * A path as it is compared with others of which only one can be there: Windows and macOS take large and small letters for the same, macOS both ways
 * to write an accent too.
 */
export function samePlace(path: string): string {
  return sep === '\\' || process.platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}

/** The bounds of all paths beneath a folder in SQLite's byte order: `path > from AND path < to`. */
export function pathRange(folder: string): { readonly from: string; readonly to: string } {
  const from = withSeparator(folder);
  return { from, to: from.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1) };
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
