import type { Locator } from '../shared/schemas.ts';
import { printable } from './Terminal.ts';

/** `/folder/report.pdf, page 3`, in the terms of the document's format. */
export function describePlace({ path, page, locator }: { readonly path: string; readonly page: number; readonly locator: Locator }): string {
  return `${printable(path)}, ${describeLocator(locator, page)}`;
}

function describeLocator(locator: Locator, page: number): string {
  switch (locator.kind) {
    case 'pdf-page': return locator.label === undefined ? `page ${locator.page}` : `page ${locator.page} (printed ${printable(locator.label)})`;
    case 'section': return locator.heading.length === 0 ? `section ${locator.section}` : `section ${locator.section} “${printable(locator.heading.at(-1) ?? '')}”`;
    case 'rows': return `${locator.sheet === undefined ? '' : `sheet ${printable(locator.sheet)}, `}rows ${locator.firstRow} to ${locator.lastRow}`;
    case 'lines': return `lines ${locator.firstLine} to ${locator.lastLine}`;
    default: return `page ${page}`;
  }
}
