import { AppError } from '../shared/AppError.ts';
import type { ZipArchive } from './unzip.ts';

const openDocument: Readonly<Record<string, string>> = {
  'application/vnd.oasis.opendocument.text': 'OpenDocument text', 'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument spreadsheet',
  'application/vnd.oasis.opendocument.presentation': 'OpenDocument presentation', 'application/epub+zip': 'EPUB book',
};

/** What an archive is: `docx`, or the name of a format that is not read. Errors: password-needed for encrypted OpenDocument files. */
export function zipFormat(archive: ZipArchive): string {
  const has = (folder: string) => archive.entries.some(({ name }) => name.startsWith(folder));
  if (archive.has('[Content_Types].xml')) {
    if (has('word/')) return 'docx';
    if (has('xl/')) return 'Excel workbook';
    if (has('ppt/')) return 'PowerPoint presentation';
    if (has('visio/')) return 'Visio drawing';
  }
  const type = archive.has('mimetype') ? (archive.read('mimetype')?.toString('latin1').trim() ?? '') : '';
  const name = openDocument[type] ?? (type.startsWith('application/vnd.oasis.opendocument') ? 'OpenDocument file' : null);
  if (name === null) return 'zip archive';
  const manifest = archive.has('META-INF/manifest.xml') ? (archive.read('META-INF/manifest.xml')?.toString('utf8') ?? '') : '';
  if (manifest.includes('encryption-data')) throw new AppError('password-needed');
  return name;
}
