import { SectionWriter } from '../blocks.ts';
import { PartedDocument } from '../parts.ts';
import type { ArchiveReader } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';

/** What operating systems put into archives beside the documents. */
const junk = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

/**
 * A zip archive, member by member in the order of their paths, each read as a file of its name. What holds no text is listed on
 * the last page. Errors of a member are the reason why the archive is read partly.
 */
export const readZip: ArchiveReader = async function* (archive, path, context) {
  const document = new PartedDocument({ format: 'archive', title: '', documentDate: null }, path, context);
  yield document.facts();
  for (const name of membersOf(archive)) {
    yield* document.readPart(name, () => archive.read(name) ?? Buffer.alloc(0));
    if (document.isCut) break;
  }
  if (document.pages > 0) yield* document.write(listOf(document));
  yield* document.finish();
};

function membersOf(archive: ZipArchive): string[] {
  return [...new Set(archive.entries.map(({ name }) => name))].filter((name) => !name.endsWith('/') && !junk.test(name)).sort();
}

/** A page with the names of what gave no text, so that they can be found. */
function listOf(document: PartedDocument) {
  const writer = new SectionWriter();
  for (const { name, format } of document.unread) writer.add({ kind: 'item', text: format === null ? name : `${name} (${format})` });
  return writer.take(true);
}
