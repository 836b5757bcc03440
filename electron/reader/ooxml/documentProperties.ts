import { believableDate } from '../dates.ts';
import { meaningfulTitle } from '../titles.ts';
import type { OfficePackage } from './OfficePackage.ts';

/** Title ('' where none is worth showing) and date of an Office file, from its core properties. */
export function documentProperties(file: OfficePackage): { readonly title: string; readonly documentDate: string | null } {
  const found = new Map<string, string>();
  let current = '';
  file.tolerated(() => file.walk('docProps/core.xml', (name) => { current = name; }, () => { current = ''; }, (text) => { if (current !== '') found.set(current, text); }), false);
  return { title: meaningfulTitle(found.get('title') ?? ''), documentDate: believableDate(found.get('created') ?? '') };
}
