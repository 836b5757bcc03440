import { AppError } from '../../shared/AppError.ts';
import type { Block } from '../blocks.ts';
import { believableDate } from '../dates.ts';
import { decodeText } from '../decodeText.ts';
import { emitBlocks } from '../emitBlocks.ts';
import { maxHtmlUnits } from '../limits.ts';
import type { ArchiveReader } from '../ReadContext.ts';
import { declaredEncoding, takeHtmlApart } from '../readHtml.ts';
import type { ZipArchive } from '../unzip.ts';
import { readEpubPackage, type EpubPackage } from './epubPackage.ts';

/** An EPUB book, chapter by chapter as it is read. A chapter that cannot be read costs only itself. Errors: file-damaged, password-needed. */
export const readEpub: ArchiveReader = function* (archive, path, { limits }) {
  const book = readEpubPackage(archive);
  const lost: string[] = [];
  for (const event of emitBlocks(blocksOf(archive, book, lost), { format: 'epub', title: book.title, documentDate: believableDate(book.date) }, path, limits)) {
    const isWhole = event.type === 'outcome' && event.outcome.state === 'indexed';
    yield isWhole && lost.length > 0 ? { type: 'outcome', outcome: { state: 'indexed-partly', reason: { code: 'file-damaged', detail: lost.slice(0, 3).join(', ') } } } : event;
  }
};

function* blocksOf(archive: ZipArchive, { title, creators, description, chapters }: EpubPackage, lost: string[]): Generator<Block> {
  yield { kind: 'paragraph', text: [title, creators.join(', '), description].filter((text) => text !== '').join('\n') };
  for (const chapter of chapters) {
    try {
      const bytes = archive.read(chapter);
      const decoded = bytes === null ? null : decodeText(bytes, declaredEncoding(bytes));
      if (decoded === null) lost.push(chapter);
      else yield* takeHtmlApart(asHtml(decoded.text.slice(0, maxHtmlUnits))).blocks;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'limit-exceeded') throw error;
      lost.push(chapter);
    }
  }
}

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** In XHTML an element may close itself, which for HTML means that it goes on. */
function asHtml(xhtml: string): string {
  return xhtml.replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi, (whole, name: string, rest: string) => (voids.has(name.toLowerCase()) ? whole : `<${name}${rest}></${name}>`));
}
