import { element, xmlDeclaration, xmlText } from './xml.ts';
import { ZipWriter } from './ZipWriter.ts';

export type Sheet = { readonly name: string; readonly widths: readonly number[]; readonly rows: readonly (readonly (string | number)[])[] };

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** A cell holds no more. UTF-16 units. */
const mostInCell = 32_767;

/** A workbook (ECMA-376) of plain cells, the first row of each sheet its head. Text is written in place as text, so that none of it is ever taken for a formula. */
export function makeWorkbook(sheets: readonly Sheet[]): Buffer {
  const zip = new ZipWriter();
  const each = (write: (sheet: Sheet, number: number) => string): string => sheets.map((sheet, index) => write(sheet, index + 1)).join('');
  zip.add('[Content_Types].xml', `${xmlDeclaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${each((_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`)}</Types>`);
  zip.add('_rels/.rels', `${xmlDeclaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`);
  zip.add('xl/workbook.xml', xmlDeclaration + element('workbook', { 'xmlns': main, 'xmlns:r': relation }, element('sheets', {}, each(({ name }, number) => element('sheet', { name, 'sheetId': number, 'r:id': `rId${number}` })))));
  zip.add('xl/_rels/workbook.xml.rels', `${xmlDeclaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((_, number) => element('Relationship', { Id: `rId${number}`, Type: [relation, 'worksheet'].join('/'), Target: `worksheets/sheet${number}.xml` }))}<Relationship Id="rIdStyles" Type="${relation}/styles" Target="styles.xml"/></Relationships>`);
  // The second look of a cell is bold, the third wraps and is marked as text, so that editing it makes no formula of it either.
  zip.add('xl/styles.xml', `${xmlDeclaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1" quotePrefix="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`);
  for (const [index, { widths, rows }] of sheets.entries()) {
    const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
    const lines = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, row, column)).join('')}</row>`).join('');
    zip.add(`xl/worksheets/sheet${index + 1}.xml`, xmlDeclaration + element('worksheet', { xmlns: main }, `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${lines}</sheetData>`));
  }
  return zip.bytes();
}

function cellXml(value: string | number, row: number, column: number): string {
  const place = `${columnName(column)}${row + 1}`;
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" s="${row === 0 ? 1 : 2}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value.slice(0, mostInCell))}</t></is></c>`;
}

function columnName(column: number): string {
  return (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
}
