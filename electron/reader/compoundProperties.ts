import { AppError } from '../shared/AppError.ts';
import { decodeCodePage } from './codePages.ts';
import type { Compound } from './compound.ts';
import { believableDate } from './dates.ts';
import { meaningfulTitle } from './titles.ts';

const ids = { codePage: 1, title: 2, created: 12 } as const;
const types = { i2: 2, text: 0x1e, wideText: 0x1f, time: 0x40 } as const;
const mostProperties = 200;

/** Title ('' where none is worth showing) and date of an old Office file, from its summary (MS-OLEPS). What cannot be read is left out. */
export function compoundProperties(file: Compound): { readonly title: string; readonly documentDate: string | null } {
  try {
    const bytes = file.read('\u0005SummaryInformation');
    return bytes === null ? { title: '', documentDate: null } : read(bytes);
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return { title: '', documentDate: null };
    throw error;
  }
}

function read(bytes: Buffer): { title: string; documentDate: string | null } {
  const set = bytes.subarray(bytes.readUInt32LE(44));
  const places = new Map<number, number>();
  for (let index = 0; index < Math.min(mostProperties, set.readUInt32LE(4)); index += 1) places.set(set.readUInt32LE(8 + index * 8), set.readUInt32LE(12 + index * 8));
  const codePageAt = places.get(ids.codePage);
  const codePage = codePageAt === undefined || set.readUInt16LE(codePageAt) !== types.i2 ? 1252 : set.readUInt16LE(codePageAt + 4);
  const titleAt = places.get(ids.title);
  const createdAt = places.get(ids.created);
  return {
    title: titleAt === undefined ? '' : meaningfulTitle(textAt(set, titleAt, codePage)),
    documentDate: createdAt === undefined || set.readUInt16LE(createdAt) !== types.time ? null : dateOf(set.readBigUInt64LE(createdAt + 4)),
  };
}

function textAt(set: Buffer, at: number, codePage: number): string {
  const type = set.readUInt16LE(at);
  const size = set.readUInt32LE(at + 4);
  if (type === types.wideText) return set.subarray(at + 8, at + 8 + Math.min(size, 1_000) * 2).toString('utf16le');
  return type === types.text ? decodeCodePage(set.subarray(at + 8, at + 8 + Math.min(size, 2_000)), codePage) : '';
}

/** Tenths of a microsecond since 1601. */
function dateOf(time: bigint): string | null {
  const ms = Number(time / 10_000n) - 11_644_473_600_000;
  return Math.abs(ms) > 8e15 ? null : believableDate(new Date(ms).toISOString());
}
