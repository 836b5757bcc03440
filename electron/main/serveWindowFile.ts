import { readFileSync, realpathSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { appOrigin, contentSecurityPolicy } from './appScheme.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.pfb': 'font/otf',
  '.json': 'application/json', '.bcmap': 'application/octet-stream', '.wasm': 'application/wasm', '.icc': 'application/octet-stream',
};

/** As Electron takes it: what is made of a `Response` first loads a second HTTP library of Node's and streams it piece by piece, which takes the start 40 ms of processor. */
export type WindowFile = { readonly statusCode: 200 | 404; readonly mimeType: string; readonly headers: Record<string, string>; readonly data: Buffer };

/**
 * Answers one request of the window with a file of the built window. Anything that is not plainly such a file is a 404:
 * other hosts, encoded separators, `..`, NUL, drive letters, links that lead out (SECURITY E10, E11, E12).
 */
export function serveWindowFile(folder: string, url: string): WindowFile {
  const path = pathInside(url);
  if (path === null) return notFound();
  try {
    // At once: the files are small, the page waits for them, and each wait for a thread takes longer than reading.
    const root = realpathSync(folder);
    const file = realpathSync(join(root, path));
    const type = types[extname(file).toLowerCase()];
    if (!file.startsWith(root + sep) || type === undefined) return notFound();
    return { statusCode: 200, mimeType: type.split(';', 1)[0] ?? type, headers: headersFor(type), data: readFileSync(file) };
  } catch {
    return notFound();
  }
}

/** The path below the window's folder a URL names, or null when it may not be served. */
export function pathInside(url: string): string | null {
  if (!url.startsWith(`${appOrigin}/`)) return null;
  const raw = url.slice(appOrigin.length + 1).split(/[?#]/, 1)[0] ?? '';
  if (/%(?:2e|2f|5c|00|25)/i.test(raw) || raw.includes('\\')) return null;
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return null;
  }
  if (path === '' || path.startsWith('/') || /[\0\\:]/.test(path)) return null;
  return path.split('/').some((part) => part === '' || part === '.' || part === '..') ? null : path;
}

function headersFor(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

function notFound(): WindowFile {
  return { statusCode: 404, mimeType: 'text/plain', headers: headersFor('text/plain; charset=utf-8'), data: Buffer.from('Not found') };
}
