import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import type { Block } from '../blocks.ts';
import { emitBlocks } from '../emitBlocks.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { walkXml } from '../xml.ts';
import { firstHeading } from './firstHeading.ts';
import { marginText } from './marginText.ts';
import { insideBody, openOdf, type OdfFile } from './odfFile.ts';
import { OdfText } from './odfText.ts';

/** Reads an OpenDocument text: letterhead, body, notes and foot, in this order; what does not show stays apart. Errors: file-damaged, limit-exceeded, password-needed. */
export function readOdt(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = openOdf(archive);
  const text = new OdfText(file.styles, file.objectBlocks);
  try {
    walkXml(file.content, insideBody(text));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file-damaged') throw error;
    file.damage.isDamaged = true;
  }
  const body = text.take(true);
  const blocks = [...marginBlocks(file, 'header'), ...body, ...marginBlocks(file, 'footer')];
  return emitBlocks(blocks, { format: 'odt', title: file.title || firstHeading(body), documentDate: file.documentDate }, path, limits, file.damage.isDamaged ? { code: 'file-damaged' } : null);
}

/** Heads or feet of all page styles, as far as they show. */
function marginBlocks({ stylesXml, styles, damage }: OdfFile, where: 'header' | 'footer'): Block[] {
  if (stylesXml === null) return [];
  const text = new OdfText(styles);
  let depth = 0;
  damage.tolerated(() => {
    walkXml(stylesXml, {
      open: (name, attributes) => {
        if (depth > 0) text.open(name, attributes);
        if (depth > 0 || name === where || name === `${where}-left` || name === `${where}-first`) depth += 1;
      },
      close: (name) => {
        if (depth > 0) depth -= 1;
        if (depth > 0) text.close(name);
      },
      text: (words) => { if (depth > 0) text.text(words); },
    });
  }, undefined);
  return marginText(text.take(true).filter(({ kind }) => kind !== 'hidden'));
}
