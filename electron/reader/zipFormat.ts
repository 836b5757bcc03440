import { AppError } from '../shared/AppError.ts';
import type { ZipArchive } from './unzip.ts';

/** What an archive is; `name` names, in words, a format that is not read. */
export type ArchiveFormat = { readonly kind: 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp' | 'epub' | 'archive' } | { readonly kind: 'other'; readonly name: string };

const openDocument: Readonly<Record<string, 'odt' | 'ods' | 'odp' | 'epub'>> = {
  'application/vnd.oasis.opendocument.text': 'odt', 'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp', 'application/epub+zip': 'epub',
};

/** Errors: password-needed for encrypted OpenDocument files. */
export function zipFormat(archive: ZipArchive): ArchiveFormat {
  const has = (folder: string) => archive.entries.some(({ name }) => name.startsWith(folder));
  if (archive.has('[Content_Types].xml')) {
    if (has('word/')) return { kind: 'docx' };
    if (has('xl/')) return { kind: 'xlsx' };
    if (has('ppt/')) return { kind: 'pptx' };
    if (has('visio/')) return { kind: 'other', name: 'Visio drawing' };
  }
  const type = archive.has('mimetype') ? (archive.read('mimetype')?.toString('latin1').trim() ?? '') : '';
  const isOpenDocument = type.startsWith('application/vnd.oasis.opendocument');
  if (openDocument[type] === undefined && !isOpenDocument) return { kind: 'archive' };
  const manifest = archive.has('META-INF/manifest.xml') ? (archive.read('META-INF/manifest.xml')?.toString('utf8') ?? '') : '';
  if (manifest.includes('encryption-data')) throw new AppError('password-needed');
  const kind = openDocument[type] ?? openDocument[type.replace(/-template$/, '')];
  return kind === undefined ? { kind: 'other', name: 'OpenDocument file' } : { kind };
}
