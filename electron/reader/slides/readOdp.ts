import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { emitPages } from '../emitPages.ts';
import { insideBody, openOdf } from '../office/odfFile.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { walkXml } from '../xml.ts';
import { OdpWalk } from './odp/OdpWalk.ts';

/** Reads an OpenDocument presentation slide by slide, notes behind each. Errors: file-damaged, limit-exceeded, password-needed. */
export function readOdp(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = openOdf(archive);
  const walk = new OdpWalk(file.styles, file.objectBlocks);
  try {
    walkXml(file.content, insideBody(walk));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file-damaged') throw error;
    file.damage.isDamaged = true;
  }
  const [first] = walk.pages;
  const heading = first?.headings[0];
  const title = file.title || (first === undefined || heading === undefined || first.hidden !== undefined ? '' : first.text.slice(heading.start, heading.end).slice(0, 200));
  return emitPages(walk.pages, { format: 'odp', title, documentDate: file.documentDate, damage: () => (file.damage.isDamaged ? { code: 'file-damaged' } : null) }, path, limits);
}
