import iconv from 'iconv-lite';

/** Encodings by the number of a font's character set (`\fcharset`); 0 and 1 mean the document's own. */
const byCharset: Readonly<Record<number, string>> = {
  77: 'macintosh', 128: 'cp932', 129: 'cp949', 134: 'gb18030', 136: 'big5', 161: 'windows-1253', 162: 'windows-1254', 163: 'windows-1258', 177: 'windows-1255',
  178: 'windows-1256', 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250', 254: 'cp437', 255: 'cp850',
};
const symbols = 2;
const greek = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ';

/** What bytes of a font mean: the name of an encoding, or a set of signs in place of letters. */
export type RtfEncoding = string;
export const symbolEncoding: RtfEncoding = 'symbol';
export const dingbatEncoding: RtfEncoding = 'dingbats';

export function charsetEncoding(charset: number, fontName: string, own: RtfEncoding): RtfEncoding {
  if (charset === symbols) return /^symbol/i.test(fontName) ? symbolEncoding : dingbatEncoding;
  return byCharset[charset] ?? own;
}

/** The encoding of a code page number (`\ansicpg`, `\cpg`); an unknown one is taken as Western. */
export function codePageEncoding(page: number): RtfEncoding {
  const known: Readonly<Record<number, string>> = { 65001: 'utf-8', 10000: 'macintosh', 936: 'gb18030', 708: 'windows-1256' };
  const name = known[page] ?? `cp${page}`;
  return iconv.encodingExists(name) ? name : 'windows-1252';
}

export function decodeRtf(bytes: Buffer, encoding: RtfEncoding): string {
  if (encoding === dingbatEncoding) return bytes.every((byte) => byte === 0x20) ? ' ' : '•';
  if (encoding !== symbolEncoding) return iconv.decode(bytes, encoding);
  return [...bytes].map((byte) => {
    if (byte === 0xb7) return '•';
    const letter = greek[(byte | 0x20) - 0x61];
    if (letter === undefined || !((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a))) return byte < 0x80 ? String.fromCharCode(byte) : '•';
    return byte < 0x61 ? letter.toUpperCase() : letter;
  }).join('');
}
