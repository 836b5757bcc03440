import { AppError } from '../../shared/AppError.ts';
import type { Outcome, ReadEvent } from '../../shared/readerContract.ts';
import type { Block } from '../blocks.ts';
import { emitBlocks } from '../emitBlocks.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { walkXml } from '../xml.ts';
import { insideBody, openOdf, type OdfFile } from './odfFile.ts';
import { OdfText } from './odfText.ts';

/** Reads an OpenDocument text: letterhead, body, notes and foot, in this order; what does not show stays apart. Errors: file-damaged, limit-exceeded, password-needed. */
export function readOdt(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const file = openOdf(archive);
  const text = new OdfText(file.styles, file.objectBlocks);
  let damage: Outcome['reason'] = null;
  try {
    walkXml(file.content, insideBody(text));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file-damaged') throw error;
    damage = { code: 'file-damaged' };
  }
  const body = text.take(true);
  const blocks = [...marginBlocks(file, 'header'), ...body, ...marginBlocks(file, 'footer')];
  return emitBlocks(blocks, { format: 'odt', title: file.title || firstHeading(body), documentDate: file.documentDate }, path, limits, damage);
}

/** Heads or feet of all page styles, each text once: they come in variants that mostly say the same. */
function marginBlocks({ stylesXml, styles }: OdfFile, where: 'header' | 'footer'): Block[] {
  if (stylesXml === null) return [];
  const text = new OdfText(styles);
  let depth = 0;
  try {
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
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  const seen = new Set<string>();
  return text.take(true).filter((block) => {
    const key = JSON.stringify(block);
    const isNew = !seen.has(key) && block.kind !== 'hidden' && (block.kind === 'table' || /\p{L}{2}/u.test(block.text));
    seen.add(key);
    return isNew;
  }).map((block) => (block.kind === 'heading' ? { kind: 'paragraph', text: block.text } : block));
}

function firstHeading(blocks: readonly Block[]): string {
  const first = blocks.find((block) => block.kind === 'heading');
  return first?.kind === 'heading' ? first.text.slice(0, 200) : '';
}
