import { open, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError, isCancelled, type ErrorCode } from '../shared/AppError.ts';
import type { Outcome, ReadEvent } from '../shared/readerContract.ts';
import { decodeText } from './decodeText.ts';
import { detectFormat } from './detectFormat.ts';
import { readDocx } from './docx/readDocx.ts';
import { maxArchiveBytes, maxFileBytes, maxHtmlUnits, maxTextBytes, stopIfAborted, type ReadLimits } from './limits.ts';
import { nameWords } from './names.ts';
import { readPdf } from './pdf/readPdf.ts';
import { readCsv } from './readCsv.ts';
import { declaredEncoding, readHtml } from './readHtml.ts';
import { readMarkdown } from './readMarkdown.ts';
import { readText } from './readText.ts';
import { ZipArchive } from './unzip.ts';
import { zipFormat } from './zipFormat.ts';

/** What ends a document as recognised but not read, rather than as failed. */
const skips: ReadonlySet<ErrorCode> = new Set(['password-needed', 'format-unsupported', 'file-empty', 'no-text']);

/**
 * Reads one file, whatever it is. Ends with exactly one `outcome`, never with an error but `cancelled`. A file that breaks off
 * after pages with text were read is kept as far as it went.
 */
export async function* readDocument(path: string, limits: ReadLimits, signal: AbortSignal): AsyncIterable<ReadEvent> {
  let hasText = false;
  try {
    for await (const event of eventsOf(path, limits, signal)) {
      stopIfAborted(signal);
      hasText ||= event.type === 'pages' && event.pages.some((page) => page.text.trim() !== '');
      yield event;
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    const outcome = outcomeOf(error);
    if (!hasText) yield { type: 'facts', facts: { format: 'unknown', title: nameWords(path), language: null, pageCount: 0, documentDate: null } };
    yield { type: 'outcome', outcome: hasText && outcome.state === 'failed' ? { ...outcome, state: 'indexed-partly' } : outcome };
  }
}

async function* eventsOf(path: string, limits: ReadLimits, signal: AbortSignal): AsyncIterable<ReadEvent> {
  const found = await stat(path);
  if (!found.isFile()) throw new AppError('file-not-readable');
  if (found.size > maxFileBytes) throw new AppError('file-too-large', { sizeBytes: found.size });
  const format = await detectFormat(path);
  switch (format.kind) {
    case 'empty': throw new AppError('file-empty');
    case 'encrypted': throw new AppError('password-needed');
    case 'other': throw new AppError('format-unsupported', { format: format.name });
    case 'pdf': yield* readPdf(path, limits, signal); break;
    case 'zip': yield* readArchive(path, found.size, limits); break;
    case 'text': yield* readSomeText(path, found.size, limits); break;
    default: format satisfies never;
  }
}

async function* readArchive(path: string, sizeBytes: number, limits: ReadLimits): AsyncIterable<ReadEvent> {
  if (sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes });
  const archive = new ZipArchive(await readFile(path));
  const format = zipFormat(archive);
  if (format !== 'docx') throw new AppError('format-unsupported', { format });
  yield* readDocx(archive, path, limits);
}

/** Everything that is characters: the name decides how they are taken apart, unless they plainly are a web page. */
async function* readSomeText(path: string, sizeBytes: number, limits: ReadLimits): AsyncIterable<ReadEvent> {
  const bytes = await firstBytes(path, Math.min(sizeBytes, maxTextBytes));
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  if (decoded === null) throw new AppError('format-unsupported', { format: 'unknown binary data' });
  const isPage = isWebPage(decoded.text, path);
  const text = isPage ? decoded.text.slice(0, maxHtmlUnits) : decoded.text;
  const isCut = sizeBytes > maxTextBytes || text.length < decoded.text.length;
  for (const event of isPage ? readHtml(text, path, limits) : textEvents(text, path, limits)) {
    const isWhole = event.type === 'outcome' && event.outcome.state === 'indexed';
    yield isCut && isWhole ? { type: 'outcome', outcome: { state: 'indexed-partly', reason: { code: 'limit-exceeded', detail: `${bytes.length} bytes` } } } : event;
  }
}

function isWebPage(text: string, path: string): boolean {
  const ending = extname(path).toLowerCase();
  return /^\.x?html?$/.test(ending) || (ending !== '.md' && /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])/i.test(text.slice(0, 8_192)));
}

function textEvents(text: string, path: string, limits: ReadLimits): Iterable<ReadEvent> {
  const ending = extname(path).toLowerCase();
  if (ending === '.md' || ending === '.markdown' || ending === '.mdx') return readMarkdown(text, path, limits);
  if (ending === '.csv' || ending === '.tsv' || ending === '.tab') return readCsv(text, path, limits);
  return readText(text, path, limits);
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(count);
    const { bytesRead } = await file.read(bytes, 0, count, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof AppError) {
    const detail = Object.values(error.details)[0];
    return { state: skips.has(error.code) ? 'skipped' : 'failed', reason: detail === undefined ? { code: error.code } : { code: error.code, detail: String(detail) } };
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'failed', reason: { code: 'file-not-found' } };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EIO' || code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO' || code === 'ENAMETOOLONG') return { state: 'failed', reason: { code: 'file-not-readable', detail: code } };
  return { state: 'failed', reason: { code: 'file-damaged', detail: error instanceof Error ? error.message.slice(0, 200) : String(error) } };
}
