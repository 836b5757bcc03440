import { constants, inflateSync } from 'node:zlib';

/**
 * What a PDF may hold beside the text that shows. `remarks`: notes of readers or files pinned to a page; `unseen`: text that is drawn without a colour, or in white.
 * Looking for either costs as much as reading the page, so only files that may have some are looked through.
 */
export type PdfHints = { readonly remarks: boolean; readonly unseen: boolean };

const anything: PdfHints = { remarks: true, unseen: true };
/** Larger files, and those that unpack to more, are taken to hold anything. */
const [mostBytes, mostUnpacked, mostOfStream] = [64 * 1024 ** 2, 256 * 1024 ** 2, 32 * 1024 ** 2];

const remark = /\/Subtype\s*\/(?:Text|FreeText|Highlight|Underline|Squiggly|StrikeOut|Caret|Stamp|Ink|Square|Circle|Line|Polygon|PolyLine|FileAttachment)\b/;
// Text is shown after the fill was set to white, before it is set to anything else, or with the mode that draws nothing.
const unseen = /(?:^|[\s\]>)])[37]\s+Tr\b|(?:(?:1(?:\.0*)?\s+){3}(?:rg|scn?)|(?<![\d.]\s+)1(?:\.0*)?\s+(?:g|scn?)|(?<![\d.])(?:(?:0(?:\.0*)?|\.0+)\s+){4}(?:k|scn?))\b(?:(?!\b(?:rg|g|k|scn?)\b)[^]){0,4000}?\bT[jJ]\b/;

/** Streams that draw nothing: pictures, fonts, tables of the file itself. */
const noDrawing = /\/(?:Image|Length1|Length2|Type1C|CIDFontType0C|OpenType|XRef|Metadata|ICCBased)\b|\/N\s+[134]\b(?!.*\/First)/s;

/** Looks through the file's streams without making sense of them. */
export function pdfHints(bytes: Uint8Array): PdfHints {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > mostBytes || file.includes('/Encrypt')) return anything;
  let found = { remarks: remark.test(file.toString('latin1')), unseen: false };
  let unpacked = 0;
  for (let at = file.indexOf('stream'); at !== -1 && !(found.remarks && found.unseen); ) {
    const start = file[at + 6] === 13 ? at + 8 : at + 7;
    const end = file.indexOf('endstream', start);
    if (end === -1) break;
    const words = file.toString('latin1', Math.max(0, at - 600), at);
    const dictionary = words.slice(words.lastIndexOf(' obj') + 1);
    if (!noDrawing.test(dictionary)) {
      if (/\/(?:LZW|ASCII85|ASCIIHex|RunLength|Crypt)/.test(dictionary)) return anything;
      const text = unpack(file.subarray(start, end), dictionary.includes('/Fl'));
      unpacked += text.length;
      if (unpacked > mostUnpacked) return anything;
      found = { remarks: found.remarks || (dictionary.includes('/ObjStm') && remark.test(text)), unseen: found.unseen || unseen.test(text) };
    }
    at = file.indexOf('stream', end + 9);
  }
  return found;
}

/** As far as it can be unpacked: what is damaged is no reason to look no further. */
function unpack(stream: Buffer, isPacked: boolean): string {
  try {
    return (isPacked ? inflateSync(stream, { maxOutputLength: mostOfStream, finishFlush: constants.Z_SYNC_FLUSH }) : stream).toString('latin1');
  } catch {
    return '';
  }
}
