import { createHash } from 'node:crypto';
import { AppError } from '../shared/AppError.ts';
import type { Location, TextRange } from '../shared/schemas.ts';
import { detectFormat } from './detectFormat.ts';
import { findQuote } from './findQuote.ts';
import { openFile, type Input } from './Input.ts';
import { defaultLimits } from './limits.ts';
import { PdfFile } from './pdf/openPdf.ts';
import { assemblePage } from './pdf/pageAssembly.ts';
import { rectanglesOf } from './pdf/rectangles.ts';
import { runsOf } from './pdf/TextRun.ts';
import { readDocument } from './readDocument.ts';

/** `pageHash`: sha256 (hex) of the page's text when it was indexed; `quotes`: the texts of the `ranges` then. */
export type LocateInput = { readonly path: string; readonly page: number; readonly pageHash: string; readonly ranges: readonly TextRange[]; readonly quotes: readonly string[]; readonly password?: string | undefined };

/**
 * Where ranges of a page are drawn. The page is put together again as for indexing; if its text is another one now, the quotes
 * are looked for. Formats without a drawn page have no rectangles. Errors: page-unknown, password-needed, file-damaged.
 */
export async function locateOnPage(input: LocateInput, signal: AbortSignal): Promise<Location> {
  const file = await openFile(input.path);
  try {
    if ((await detectFormat(file)).kind === 'pdf') return await locateOnPdfPage(file, input);
  } finally {
    await file.close();
  }
  const { found } = rangesNow(await pageText(input, signal), input);
  return { found, pageWidth: 0, pageHeight: 0, rectangles: [] };
}

async function locateOnPdfPage(pdf: Input, input: LocateInput): Promise<Location> {
  await using file = await PdfFile.open(pdf, input.password ?? null);
  if (input.page > file.document.numPages) throw new AppError('page-unknown', { page: input.page });
  const assembled = async (byDrawing: boolean) => {
    const page = await file.pageText(input.page, byDrawing);
    return { page, ...assemblePage(runsOf(page.items, page, page.fonts)) };
  };
  const plain = await assembled(false);
  // Only where something on it does not show is the page another one so.
  const { page, text, placed } = hashOf(plain.text) === input.pageHash ? plain : await assembled(true);
  const { found, ranges } = rangesNow(text, input);
  const rectangles = rectanglesOf(placed, ranges.map(({ range }) => range)).map((rectangle) => ({ ...rectangle, range: ranges[rectangle.range]?.index ?? 0 }));
  return { found, pageWidth: page.width, pageHeight: page.height, rectangles };
}

/** The ranges as they are now, each with its index among those asked for; those not found are left out. */
function rangesNow(text: string, { pageHash, ranges, quotes }: LocateInput): { found: Location['found']; ranges: { index: number; range: TextRange }[] } {
  if (hashOf(text) === pageHash) return { found: 'exact', ranges: ranges.map((range, index) => ({ index, range })) };
  const moved = quotes.flatMap((quote, index) => {
    const range = findQuote(text, quote);
    return range === null ? [] : [{ index, range }];
  });
  return { found: moved.length === 0 ? 'gone' : 'moved', ranges: moved };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function pageText({ path, page, password }: LocateInput, signal: AbortSignal): Promise<string> {
  for await (const event of readDocument(path, defaultLimits, signal, password ?? null)) {
    const found = event.type === 'pages' ? event.pages.find(({ number }) => number === page) : undefined;
    if (found !== undefined) return found.text;
  }
  throw new AppError('page-unknown', { page });
}
