import { extname } from 'node:path';
import { openCompound } from './compound.ts';
import type { Input } from './Input.ts';
import { maxArchiveBytes } from './limits.ts';

/** What a file is by its content first and its name second. `name` names a format that is not read, in words. */
export type DetectedFormat =
  | { readonly kind: 'pdf' | 'zip' | 'text' | 'empty' | 'encrypted' | 'rtf' | 'doc' | 'xls' | 'ppt' | 'msg' | 'eml' | 'mbox' | 'mhtml' | 'image' | 'gzip' | 'tar' }
  | { readonly kind: 'other'; readonly name: string };

const headBytes = 64 * 1024;

/** Looks at the first 64 KB. What is text of some kind is told apart once it is decoded. Errors of the file system pass through. */
export async function detectFormat(input: Input): Promise<DetectedFormat> {
  const head = await input.read(0, headBytes);
  if (head.length === 0) return { kind: 'empty' };
  // Junk may stand in front of a PDF; but a mail may have one in it.
  if (starts(head, '%PDF-') || (head.subarray(0, 1_024).includes('%PDF-') && !isMail(head))) return { kind: 'pdf' };
  if (starts(head, 'PK\x03\x04') || starts(head, 'PK\x05\x06') || starts(head, 'PK00PK\x03\x04')) return { kind: 'zip' };
  if (starts(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return await detectCompound(input);
  const name = nameByContent(input.path, head) ?? nameByEnding(input.path, head);
  if (name === null) return { kind: 'text' };
  const kind = readKinds[name];
  return kind === undefined ? { kind: 'other', name } : { kind };
}

/** Old Office files and encrypted new ones share a container; its stream names tell them apart. */
async function detectCompound(input: Input): Promise<DetectedFormat> {
  const bytes = await input.read(0, maxArchiveBytes);
  const has = namesIn(bytes);
  if (has('EncryptedPackage')) return { kind: 'encrypted' };
  if (has('__properties_version1.0')) return { kind: 'msg' };
  if (has('WordDocument')) return { kind: 'doc' };
  if (has('Workbook') || has('Book')) return { kind: 'xls' };
  if (has('PowerPoint Document')) return { kind: 'ppt' };
  return { kind: 'other', name: 'old Office file' };
}

/** Whether a stream stands at the top of a container: what is embedded further down does not count. Of a damaged one, whether its name occurs. */
function namesIn(bytes: Buffer): (stream: string) => boolean {
  try {
    const top = new Set(openCompound(bytes).streams);
    return (stream) => top.has(stream);
  } catch {
    return (stream) => bytes.includes(Buffer.from(stream, 'utf16le'));
  }
}

/** Which of the named formats are read, and as what. */
const readKinds: Readonly<Record<string, Exclude<DetectedFormat['kind'], 'other'>>> = {
  'Rich Text (RTF)': 'rtf', 'PNG picture': 'image', 'JPEG picture': 'image', 'TIFF picture': 'image', 'WebP picture': 'image', 'BMP picture': 'image',
  'mailbox': 'mbox', 'e-mail': 'eml', 'web archive': 'mhtml', 'gzip archive': 'gzip', 'tar archive': 'tar',
};

const signatures: readonly (readonly [start: string, name: string, at?: number])[] = [
  ['{\\rtf', 'Rich Text (RTF)'], ['\x1f\x8b', 'gzip archive'], ['7z\xbc\xaf\x27\x1c', '7-Zip archive'], ['Rar!\x1a\x07', 'RAR archive'], ['BZh', 'bzip2 archive'],
  ['\xfd7zXZ\x00', 'xz archive'], ['\x28\xb5\x2f\xfd', 'Zstandard archive'], ['ustar', 'tar archive', 257], ['\x89PNG\r\n', 'PNG picture'], ['\xff\xd8\xff', 'JPEG picture'],
  ['GIF8', 'GIF picture'], ['II*\x00', 'TIFF picture'], ['MM\x00*', 'TIFF picture'], ['WEBP', 'WebP picture', 8], ['BM', 'BMP picture'], ['ftyphei', 'HEIC picture', 4],
  ['ftypavif', 'AVIF picture', 4], ['ftyp', 'film', 4], ['WAVE', 'sound', 8], ['AVI ', 'film', 8], ['ID3', 'sound'], ['OggS', 'sound'], ['fLaC', 'sound'], ['\x1a\x45\xdf\xa3', 'film'],
  ['%!PS', 'PostScript'], ['\x7fELF', 'program'], ['MZ', 'program'], ['\xcf\xfa\xed\xfe', 'program'], ['\xca\xfe\xba\xbe', 'program'], ['SQLite format 3\x00', 'SQLite database'],
  ['wOFF', 'font'], ['wOF2', 'font'], ['OTTO', 'font'], ['\x00\x01\x00\x00\x00', 'font'], ['AT&TFORM', 'DjVu'], ['GGUF', 'model file'], ['!BDN', 'Outlook data file (PST)'], ['From ', 'mailbox'],
];
// Two letters may also begin a text: these count only where what follows cannot be one.
const short = new Set(['BM', 'MZ', 'BZh', 'From ']);

function nameByContent(path: string, head: Buffer): string | null {
  for (const [start, name, at = 0] of signatures) {
    if (!head.subarray(at, at + start.length).equals(Buffer.from(start, 'latin1'))) continue;
    if (start === 'From ' ? !/^From \S+@?\S* .*\d{4}\r?\n[\w-]+:/.test(head.subarray(0, 500).toString('latin1')) : short.has(start) && !head.subarray(0, 4_096).includes(0)) continue;
    return name;
  }
  if (!isMail(head)) return null;
  // Browsers save a page in the form of a mail.
  return /\.mht(?:ml)?$/i.test(path) || /^(?:Snapshot-Content-Location:|From: <?Saved by )/im.test(head.toString('latin1', 0, 4_096)) ? 'web archive' : 'e-mail';
}

/** A block of mail header fields, some of which only mails have, then a blank line. */
function isMail(head: Buffer): boolean {
  const start = /^(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}/.exec(head.subarray(0, 16_384).toString('latin1').replaceAll('\r\n', '\n').trimStart())?.[0] ?? '';
  const fields = new Set([...start.matchAll(/^([A-Za-z][\w-]*):/gm)].map((match) => match[1]?.toLowerCase()));
  if (['received', 'message-id', 'mime-version', 'return-path', 'delivered-to', 'x-mailer'].some((name) => fields.has(name))) return true;
  return fields.has('from') && fields.has('to') && fields.has('subject') && fields.has('date');
}

const endings: Readonly<Record<string, string>> = { '.eml': 'e-mail', '.emlx': 'e-mail', '.mbox': 'mailbox', '.svg': 'SVG picture', '.ps': 'PostScript', '.eps': 'PostScript', '.mht': 'web archive', '.mhtml': 'web archive' };

function nameByEnding(path: string, head: Buffer): string | null {
  const name = endings[extname(path).toLowerCase()];
  if (name !== undefined) return name;
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]{0,2000}?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(head.subarray(0, 4_096).toString('latin1')) ? 'SVG picture' : null;
}

function starts(head: Buffer, text: string): boolean {
  return head.subarray(0, text.length).equals(Buffer.from(text, 'latin1'));
}
