import { constants, inflateSync } from 'node:zlib';
import type { Box } from './geometry.ts';
import { textReach } from './textReach.ts';

/**
 * What a PDF may hold beside the text that shows. `remarks`: notes of readers or files pinned to a page; `unseen`: text that is drawn without a colour, in white, or beside the page; `descriptions`: words for pictures.
 * Looking for any of it costs as much as reading the page, so only files that may have some are looked through.
 */
export type PdfHints = { readonly remarks: boolean; readonly unseen: boolean; readonly descriptions: boolean };

const anything: PdfHints = { remarks: true, unseen: true, descriptions: true };
/** Larger files, and those that unpack to more, are taken to hold anything. */
const [mostBytes, mostUnpacked, mostOfStream] = [64 * 1024 ** 2, 256 * 1024 ** 2, 32 * 1024 ** 2];

const remark = /\/Subtype\s*\/(?:Text|FreeText|Highlight|Underline|Squiggly|StrikeOut|Caret|Stamp|Ink|Square|Circle|Line|Polygon|PolyLine|FileAttachment)\b/;
const white = String.raw`(?:1(?:\.0*)?|0?\.9[7-9]\d*)\s+`;
const noInk = String.raw`(?:0(?:\.(?:0[0-2]?\d*)?)?|\.0[0-2]?\d*)\s+`;
// Text is shown after the fill was set to white, before it is set to anything else, or with the mode that draws nothing.
const unseen = new RegExp(String.raw`(?:^|[\s\]>)])[37]\s+Tr\b|(?:(?:${white}){3}(?:rg|scn?)|(?=[01.])(?<![\d.]\s+)${white}(?:g|scn?)|(?<![\d.])(?:${noInk}){4}(?:k|scn?))\b(?:(?!\b(?:rg|g|k|scn?)\b)[^]){0,4000}?\bT[jJ]\b`);
const description = /\/Alt\s*[(<]/;
const clear = /\/ca\s+(?:0|0?\.0[0-5]?\d*)\s*[/>]/;
const form = /\/Subtype\s*\/Form\b/;

/** Streams that draw nothing: pictures, fonts, tables of the file itself. */
const noDrawing = /\/(?:Image|Length1|Length2|Type1C|CIDFontType0C|OpenType|XRef|Metadata|ICCBased)\b|\/N\s+[134]\b(?!.*\/First)/s;

/** Looks through the file's streams without making sense of them. */
export function pdfHints(bytes: Uint8Array): PdfHints {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > mostBytes || file.includes('/Encrypt')) return anything;
  const whole = file.toString('latin1');
  const [found, pages] = [{ remarks: remark.test(whole), unseen: clear.test(whole), descriptions: description.test(whole) }, new PageReach(whole)];
  let unpacked = 0;
  for (let at = file.indexOf('stream'); at !== -1 && !(found.remarks && found.unseen && found.descriptions); ) {
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
      const holdsObjects = dictionary.includes('/ObjStm');
      found.remarks ||= holdsObjects && remark.test(text);
      found.descriptions ||= holdsObjects && description.test(text);
      found.unseen ||= holdsObjects ? clear.test(text) : unseen.test(text);
      if (holdsObjects) pages.takeObjects(text);
      // Where a form is drawn is told elsewhere.
      else if (!found.unseen && text.includes('BT')) pages.takeText(form.test(dictionary) ? null : textReach(text));
    }
    at = file.indexOf('stream', end + 9);
  }
  return { ...found, unseen: found.unseen || pages.isLeft };
}

/** Whether text may stand beside the smallest page there is. */
class PageReach {
  #page: Box = { left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity };
  #text: Box | null = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };

  constructor(file: string) {
    this.takeObjects(file);
  }

  takeObjects(objects: string): void {
    for (const [, edges = ''] of objects.matchAll(/\/(?:MediaBox|CropBox)\s*(\[[-+\d.\s]{7,200}\]|\d+ )/g)) {
      const [a = NaN, b = NaN, c = NaN, d = NaN] = edges.startsWith('[') ? edges.slice(1, -1).trim().split(/\s+/).map(Number) : [];
      const { left, bottom, right, top } = this.#page;
      // Edges that are told elsewhere make the page one that everything is beside.
      this.#page = { left: Math.max(left, Math.min(a, c)), bottom: Math.max(bottom, Math.min(b, d)), right: Math.min(right, Math.max(a, c)), top: Math.min(top, Math.max(b, d)) };
    }
  }

  /** `null`: it may be anywhere. */
  takeText(reach: Box | null): void {
    const text = this.#text;
    this.#text = text === null || reach === null ? null : { left: Math.min(text.left, reach.left), bottom: Math.min(text.bottom, reach.bottom), right: Math.max(text.right, reach.right), top: Math.max(text.top, reach.top) };
  }

  get isLeft(): boolean {
    const [page, text] = [this.#page, this.#text];
    // Not the other way round: what is not a number is beside everything.
    return text === null || !(text.left >= page.left && text.right <= page.right && text.bottom >= page.bottom && text.top <= page.top);
  }
}

/** As far as it can be unpacked: what is damaged is no reason to look no further. */
function unpack(stream: Buffer, isPacked: boolean): string {
  try {
    return (isPacked ? inflateSync(stream, { maxOutputLength: mostOfStream, finishFlush: constants.Z_SYNC_FLUSH }) : stream).toString('latin1');
  } catch {
    return '';
  }
}
