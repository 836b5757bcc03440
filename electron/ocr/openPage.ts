import { detectFormat } from '../reader/detectFormat.ts';
import { inMemory, openFile, readAll, type Input } from '../reader/Input.ts';
import { maxArchiveBytes } from '../reader/limits.ts';
import { ZipArchive } from '../reader/unzip.ts';
import { AppError } from '../shared/AppError.ts';
import type { RecogniseInput } from '../shared/ocrContract.ts';
import type { PageSource } from './PageSource.ts';
import { pdfSource } from './pdfSource.ts';
import { pictureSource } from './pictureSource.ts';

/** Opens what is to be recognised. The source stays usable when the file is closed. Errors: those of the sources, file-not-found, format-unsupported. */
export async function openPage({ path, member, page, password }: Pick<RecogniseInput, 'path' | 'member' | 'page' | 'password'>): Promise<PageSource> {
  const file = await openFile(path).catch((cause: unknown) => { throw new AppError('file-not-found', { path }, { cause }); });
  try {
    const input = member === null ? file : await readMember(file, member);
    const { kind } = await detectFormat(input);
    if (kind === 'pdf') return await pdfSource(input, page, password ?? null);
    if (kind === 'image') return await pictureSource(input, page);
    throw new AppError('format-unsupported', { format: kind });
  } finally {
    await file.close();
  }
}

async function readMember(file: Input, member: string): Promise<Input> {
  if (file.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: file.sizeBytes });
  const bytes = new ZipArchive(await readAll(file)).read(member);
  if (bytes === null) throw new AppError('file-changed', { member });
  return inMemory(member, bytes);
}
