import { AppError } from '../../../shared/AppError.ts';
import { relationId, type OfficePackage } from '../../ooxml/OfficePackage.ts';
import { attributeOf } from '../../xml.ts';
import { areaOf } from './cellReference.ts';

export type Sheet = { readonly name: string; readonly part: string; readonly isHidden: boolean };
export type Workbook = { readonly part: string; readonly from1904: boolean; readonly sheets: readonly Sheet[] };

const mostSheets = 2_000;

/** The sheets in the order of their tabs. Errors: file-damaged, format-unsupported for workbooks that are not XML. */
export function readWorkbook(file: OfficePackage): Workbook {
  const part = file.main('xl/workbook.xml');
  if (part.endsWith('.bin')) throw new AppError('format-unsupported', { format: 'Excel binary workbook' });
  const sheets: Sheet[] = [];
  let from1904 = false;
  const isThere = file.walk(part, (name, attributes) => {
    if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
    if (name !== 'sheet' || sheets.length >= mostSheets) return;
    const target = file.target(part, relationId(attributes));
    const state = attributeOf(attributes, 'state') ?? 'visible';
    if (target !== null) sheets.push({ name: attributeOf(attributes, 'name') ?? '', part: target, isHidden: state === 'hidden' || state === 'veryHidden' });
  });
  if (!isThere) throw new AppError('file-damaged', { part });
  return { part, from1904, sheets };
}

/** The rows that the tables of a sheet declare as their headers. */
export function headerRowsOf(file: OfficePackage, sheetPart: string): Set<number> {
  const rows = new Set<number>();
  for (const part of file.linked(sheetPart, 'table')) {
    file.tolerated(() => file.walk(part, (name, attributes) => {
      if (name !== 'table' || attributeOf(attributes, 'headerRowCount') === '0') return;
      const area = areaOf(attributeOf(attributes, 'ref') ?? '');
      if (area !== null) rows.add(area.top);
    }), false);
  }
  return rows;
}
