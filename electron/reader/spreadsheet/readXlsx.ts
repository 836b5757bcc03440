import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { measured } from '../../shared/reasonDetail.ts';
import { emitPages, type UnnumberedPage } from '../emitPages.ts';
import { documentProperties } from '../ooxml/documentProperties.ts';
import { OfficePackage } from '../ooxml/OfficePackage.ts';
import { pagesAt } from '../ooxml/pagesAt.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { CellBudget, mostCells } from './CellBudget.ts';
import { SheetPages } from './SheetPages.ts';
import { CellFormats } from './xlsx/cellFormats.ts';
import { commentsOf } from './xlsx/comments.ts';
import { drawingPages } from './xlsx/drawings.ts';
import { sharedStrings } from './xlsx/sharedStrings.ts';
import { walkSheet, type SheetContext } from './xlsx/walkSheet.ts';
import { headerRowsOf, readWorkbook, type Sheet, type Workbook } from './xlsx/workbook.ts';

/**
 * Reads an Excel workbook, with macros or without: sheet by sheet, cells as they show, formulas by the values kept with them, then what floats
 * above the cells, then the remarks. Errors: file-damaged, limit-exceeded, format-unsupported.
 */
export function readXlsx(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = new OfficePackage(archive);
  const workbook = readWorkbook(file);
  const context = {
    strings: file.linked(workbook.part, 'sharedStrings').flatMap((part) => file.tolerated(() => sharedStrings(file.text(part) ?? ''), [])),
    formats: new CellFormats(file.tolerated(() => file.text(file.linked(workbook.part, 'styles')[0] ?? ''), null), workbook.from1904),
    budget: new CellBudget(),
  };
  const damage = () => (context.budget.isSpent ? { code: 'limit-exceeded', detail: measured('cells', mostCells) } : file.isDamaged ? { code: 'file-damaged' } : null);
  return emitPages(workbookPages(file, workbook, context), { format: 'xlsx', ...documentProperties(file), damage }, path, limits);
}

function* workbookPages(file: OfficePackage, { sheets }: Workbook, context: SheetContext): Generator<UnnumberedPage> {
  for (const sheet of sheets) {
    yield* sheetPages(file, sheet, context);
    yield* drawingPages(file, sheet.part, sheet.name, sheet.isHidden);
    const comments = commentsOf(file, sheet.part);
    const rows = comments.map(({ row }) => row);
    const locator = { kind: 'rows' as const, sheet: sheet.name, firstRow: rows.reduce((a, b) => Math.min(a, b), rows[0] ?? 1), lastRow: rows.reduce((a, b) => Math.max(a, b), 1) };
    yield* pagesAt(locator, comments.map(({ reference, author, date, text }) => ({ kind: 'item', text: `${[reference, author, date].filter((word) => word !== '').join(', ')}: ${text}` })), 'comment');
  }
}

/** A sheet whose XML breaks off is kept up to there. */
function* sheetPages(file: OfficePackage, { name, part, isHidden }: Sheet, context: SheetContext): Generator<UnnumberedPage> {
  const colouredRows = headerRowsOf(file, part);
  const pages = new SheetPages(name, isHidden, colouredRows);
  try {
    for (const row of walkSheet(file.text(part) ?? '', { ...context, colouredRows })) {
      pages.add(row);
      yield* pages.take();
    }
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'file-damaged' && error.code !== 'limit-exceeded')) throw error;
    file.isDamaged = true;
  }
  yield* pages.take(true);
}
