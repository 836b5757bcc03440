import { AppError } from '../../shared/AppError.ts';
import type { Input } from '../Input.ts';
import { tiffFrames } from './tiffFrames.ts';

export type PictureKind = 'png' | 'jpeg' | 'webp' | 'bmp' | 'tiff';
/** Sizes in pixels as stored: how a camera was held is not yet taken into account. */
export type PictureFrame = { readonly width: number; readonly height: number };
/** `frames`: one, but for a TIFF with several pages. */
export type PictureFacts = { readonly kind: PictureKind; readonly frames: readonly PictureFrame[] };

/** Smaller pictures, in pixels, are icons and rules. */
const [leastSide, leastPixels] = [24, 4_000];

export function mayHoldText({ width, height }: PictureFrame): boolean {
  return Math.min(width, height) >= leastSide && width * height >= leastPixels;
}

/** Whether a picture may hold text that is worth recognising; false where it is none that is read. */
export async function mayHoldTextIn(input: Input): Promise<boolean> {
  try {
    return (await pictureFacts(input)).frames.some(mayHoldText);
  } catch (error) {
    // A picture that cannot be opened takes nothing from the document around it.
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** What the head of a picture file says, without unpacking the picture. Errors: format-unsupported, file-damaged, limit-exceeded. */
export async function pictureFacts(input: Input): Promise<PictureFacts> {
  const head = await input.read(0, 64);
  const latin = head.toString('latin1');
  if (latin.startsWith('II*\0') || latin.startsWith('MM\0*')) return { kind: 'tiff', frames: await tiffFrames(input) };
  const facts = latin.startsWith('\x89PNG') ? one('png', sized(head, 24, () => ({ width: head.readUInt32BE(16), height: head.readUInt32BE(20) })))
    : latin.startsWith('\xff\xd8\xff') ? one('jpeg', await jpegFrame(input))
    : latin.startsWith('RIFF') && latin.slice(8, 12) === 'WEBP' ? one('webp', sized(head, 30, () => webpFrame(head)))
    : latin.startsWith('BM') ? one('bmp', sized(head, 26, () => bmpFrame(head))) : null;
  if (facts === null) throw new AppError('format-unsupported', { format: 'picture' });
  if (facts.frames.some(({ width, height }) => width === 0 || height === 0)) throw new AppError('file-damaged');
  return facts;
}

function one(kind: PictureKind, frame: PictureFrame): PictureFacts {
  return { kind, frames: [frame] };
}

function sized(head: Buffer, bytes: number, read: () => PictureFrame): PictureFrame {
  if (head.length < bytes) throw new AppError('file-damaged');
  return read();
}

/** Three ways of storing (RFC 9649): `VP8 ` with losses, `VP8L` without, `VP8X` with more around it. */
function webpFrame(head: Buffer): PictureFrame {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ': return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    default: throw new AppError('file-damaged');
  }
}

function bmpFrame(head: Buffer): PictureFrame {
  const isOld = head.readUInt32LE(14) === 12;
  return isOld ? { width: head.readUInt16LE(18), height: head.readUInt16LE(20) } : { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };
}

/** The first frame header among the segments (ITU T.81 B.2.2); what a camera puts before it may be long. */
async function jpegFrame(input: Input): Promise<PictureFrame> {
  for (let at = 2, segments = 0; segments < 1_000; segments += 1) {
    const head = await input.read(at, 9);
    if (head.length < 9 || head[0] !== 0xff) throw new AppError('file-damaged');
    const mark = head[1] ?? 0;
    if (mark === 0xff) at += 1;
    else if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc) return { width: head.readUInt16BE(7), height: head.readUInt16BE(5) };
    else if (mark === 0x01 || (mark >= 0xd0 && mark <= 0xd8)) at += 2;
    else at += 2 + head.readUInt16BE(2);
  }
  throw new AppError('file-damaged');
}
