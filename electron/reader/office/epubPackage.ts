import { posix } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { ZipArchive } from '../unzip.ts';
import { attributeOf, walkXml, xmlText } from '../xml.ts';

/** What a book says of itself and the members that hold its text, in reading order. */
export type EpubPackage = { readonly title: string; readonly creators: readonly string[]; readonly description: string; readonly date: string; readonly chapters: readonly string[] };

const mostChapters = 10_000;
/** Fonts are veiled by these; the text is not. */
const fontVeils = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);

/** Errors: file-damaged, password-needed (the text is encrypted for one reader program). */
export function readEpubPackage(archive: ZipArchive): EpubPackage {
  refuseEncrypted(archive);
  const path = packagePath(archive);
  const bytes = archive.read(path);
  if (bytes === null) throw new AppError('file-damaged', { member: path });
  const texts: Record<string, string[]> = { title: [], creator: [], description: [], date: [] };
  const items = new Map<string, string>();
  const spine: string[] = [];
  let current: string[] | null = null;
  walkXml(xmlText(bytes).replace(/<!DOCTYPE[^>[]*>/i, ''), {
    open: (name, attributes) => {
      const of = (attribute: string) => attributeOf(attributes, attribute) ?? '';
      current = texts[name] ?? null;
      current?.push('');
      if (name === 'item' && /html|xml/.test(of('media-type')) && !/\bnav\b/.test(of('properties'))) items.set(of('id'), memberOf(path, of('href')));
      if (name === 'itemref' && spine.length < mostChapters) spine.push(of('idref'));
    },
    close: () => { current = null; },
    text: (text) => { if (current !== null && current.length < 1_000) current[current.length - 1] += text; },
  });
  const clean = (name: string) => (texts[name] ?? []).map((text) => text.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
  const chapters = spine.flatMap((id) => items.get(id) ?? []);
  return { title: clean('title')[0] ?? '', creators: clean('creator'), description: clean('description').join(' '), date: clean('date')[0] ?? '', chapters: [...new Set(chapters)] };
}

function packagePath(archive: ZipArchive): string {
  const container = archive.read('META-INF/container.xml');
  let path = archive.entries.find(({ name }) => name.endsWith('.opf'))?.name ?? '';
  if (container !== null) walkXml(xmlText(container), { open: (name, attributes) => { if (name === 'rootfile') path = attributeOf(attributes, 'full-path') ?? path; }, close: () => {}, text: () => {} });
  return path;
}

/** The member an address inside the book means; addresses of elsewhere mean none. */
function memberOf(packageFile: string, address: string): string {
  const [path = ''] = address.split('#');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A percent sign that is no escape is part of the name.
  }
  return posix.normalize(posix.join(posix.dirname(packageFile), decoded));
}

function refuseEncrypted(archive: ZipArchive): void {
  const bytes = archive.read('META-INF/encryption.xml');
  if (bytes === null) return;
  let isFont = false;
  walkXml(xmlText(bytes), {
    open: (name, attributes) => {
      if (name === 'EncryptedData') isFont = false;
      if (name === 'EncryptionMethod' && fontVeils.has(attributeOf(attributes, 'Algorithm') ?? '')) isFont = true;
      if (name === 'CipherReference' && !isFont && /\.(?:x?html?|xml)$/i.test(attributeOf(attributes, 'URI') ?? '')) throw new AppError('password-needed');
    },
    close: () => {}, text: () => {},
  });
}
