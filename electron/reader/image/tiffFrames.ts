import { AppError } from '../../shared/AppError.ts';
import type { Input } from '../Input.ts';
import type { PictureFrame } from './pictureFacts.ts';

const mostFrames = 10_000;
const [widthTag, heightTag, kindTag, shortType] = [256, 257, 254, 3];

/** The pages of a TIFF file in their order; small versions of a page beside it are left out. Errors: file-damaged, limit-exceeded. */
export async function tiffFrames(input: Input): Promise<readonly PictureFrame[]> {
  const head = await input.read(0, 8);
  if (head.length < 8) throw new AppError('file-damaged');
  const isLittle = head.toString('latin1', 0, 2) === 'II';
  const frames: PictureFrame[] = [];
  const seen = new Set<number>();
  let at = isLittle ? head.readUInt32LE(4) : head.readUInt32BE(4);
  while (at !== 0 && !seen.has(at)) {
    seen.add(at);
    if (seen.size > mostFrames) throw new AppError('limit-exceeded', { pages: mostFrames });
    const directory = await readDirectory(input, at, isLittle);
    if (directory === null) break;
    if (directory.width > 0 && directory.height > 0 && !directory.isReduced) frames.push({ width: directory.width, height: directory.height });
    at = directory.next;
  }
  if (frames.length === 0) throw new AppError('file-damaged');
  return frames;
}

type Directory = { readonly width: number; readonly height: number; readonly isReduced: boolean; readonly next: number };

/** One list of twelve-byte fields (TIFF 6.0, section 2); null where the file ends before it does: the pages before it stand. */
async function readDirectory(input: Input, at: number, isLittle: boolean): Promise<Directory | null> {
  const start = await input.read(at, 2);
  if (start.length < 2) return null;
  const count = isLittle ? start.readUInt16LE(0) : start.readUInt16BE(0);
  const fields = await input.read(at + 2, count * 12 + 4);
  if (fields.length < count * 12) return null;
  const short = (from: number) => (isLittle ? fields.readUInt16LE(from) : fields.readUInt16BE(from));
  const long = (from: number) => (isLittle ? fields.readUInt32LE(from) : fields.readUInt32BE(from));
  const values = new Map(Array.from({ length: count }, (_, index) => [short(index * 12), short(index * 12 + 2) === shortType ? short(index * 12 + 8) : long(index * 12 + 8)]));
  return {
    width: values.get(widthTag) ?? 0, height: values.get(heightTag) ?? 0, isReduced: ((values.get(kindTag) ?? 0) & 1) === 1,
    next: fields.length >= count * 12 + 4 ? long(count * 12) : 0,
  };
}
