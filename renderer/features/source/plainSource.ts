import type { Document, Source } from '../../../electron/shared/schemas.ts';

/** A page of a document opened for reading, with nothing to light on it. */
export function plainSource({ id, path, title, format }: Pick<Document, 'id' | 'path' | 'title' | 'format'>, page = 1): Source {
  return { n: 1, documentId: id, path, title, page, locator: format === 'pdf' ? { kind: 'pdf-page', page } : { kind: 'section', section: page, heading: [] }, start: 0, end: 0, quote: '' };
}
