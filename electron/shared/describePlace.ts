import type { Locator } from './schemas.ts';
import { printable } from './printable.ts';
import { withSection } from './sectionOf.ts';

/** `/folder/report.pdf, page 3 · Terms › Rent`, in the terms of the document's format; `section` is the headings it stands under. */
export function describePlace({ path, locator, section }: { readonly path: string; readonly locator: Locator; readonly section?: readonly string[] | undefined }): string {
  return withSection([path, ...(locator.part ?? [])].map(printable).join(' › ') + `, ${describeLocator(locator)}`, section?.map(printable));
}

function describeLocator(locator: Locator): string {
  switch (locator.kind) {
    case 'pdf-page': return locator.label === undefined ? `page ${locator.page}` : `page ${locator.page} (printed ${printable(locator.label)})`;
    case 'section': return locator.heading.length === 0 ? `section ${locator.section}` : `section ${locator.section} “${printable(locator.heading.at(-1) ?? '')}”`;
    case 'rows': return `${locator.sheet === undefined ? '' : `sheet ${printable(locator.sheet)}, `}rows ${locator.firstRow} to ${locator.lastRow}`;
    case 'lines': return locator.firstLine === locator.lastLine ? `line ${locator.firstLine}` : `lines ${locator.firstLine} to ${locator.lastLine}`;
    case 'slide': return `slide ${locator.slide}${locator.notes === true ? ', notes' : ''}`;
    case 'message': return `message ${locator.message}${locator.subject === '' ? '' : ` “${printable(locator.subject)}”`}`;
    case 'picture': return `picture ${locator.picture}`;
  }
}
