import { PartedDocument, unreadParts } from '../parts.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';

/** A file in an archive. `bytes` may throw what ends it alone: file-damaged, limit-exceeded, password-needed. */
export type Member = { readonly name: string; readonly bytes: () => Buffer };

/** What operating systems put into archives beside the documents. */
const junk = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

/**
 * An archive, member by member in the order of their paths, each read as a file of its name. What holds no text is listed on
 * the last page. Errors of a member are the reason why the archive is read partly.
 */
export async function* readMembers(members: readonly Member[], path: string, context: ReadContext): AsyncGenerator<ReadEvent> {
  const document = new PartedDocument({ format: 'archive', title: '', documentDate: null }, path, context);
  yield document.facts();
  for (const { name, bytes } of members.filter(({ name }) => !name.endsWith('/') && !junk.test(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    yield* document.readPart(name, bytes);
    if (document.isCut) break;
  }
  if (document.pages > 0) yield* document.write(unreadParts(document));
  yield* document.finish();
}
