import { AppError } from '../../shared/AppError.ts';
import type { Block } from '../blocks.ts';
import { decodeCharset } from '../decodeText.ts';
import { emitBlocks } from '../emitBlocks.ts';
import { readAll } from '../Input.ts';
import { maxArchiveBytes, maxHtmlUnits } from '../limits.ts';
import type { FormatReader } from '../ReadContext.ts';
import { declaredEncoding, takeHtmlApart } from '../readHtml.ts';
import { headerOf, mailDate, readableHeader } from './mailHeaders.ts';
import { bodyText, decodedBody, mimeLimits, partsOfBody, readMimePart, type MimePart } from './mimeParts.ts';
import { plainBlocks } from './MailMessage.ts';

/** A web page with its pictures in one file (MHTML, RFC 2557): the page and the frames in it. Errors: file-too-large. */
export const readMhtml: FormatReader = async function* (input, { limits }) {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const root = readMimePart(await readAll(input));
  const found = { blocks: [] as Block[], title: readableHeader(root.headers, 'subject'), documentDate: mailDate(headerOf(root.headers, 'date')) };
  const plain: Block[] = [];
  for (const part of leavesOf(root, 0)) {
    if (/^(?:text\/html|application\/xhtml\+xml)$/.test(part.type.value)) {
      const bytes = decodedBody(part);
      const page = takeHtmlApart(decodeCharset(bytes, part.type.parameters.get('charset') ?? declaredEncoding(bytes)).slice(0, maxHtmlUnits));
      if (found.blocks.length === 0) Object.assign(found, { title: page.title || found.title, documentDate: page.documentDate ?? found.documentDate });
      for (const block of page.blocks) found.blocks.push(block);
    } else if (part.type.value === 'text/plain') for (const block of plainBlocks(bodyText(part))) plain.push(block);
  }
  yield* emitBlocks(found.blocks.length > 0 ? found.blocks : plain, { format: 'mhtml', title: found.title, documentDate: found.documentDate }, input.path, limits);
};

function* leavesOf(part: MimePart, depth: number): Generator<MimePart> {
  const children = part.type.value.startsWith('multipart/') && depth < mimeLimits.depth ? partsOfBody(part) : [];
  if (children.length === 0) yield part;
  for (const child of children) yield* leavesOf(readMimePart(child), depth + 1);
}
