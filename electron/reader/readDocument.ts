import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError, isCancelled, type ErrorCode, type ErrorDetails } from '../shared/AppError.ts';
import type { Outcome, ReadEvent } from '../shared/readerContract.ts';
import { measured, type Measure } from '../shared/reasonDetail.ts';
import { decodeText } from './decodeText.ts';
import { detectFormat } from './detectFormat.ts';
import { openFile, type Input } from './Input.ts';
import { maxFileBytes, maxHtmlUnits, maxTextBytes, stopIfAborted, type ReadLimits } from './limits.ts';
import { nameWords } from './names.ts';
import { decryptOffice } from './office/decryptOffice.ts';
import { readCsv } from './readCsv.ts';
import { formatReaders } from './formatReaders.ts';
import type { ReadContext } from './ReadContext.ts';
import { declaredEncoding, readHtml } from './readHtml.ts';
import { readMarkdown } from './readMarkdown.ts';
import { readText } from './readText.ts';

/** What ends a document as recognised but not read, rather than as failed. */
const skips: ReadonlySet<ErrorCode> = new Set(['password-needed', 'format-unsupported', 'file-empty', 'no-text']);

/**
 * Reads one file, whatever it is. Ends with exactly one `outcome`, never with an error but `cancelled`. A file that breaks off
 * after pages with text were read is kept as far as it went.
 */
export async function* readDocument(path: string, limits: ReadLimits, signal: AbortSignal, password: string | null = null): AsyncIterable<ReadEvent> {
  yield* endingWell(path, signal, (async function* () {
    if (!(await stat(path)).isFile()) throw new AppError('file-not-readable');
    const input = await openFile(path);
    try {
      yield* eventsOf(input, { limits, signal, password, depth: 0, place: [], readPart });
    } finally {
      await input.close();
    }
  })());
}

/** A part ends as well as a file does: what is wrong with it does not spoil what is around it. */
function readPart(part: Input, context: ReadContext): AsyncIterable<ReadEvent> {
  return endingWell(part.path, context.signal, eventsOf(part, context));
}

async function* endingWell(path: string, signal: AbortSignal, events: AsyncIterable<ReadEvent>): AsyncIterable<ReadEvent> {
  let hasText = false;
  try {
    for await (const event of events) {
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

/** Reads bytes as what they are. Errors: those of the formats. */
export async function* eventsOf(input: Input, context: ReadContext): AsyncIterable<ReadEvent> {
  if (input.sizeBytes > maxFileBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const format = await detectFormat(input);
  switch (format.kind) {
    case 'empty': throw new AppError('file-empty');
    case 'encrypted': yield* eventsOf(await decryptOffice(input, context.password), context); break;
    case 'other': throw new AppError('format-unsupported', { format: format.name });
    case 'text': yield* readSomeText(input, context.limits); break;
    default: yield* formatReaders[format.kind](input, context);
  }
}

/** Everything that is characters: the name decides how they are taken apart, unless they plainly are a web page. */
async function* readSomeText(input: Input, limits: ReadLimits): AsyncIterable<ReadEvent> {
  const { path, sizeBytes } = input;
  const bytes = await input.read(0, Math.min(sizeBytes, maxTextBytes));
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  if (decoded === null) throw new AppError('format-unsupported', { format: 'unknown binary data' });
  const isPage = isWebPage(decoded.text, path);
  const text = isPage ? decoded.text.slice(0, maxHtmlUnits) : decoded.text;
  const isCut = sizeBytes > maxTextBytes || text.length < decoded.text.length;
  for (const event of isPage ? readHtml(text, path, limits) : textEvents(text, path, limits)) {
    const isWhole = event.type === 'outcome' && event.outcome.state === 'indexed';
    yield isCut && isWhole ? { type: 'outcome', outcome: { state: 'indexed-partly', reason: { code: 'limit-exceeded', detail: measured('bytes', bytes.length) } } } : event;
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

function outcomeOf(error: unknown): Outcome {
  if (error instanceof AppError) {
    const detail = detailOf(error.details);
    return { state: skips.has(error.code) ? 'skipped' : 'failed', reason: detail === null ? { code: error.code } : { code: error.code, detail } };
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'failed', reason: { code: 'file-not-found' } };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY' || code === 'EIO' || code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO' || code === 'ENAMETOOLONG') return { state: 'failed', reason: { code: 'file-not-readable', detail: code } };
  return { state: 'failed', reason: { code: 'file-damaged' } };
}

const measures: Readonly<Record<string, Measure>> = { entries: 'members', parts: 'parts', unpacked: 'unpacked', depth: 'depth', pixels: 'pixels', pages: 'pages', sizeBytes: 'bytes' };

/** Names of parts and kinds of files as they are, figures with what they count; places inside a file help nobody. */
function detailOf(details: ErrorDetails): string | null {
  const [entry] = Object.entries(details);
  if (entry === undefined) return null;
  const [name, value] = entry;
  const measure = measures[name];
  return typeof value === 'string' ? value : typeof value === 'number' && measure !== undefined ? measured(measure, value) : null;
}
