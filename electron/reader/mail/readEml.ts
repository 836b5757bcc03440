import { AppError } from '../../shared/AppError.ts';
import { decodeText } from '../decodeText.ts';
import { readAll } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import { PartedDocument } from '../parts.ts';
import type { FormatReader } from '../ReadContext.ts';
import { writeMessage } from './MailMessage.ts';
import { readMessage } from './readMessage.ts';

/** A mail (RFC 5322) with what is attached to it. Errors: file-too-large. */
export const readEml: FormatReader = async function* (input, context) {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const message = readMessage(asBytes(withoutCount(await readAll(input))));
  const document = new PartedDocument({ format: 'mail', title: message.subject, documentDate: message.date }, input.path, context);
  yield document.facts();
  yield* writeMessage(document, message, 1);
  yield* document.finish();
};

/** The Mac's own mail program (`.emlx`) puts the length of the mail on a line in front of it and facts of its own behind it. */
function withoutCount(bytes: Buffer): Buffer {
  const count = /^\s*(\d{1,12})\s*\n/.exec(bytes.toString('latin1', 0, 40));
  return count === null ? bytes : bytes.subarray(count[0].length, count[0].length + Number(count[1]));
}

/** Mails are bytes of ASCII and more; one saved by an editor as UTF-16 is put right first. */
function asBytes(bytes: Buffer): Buffer {
  const head = bytes.subarray(0, 1_024);
  const isWide = head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const decoded = isWide ? decodeText(bytes) : null;
  return decoded !== null && /^utf-(?:16|32)/.test(decoded.encoding) ? Buffer.from(decoded.text, 'utf8') : bytes;
}
