import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which of these words can be read in some bytes, whatever their case: as UTF-8, UTF-16 of either order, hex, or inside base64. */
export function sentinelsIn(bytes: Buffer, sentinels: readonly string[]): string[] {
  const text = bytes.toString('utf8').toLowerCase();
  // Byte by byte, one sign each: what lies at an odd place, as UTF-16 may, is found too.
  const raw = bytes.toString('latin1');
  const lowerRaw = raw.toLowerCase();
  return sentinels.filter((word) => {
    const low = word.toLowerCase();
    const wide = Buffer.from(low, 'utf16le');
    if (text.includes(low) || lowerRaw.includes(wide.toString('latin1')) || lowerRaw.includes(Buffer.from(wide).swap16().toString('latin1'))) return true;
    if (lowerRaw.includes(Buffer.from(word).toString('hex')) || lowerRaw.includes(Buffer.from(low).toString('hex'))) return true;
    return [word, low].some((form) => base64Cores(form).some((core) => raw.includes(core)));
  });
}

/** Every file beneath a folder with a word in it or in its name: `path: word`. */
export function findSentinels(folder: string, sentinels: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const named = sentinels.filter((word) => entry.name.toLowerCase().includes(word.toLowerCase())).map((word) => `${path}: ${word} (name)`);
    return entry.isFile() ? [...named, ...sentinelsIn(readFileSync(path), sentinels).map((word) => `${path}: ${word}`)] : named;
  });
}

/** The signs of base64 that a word gives for certain, at each of the three places it can begin. */
function base64Cores(word: string): string[] {
  const bytes = Buffer.from(word);
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replaceAll('=', '');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(first, last);
  });
}
