import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import type { Block } from '../blocks.ts';
import { emitBlocks } from '../emitBlocks.ts';
import { firstHeading } from '../office/firstHeading.ts';
import { marginText } from '../office/marginText.ts';
import { documentProperties } from '../ooxml/documentProperties.ts';
import { OfficePackage } from '../ooxml/OfficePackage.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { commentsIn } from './comments.ts';
import { Numbering } from './numbering.ts';
import { Styles } from './styles.ts';
import { walkDocument } from './walkDocument.ts';

/** Reads a Word document: letterhead, body, notes and foot, in this order; remarks, deletions and what does not show stay apart. Nothing outside the archive is looked at. Errors: file-damaged, limit-exceeded. */
export function readDocx(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = new OfficePackage(archive);
  const main = file.main('word/document.xml');
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const body = file.text(main);
  if (body === null) throw new AppError('file-damaged', { part: main });
  const styles = file.tolerated(() => new Styles(file.text(`${folder}styles.xml`)), new Styles(null));
  const numbering = file.tolerated(() => new Numbering(file.text(`${folder}numbering.xml`)), new Numbering(null));
  const commentsXml = file.tolerated(() => file.text(`${folder}comments.xml`), null);
  const comments = commentsXml === null ? new Map<string, string>() : file.tolerated(() => commentsIn(commentsXml), new Map<string, string>());
  const others = (kind: RegExp) => archive.entries.map(({ name }) => name).filter((name) => kind.test(name)).toSorted()
    .flatMap((name) => file.tolerated(() => walkDocument(file.text(name) ?? '', styles, new Numbering(null), comments), []));
  const blocks: Block[] = [
    ...marginText(others(/^word\/header\d*\.xml$/)), ...walkDocument(body, styles, numbering, comments),
    ...others(/^word\/(?:footnotes|endnotes)\.xml$/), ...marginText(others(/^word\/footer\d*\.xml$/)),
  ];
  // Those that nothing in the text refers to.
  for (const text of comments.values()) blocks.push({ kind: 'hidden', why: 'comment', text });
  const { title, documentDate } = documentProperties(file);
  return emitBlocks(blocks, { format: 'docx', title: title || firstHeading(blocks), documentDate }, path, limits, file.isDamaged ? { code: 'file-damaged' } : null);
}
