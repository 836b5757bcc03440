import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { measured } from '../../shared/reasonDetail.ts';
import { emitPages, type UnnumberedPage } from '../emitPages.ts';
import { insideBody, openOdf, type OdfFile } from '../office/odfFile.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { stepXml } from '../xml.ts';
import { CellBudget, mostCells } from './CellBudget.ts';
import { OdsWalk } from './ods/OdsWalk.ts';

const tagsPerStep = 20_000;

/** Reads an OpenDocument spreadsheet sheet by sheet. Rows that are said to repeat are bounded. Errors: file-damaged, limit-exceeded, password-needed. */
export function readOds(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = openOdf(archive);
  const budget = new CellBudget();
  const damage = () => (budget.isSpent ? { code: 'limit-exceeded', detail: measured('cells', mostCells) } : file.damage.isDamaged ? { code: 'file-damaged' } : null);
  return emitPages(sheetPages(file, budget), { format: 'ods', title: file.title, documentDate: file.documentDate, damage }, path, limits);
}

/** A file that breaks off is kept up to there. */
function* sheetPages(file: OdfFile, budget: CellBudget): Generator<UnnumberedPage> {
  const walk = new OdsWalk(file.styles, file.objectBlocks, budget);
  try {
    for (const _step of stepXml(file.content, insideBody(walk), tagsPerStep)) {
      yield* walk.pages.splice(0);
      if (budget.isSpent) break;
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file-damaged') throw error;
    file.damage.isDamaged = true;
  }
  walk.finish();
  yield* walk.pages.splice(0);
}
