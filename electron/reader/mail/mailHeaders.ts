import { believableDate } from '../dates.ts';
import { decodeCharset, decodeText } from '../decodeText.ts';

/** The header fields of a mail or of a part of one, in their order: names in small letters, values unfolded but not decoded. */
export type MailHeaders = readonly (readonly [name: string, value: string])[];

/** A structured value: `text/plain; charset=utf-8` has the value `text/plain` (in small letters) and one parameter. */
export type Parameters = { readonly value: string; readonly parameters: ReadonlyMap<string, string> };

const mostHeaderBytes = 256 * 1024;
const mostFields = 2_000;

/** Fields up to the first empty line and where the body begins (RFC 5322). What is no field ends the header. */
export function readHeaders(bytes: Buffer): { headers: MailHeaders; bodyAt: number } {
  const headers: [string, string][] = [];
  let at = 0;
  while (at < bytes.length && at < mostHeaderBytes) {
    const newline = bytes.indexOf(10, at);
    const end = newline === -1 ? bytes.length : newline;
    const line = textOf(bytes.subarray(at, end)).replace(/\r$/, '');
    if (line.trim() === '') {
      // Blank lines in front of the first field are no end of the header.
      if (headers.length > 0) return { headers, bodyAt: Math.min(bytes.length, end + 1) };
      at = end + 1;
      continue;
    }
    const field = /^([!-9;-~]{1,100})[ \t]*:(.*)$/s.exec(line);
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last[1] += ` ${line.trim()}`;
    else if (field !== null && headers.length < mostFields) headers.push([(field[1] ?? '').toLowerCase(), (field[2] ?? '').trim()]);
    else if (!/^>?From /.test(line)) return { headers, bodyAt: at };
    at = end + 1;
  }
  return { headers, bodyAt: Math.min(at, bytes.length) };
}

/** Headers should be ASCII; what is not is UTF-8 or whatever it looks like. */
function textOf(bytes: Buffer): string {
  return bytes.every((byte) => byte < 0x80) ? bytes.toString('latin1') : (decodeText(bytes)?.text ?? bytes.toString('latin1'));
}

/** The first field of that name, not decoded, or ''. */
export function headerOf(headers: MailHeaders, name: string): string {
  return headers.find(([known]) => known === name)?.[1] ?? '';
}

/** All fields of that name as a person reads them: encoded words decoded, joined by commas. */
export function readableHeader(headers: MailHeaders, name: string): string {
  return headers.filter(([known]) => known === name).map(([, value]) => decodeWords(value)).join(', ').replace(/\s+/g, ' ').trim();
}

/** Encoded words (RFC 2047) as text. Neighbours of one encoding are put together first: some mailers cut characters in two. */
export function decodeWords(raw: string): string {
  const word = /=\?([\w.:-]{1,60})(?:\*[\w-]{1,20})?\?([bq])\?([^?]{0,5000})\?=/gi;
  const runs: { charset: string | null; bytes: Buffer[]; text: string }[] = [];
  let from = 0;
  for (const match of raw.matchAll(word)) {
    const between = raw.slice(from, match.index);
    const [whole, charset = '', coding = '', content = ''] = match;
    const bytes = coding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : decodeQ(content);
    const last = runs.at(-1);
    // The blank between two encoded words is none.
    if (last === undefined || between.trim() !== '') runs.push({ charset: null, bytes: [], text: between });
    if (last?.charset === charset.toLowerCase() && between.trim() === '') last.bytes.push(bytes);
    else runs.push({ charset: charset.toLowerCase(), bytes: [bytes], text: '' });
    from = match.index + whole.length;
  }
  return runs.map(({ charset, bytes, text }) => charset === null ? text : decodeCharset(Buffer.concat(bytes), charset)).join('') + raw.slice(from);
}

function decodeQ(content: string): Buffer {
  return Buffer.from(content.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

/** A value with its parameters, those cut up or percent-encoded (RFC 2231) put together, encoded words decoded though they should not be there. */
export function parameters(raw: string): Parameters {
  const pieces = new Map<string, { index: number; text: string; isEncoded: boolean }[]>();
  const found = /;\s*([\w!#$&+.^`{|}~-]{1,60}?)(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/gs;
  for (const [, name = '', index, star, quoted, bare] of raw.matchAll(found)) {
    const text = quoted === undefined ? (bare ?? '').trim() : quoted.replace(/\\(.)/gs, '$1');
    const known = pieces.get(name.toLowerCase()) ?? [];
    if (known.length < 200) pieces.set(name.toLowerCase(), [...known, { index: Number(index ?? 0), text, isEncoded: star !== undefined }]);
  }
  const joined = [...pieces].map(([name, parts]) => [name, joinPieces(parts.toSorted((a, b) => a.index - b.index))] as const);
  return { value: (/^[^;]*/.exec(raw)?.[0] ?? '').trim().toLowerCase(), parameters: new Map(joined) };
}

function joinPieces(pieces: readonly { text: string; isEncoded: boolean }[]): string {
  if (!pieces.some(({ isEncoded }) => isEncoded)) return decodeWords(pieces.map(({ text }) => text).join(''));
  const charset = /^([^']*)'[^']*'/.exec(pieces[0]?.text ?? '');
  const bytes = pieces.map(({ text, isEncoded }, index) => {
    const rest = index === 0 && charset !== null ? text.slice(charset[0].length) : text;
    return isEncoded ? Buffer.from(rest.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1') : Buffer.from(rest, 'utf8');
  });
  return decodeCharset(Buffer.concat(bytes), charset?.[1] ?? 'utf-8');
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The day of a `Date` field, ISO, as its sender's calendar had it; null when there is none. */
export function mailDate(raw: string): string | null {
  const match = /(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{4}|\d{2})\b/i.exec(raw);
  if (match === null) return believableDate(raw);
  const [, day = '', month = '', year = ''] = match;
  const number = months.indexOf(month.toLowerCase()) + 1;
  const fullYear = year.length === 4 ? year : `${Number(year) < 50 ? 20 : 19}${year}`;
  return number === 0 ? null : believableDate(`${fullYear}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`);
}
