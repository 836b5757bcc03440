import { stat } from 'node:fs/promises';
import { detectFormat } from '../reader/detectFormat.ts';
import { inMemory, openFile, readAll, type Input } from '../reader/Input.ts';
import { maxArchiveBytes } from '../reader/limits.ts';
import { openPart } from '../reader/openPart.ts';
import { ZipArchive } from '../reader/unzip.ts';
import { AppError } from '../shared/AppError.ts';
import type { RecogniseInput } from '../shared/ocrContract.ts';
import type { PageSource } from './PageSource.ts';
import { PdfPages } from './PdfPages.ts';
import { pictureSource } from './pictureSource.ts';

/** A document is opened anew after so many pages: pdf.js keeps something of each. */
const pagesPerOpening = 100;

type Opened = { readonly key: string; readonly input: Input; readonly pdf: PdfPages | null; pagesLeft: number };

/** Opens pages to be recognised, and keeps the document of the last one open: its next page mostly follows. */
export class LastOpened {
  #opened: Opened | null = null;

  /** One page at a time: a source is done with before the next is asked for. Errors: those of the sources, file-not-found, format-unsupported. */
  async page(wanted: RecogniseInput): Promise<PageSource> {
    const key = await keyOf(wanted);
    if (this.#opened?.key !== key || this.#opened.pagesLeft === 0) {
      await this.close();
      this.#opened = await open(wanted, key);
    }
    this.#opened.pagesLeft -= 1;
    const { pdf, input } = this.#opened;
    return pdf === null ? await pictureSource(input, wanted.page) : await pdf.page(wanted.page);
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await opened?.pdf?.close();
    await opened?.input.close();
  }
}

/** Another one where the file changed. */
async function keyOf({ path, part, member, password }: RecogniseInput): Promise<string> {
  const { size, mtimeMs } = await stat(path).catch((cause: unknown) => { throw new AppError('file-not-found', { path }, { cause }); });
  return JSON.stringify([path, size, mtimeMs, part, member, password]);
}

async function open({ path, part, member, password }: RecogniseInput, key: string): Promise<Opened> {
  const file = await openFile(path).catch((cause: unknown) => { throw new AppError('file-not-found', { path }, { cause }); });
  let input = file;
  try {
    if (part !== undefined) input = await openPart(input, part, password ?? null);
    if (member !== null) input = await readMember(input, member);
    const { kind } = await detectFormat(input);
    if (kind !== 'pdf' && kind !== 'image') throw new AppError('format-unsupported', { format: kind });
    const pdf = kind === 'pdf' ? await PdfPages.open(input, password ?? null) : null;
    if (input !== file) await file.close();
    return { key, input, pdf, pagesLeft: pagesPerOpening };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readMember(file: Input, member: string): Promise<Input> {
  if (file.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: file.sizeBytes });
  const bytes = new ZipArchive(await readAll(file)).read(member);
  if (bytes === null) throw new AppError('file-changed', { member });
  return inMemory(member, bytes);
}
