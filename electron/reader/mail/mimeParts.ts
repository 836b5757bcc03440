import { decodeCharset } from '../decodeText.ts';
import { headerOf, parameters, readHeaders, type MailHeaders, type Parameters } from './mailHeaders.ts';

/** A mail or a part of one: what it says of itself and its body as it stands, not decoded. */
export type MimePart = { readonly headers: MailHeaders; readonly type: Parameters; readonly disposition: Parameters; readonly body: Buffer };

/** Parts of one mail that are taken apart, and how deep they may lie. */
export const mimeLimits = { depth: 30, parts: 2_000 } as const;

/** `otherwise`: the type of what names none (a digest holds mails). */
export function readMimePart(bytes: Buffer, otherwise = 'text/plain'): MimePart {
  const { headers, bodyAt } = readHeaders(bytes);
  const type = parameters(headerOf(headers, 'content-type') || otherwise);
  return { headers, type: type.value.includes('/') ? type : { ...type, value: otherwise }, disposition: parameters(headerOf(headers, 'content-disposition')), body: bytes.subarray(bodyAt) };
}

/** The parts of a multipart body (RFC 2046); without its boundary none. One that is not closed ends with the body. */
export function partsOfBody(part: MimePart): Buffer[] {
  const boundary = part.type.parameters.get('boundary') ?? '';
  if (boundary === '') return [];
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let start = -1;
  for (let at = part.body.indexOf(mark); at !== -1 && parts.length < mimeLimits.parts; at = part.body.indexOf(mark, at + mark.length)) {
    const after = at + mark.length;
    const isAtLineStart = at === 0 || part.body[at - 1] === 10;
    const next = part.body[after];
    // A longer boundary may begin with this one.
    if (!isAtLineStart || !(next === undefined || next === 13 || next === 10 || next === 32 || next === 9 || next === 45)) continue;
    if (start !== -1) parts.push(part.body.subarray(start, lineEndBefore(part.body, at, start)));
    const newline = part.body.indexOf(10, after);
    start = newline === -1 ? part.body.length : newline + 1;
    if (next === 45 && part.body[after + 1] === 45) return parts;
  }
  if (start !== -1 && start < part.body.length) parts.push(part.body.subarray(start));
  return parts;
}

/** The line end in front of a boundary belongs to the boundary. */
function lineEndBefore(body: Buffer, at: number, start: number): number {
  const end = body[at - 1] === 10 ? at - 1 : at;
  return Math.max(start, body[end - 1] === 13 ? end - 1 : end);
}

/** The body's bytes with the transfer coding undone. */
export function decodedBody(part: MimePart): Buffer {
  switch (/^[\w-]*/.exec(headerOf(part.headers, 'content-transfer-encoding').toLowerCase())?.[0]) {
    case 'base64': return Buffer.from(part.body.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
    case 'quoted-printable': return decodeQuotedPrintable(part.body);
    default: return part.body;
  }
}

/** The body as text, by the charset it declares or the one it looks like. */
export function bodyText(part: MimePart): string {
  return decodeCharset(decodedBody(part), part.type.parameters.get('charset')).replaceAll('\r\n', '\n').replaceAll('\0', '');
}

/** Quoted-printable (RFC 2045): soft line ends vanish, what is no valid escape stays as it is. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.alloc(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte !== 61) {
      out[length++] = byte;
      continue;
    }
    let soft = at + 1;
    while (body[soft] === 32 || body[soft] === 9) soft += 1;
    if (body[soft] === 13 && body[soft + 1] === 10) at = soft + 1;
    else if (body[soft] === 10) at = soft;
    else if (soft >= body.length) at = body.length;
    else {
      const hex = body.toString('latin1', at + 1, at + 3);
      if (/^[0-9a-f]{2}$/i.test(hex)) {
        out[length++] = parseInt(hex, 16);
        at += 2;
      } else out[length++] = byte;
    }
  }
  return out.subarray(0, length);
}

/** Lines of `format=flowed` (RFC 3676) put together again: one that ends in a blank goes on in the next of the same quoting. */
export function unflow(text: string, deletesBlank: boolean): string {
  const lines: string[] = [];
  let open: string | null = null;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^ /, '');
    const quote = /^>*/.exec(line)?.[0] ?? '';
    const content = line.slice(quote.length).replace(/^ /, '');
    const isSoft = content.endsWith(' ') && content !== '-- ';
    const kept = isSoft && deletesBlank ? content.slice(0, -1) : content;
    if (open === quote && content !== '-- ') lines[lines.length - 1] += kept;
    else lines.push(quote === '' ? kept : `${quote} ${kept}`);
    open = isSoft ? quote : null;
  }
  return lines.join('\n');
}
