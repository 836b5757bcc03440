import { AppError } from '../../shared/AppError.ts';
import type { Block } from '../blocks.ts';
import { decodeCharset } from '../decodeText.ts';
import { maxHtmlUnits } from '../limits.ts';
import { takeRtfApart } from '../office/rtfBlocks.ts';
import { declaredEncoding, takeHtmlApart } from '../readHtml.ts';
import { plainBody, wordCount } from './MailMessage.ts';
import { decompressRtf } from './rtfCompression.ts';

/** The properties of an Outlook object (MS-OXPROPS) by their number. A value is a text's or block's bytes, or the 8 bytes of a plain value. */
export type MapiProperties = ReadonlyMap<number, { readonly type: number; readonly value: Buffer }>;

export const mapiTypes = { string8: 0x1e, unicode: 0x1f, binary: 0x102, object: 0x0d, time: 0x40 } as const;

/** Numbers of the properties that are read. */
export const tag = {
  messageClass: 0x1a, subject: 0x37, submitTime: 0x39, representingName: 0x42, representingAddress: 0x65, headers: 0x7d, starts: 0x60, ends: 0x61,
  recipientType: 0x0c15, senderName: 0x0c1a, senderAddress: 0x0c1f, displayBcc: 0x0e02, displayCc: 0x0e03, displayTo: 0x0e04, deliveryTime: 0x0e06,
  body: 0x1000, compressedRtf: 0x1009, html: 0x1013, displayName: 0x3001, address: 0x3003, attachData: 0x3701, attachName: 0x3704, attachLongName: 0x3707, attachMime: 0x370e, contentId: 0x3712,
  attachFlags: 0x3714, smtpAddress: 0x39fe, businessPhone: 0x3a08, homePhone: 0x3a09, postalAddress: 0x3a15, company: 0x3a16, jobTitle: 0x3a17, mobilePhone: 0x3a1c,
  internetPage: 0x3fde, messagePage: 0x3ffd, senderSmtp: 0x5d01, representingSmtp: 0x5d02, isHidden: 0x7ffe,
} as const;

/** A richer form of the body is taken when the plain one has less than this share of its words. */
const poorShare = 0.5;
/** Between the years 1601, where Windows begins to count, and 1970, milliseconds. */
const windowsEpochMs = 11_644_473_600_000;

/** A text, or '' where there is none. `page` is the code page of what is not Unicode. */
export function textOf(properties: MapiProperties, id: number, page = pageOf(properties)): string {
  const found = properties.get(id);
  if (found === undefined) return '';
  const text = found.type === mapiTypes.unicode ? found.value.subarray(0, found.value.length & ~1).toString('utf16le') : found.type === mapiTypes.string8 || found.type === mapiTypes.binary ? decodeCharset(found.value, charsetOf(page)) : '';
  return text.replace(/\0+$/, '').replaceAll('\0', '');
}

export function numberOf(properties: MapiProperties, id: number): number {
  const value = properties.get(id)?.value;
  return value === undefined || value.length < 4 ? 0 : value.readUInt32LE(0);
}

/** ISO with minutes, in UTC, or ''. */
export function timeOf(properties: MapiProperties, id: number): string {
  const value = properties.get(id)?.value;
  if (value === undefined || value.length < 8) return '';
  const ms = Number(value.readBigUInt64LE(0) / 10_000n) - windowsEpochMs;
  return ms <= 0 || ms > 32_503_680_000_000 ? '' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

export function pageOf(properties: MapiProperties): number {
  return numberOf(properties, tag.messagePage) || numberOf(properties, tag.internetPage);
}

function charsetOf(page: number): string | undefined {
  return page === 0 ? undefined : page === 65001 ? 'utf-8' : page === 50220 || page === 50221 ? 'iso-2022-jp' : page === 936 ? 'gb18030' : `cp${page}`;
}

/** The fullest form of a body: plain text unless it says plainly less than the page or the RTF text beside it. */
export function mapiBody(properties: MapiProperties): { body: readonly Block[]; troubles: { name: string; code: string }[] } {
  const { body: plain, troubles: locked } = plainBody(textOf(properties, tag.body).replaceAll('\r\n', '\n'));
  const troubles: { name: string; code: string }[] = [];
  const rich = htmlOf(properties) ?? rtfOf(properties, troubles) ?? [];
  if (locked.length > 0) return { body: plain, troubles: locked };
  return { body: wordCount(plain) < wordCount(rich) * poorShare ? rich : plain, troubles: plain.length > 0 ? [] : troubles };
}

function htmlOf(properties: MapiProperties): readonly Block[] | null {
  const html = properties.get(tag.html);
  if (html === undefined || html.value.length === 0) return null;
  const page = numberOf(properties, tag.internetPage);
  const text = html.type === mapiTypes.binary ? decodeCharset(html.value, charsetOf(page) ?? declaredEncoding(html.value)) : textOf(properties, tag.html);
  return takeHtmlApart(text.replaceAll('\0', '').slice(0, maxHtmlUnits)).blocks;
}

function rtfOf(properties: MapiProperties, troubles: { name: string; code: string }[]): readonly Block[] | null {
  const rtf = properties.get(tag.compressedRtf);
  if (rtf === undefined || rtf.value.length === 0) return null;
  try {
    return takeRtfApart(decompressRtf(rtf.value)).blocks;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    troubles.push({ name: 'RTF', code: error.code });
    return null;
  }
}

/** The name a person gave an attachment. */
export function attachmentName(properties: MapiProperties, index: number, page: number): string {
  const name = [tag.attachLongName, tag.attachName, tag.displayName].map((id) => textOf(properties, id, page).trim()).find((text) => text !== '');
  return (name ?? `part ${index}`).replace(/^.*[\\/]/, '');
}
