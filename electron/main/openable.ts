import { extname } from 'node:path';

// What an operating system would run instead of show (SECURITY E20).
const executable = new Set(['.exe', '.bat', '.cmd', '.com', '.lnk', '.desktop', '.app', '.command', '.url', '.scr', '.js', '.jse', '.vbs', '.vbe', '.wsf', '.ps1', '.sh', '.msi', '.jar', '.reg', '.hta', '.pif', '.appimage', '.run']);

/** False for files that opening would run: they are never handed to the desktop. */
export function isOpenable(path: string): boolean {
  return !executable.has(extname(path).toLowerCase());
}
