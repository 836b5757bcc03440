import { AppError } from '../shared/AppError.ts';

export const deepestXml = 256;

/** What a walk over XML reports. Names come without their prefix; `attributes` is the text between name and end of the tag. */
export type XmlHandler = {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
};

/**
 * Walks over XML without building a tree. No DTD, no entity but the five of XML and numbers, nothing outside the text is read.
 * Errors: file-damaged (malformed, a DTD), limit-exceeded (deeper than 256).
 */
export function walkXml(xml: string, handler: XmlHandler): void {
  for (const _step of stepXml(xml, handler, Infinity));
}

/** `walkXml` that stops after every `tags` tags, so that what was found can be passed on before the end. Errors: as there. */
export function* stepXml(xml: string, handler: XmlHandler, tags: number): Generator<void> {
  const open: string[] = [];
  let left = tags;
  for (let at = 0; at < xml.length; ) {
    left -= 1;
    if (left < 0) {
      left = tags;
      yield;
    }
    const next = xml.indexOf('<', at);
    const end = next === -1 ? xml.length : next;
    if (end > at && open.length > 0) handler.text(decodeEntities(xml.slice(at, end)));
    if (next === -1) break;
    const second = xml.charAt(next + 1);
    if (second === '!' || second === '?') {
      at = skipAside(xml, next, open.length > 0 ? handler : null);
      continue;
    }
    const close = tagEnd(xml, next);
    at = close + 1;
    if (second === '/') {
      const name = localName(xml.slice(next + 2, close).trim());
      if (open.pop() !== name) throw new AppError('file-damaged', { at: next });
      handler.close(name);
      continue;
    }
    const isEmpty = xml.charAt(close - 1) === '/';
    const inside = xml.slice(next + 1, isEmpty ? close - 1 : close);
    const blank = inside.search(/\s/);
    const name = localName(blank === -1 ? inside : inside.slice(0, blank));
    if (name === '') throw new AppError('file-damaged', { at: next });
    if (open.length >= deepestXml) throw new AppError('limit-exceeded', { depth: deepestXml });
    handler.open(name, blank === -1 ? '' : inside.slice(blank));
    if (isEmpty) handler.close(name);
    else open.push(name);
  }
  if (open.length > 0) throw new AppError('file-damaged', { at: xml.length });
}

/** Goes over a comment, an instruction or CDATA (whose text is reported) and gives the place behind it. */
function skipAside(xml: string, at: number, handler: XmlHandler | null): number {
  const endOf = (mark: string) => {
    const end = xml.indexOf(mark, at + 2);
    if (end === -1) throw new AppError('file-damaged', { at });
    return end + mark.length;
  };
  if (xml.startsWith('<!--', at)) return endOf('-->');
  if (xml.startsWith('<?', at)) return endOf('?>');
  if (!xml.startsWith('<![CDATA[', at)) throw new AppError('file-damaged', { at });
  const end = endOf(']]>');
  handler?.text(xml.slice(at + 9, end - 3));
  return end;
}

/** The `>` that ends the tag at `at`: one inside quotes does not. */
function tagEnd(xml: string, at: number): number {
  let end = -1;
  for (let from = at + 1; ; ) {
    // Looked for again only once passed, or a tag of many attributes would be searched to its end for each of them.
    if (end < from) end = xml.indexOf('>', from);
    if (end === -1) throw new AppError('file-damaged', { at });
    const quote = firstQuote(xml, from, end);
    if (quote === -1) return end;
    const close = xml.indexOf(xml.charAt(quote), quote + 1);
    if (close === -1) throw new AppError('file-damaged', { at });
    from = close + 1;
  }
}

function firstQuote(xml: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = xml.charCodeAt(at);
    if (code === 34 || code === 39) return at;
  }
  return -1;
}

/** One pattern for each name that is ever asked for: sheets ask a million times. */
const attributePatterns = new Map<string, RegExp>();

/** The value of attribute `name` (without prefix), or null. */
export function attributeOf(attributes: string, name: string): string | null {
  let pattern = attributePatterns.get(name);
  if (pattern === undefined) attributePatterns.set(name, (pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)));
  const match = pattern.exec(attributes);
  return match === null ? null : decodeEntities(match[1] ?? match[2] ?? '');
}

/** XML bytes as text: UTF-8 or UTF-16 by byte-order mark, as the format demands. */
export function xmlText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16().toString('utf16le');
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
