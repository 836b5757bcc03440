import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { measured } from '../../shared/reasonDetail.ts';
import { openCompound } from '../compound.ts';
import { compoundProperties } from '../compoundProperties.ts';
import { emitPages, type UnnumberedPage } from '../emitPages.ts';
import { readAll, type Input } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import { pagesAt } from '../ooxml/pagesAt.ts';
import type { ReadContext } from '../ReadContext.ts';
import { CellBudget, mostCells } from './CellBudget.ts';
import { SheetPages } from './SheetPages.ts';
import { readSheet, type XlsSheetContent } from './xls/readSheet.ts';
import { unlocked } from './xls/unlock.ts';
import { XlsWorkbook } from './xls/XlsWorkbook.ts';

type State = { readonly budget: CellBudget; isDamaged: boolean };

/** An Excel workbook of 1993 to 2003 (BIFF5, BIFF8). Errors: file-damaged, file-too-large, password-needed, format-unsupported. */
export async function* readXls(input: Input, { limits, password }: ReadContext): AsyncGenerator<ReadEvent> {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const file = openCompound(await readAll(input));
  const locked = file.read('Workbook') ?? file.read('Book');
  if (locked === null) throw new AppError('file-damaged');
  const { stream, workbook } = opened(locked, password);
  const state: State = { budget: new CellBudget(), isDamaged: workbook.isDamaged };
  const damage = () => (state.budget.isSpent ? { code: 'limit-exceeded', detail: measured('cells', mostCells) } : state.isDamaged ? { code: 'file-damaged' } : null);
  yield* emitPages(workbookPages(stream, workbook, state), { format: 'xls', ...compoundProperties(file), damage }, input.path, limits);
}

/** Reading past the end of a record means that its length lies. */
function opened(locked: Buffer, password: string | null): { stream: Buffer; workbook: XlsWorkbook } {
  try {
    const stream = unlocked(locked, password);
    return { stream, workbook: new XlsWorkbook(stream) };
  } catch (error) {
    throw error instanceof RangeError ? new AppError('file-damaged', {}, { cause: error }) : error;
  }
}

function* workbookPages(stream: Buffer, workbook: XlsWorkbook, state: State): Generator<UnnumberedPage> {
  for (const sheet of workbook.sheets) {
    const { rows, boxes, remarks } = contentOf(() => readSheet(stream, sheet, workbook, state.budget), state);
    const pages = new SheetPages(sheet.name, sheet.isHidden);
    for (const row of rows) {
      pages.add(row);
      yield* pages.take();
    }
    yield* pages.take(true);
    const locator = { kind: 'rows' as const, sheet: sheet.name, firstRow: 1, lastRow: rows.at(-1)?.row ?? 1 };
    yield* pagesAt(locator, boxes.map((text) => ({ kind: 'paragraph', text })), sheet.isHidden ? 'hidden-sheet' : undefined);
    yield* pagesAt({ ...locator, firstRow: remarks[0]?.row ?? 1, lastRow: remarks.at(-1)?.row ?? 1 }, remarks.map(({ row, text }) => ({ kind: 'item', text: `${row}: ${text}` })), 'comment');
  }
}

/** A sheet whose records lie about their length is lost, the others are not. */
function contentOf(read: () => XlsSheetContent, state: State): XlsSheetContent {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof AppError && error.code === 'file-damaged')) throw error;
    state.isDamaged = true;
    return { rows: [], boxes: [], remarks: [] };
  }
}
