import { createCanvas, loadImage } from '@napi-rs/canvas';
import utif from 'utif2';
import { pictureFacts } from '../reader/image/pictureFacts.ts';
import { readAll, type Input } from '../reader/Input.ts';
import { AppError } from '../shared/AppError.ts';
import { grayFromColours, type GrayPicture } from './GrayPicture.ts';
import { boundedScale, mostPixels, usualPixels, type PageSource } from './PageSource.ts';

/** Larger pictures are not unpacked: four bytes a pixel are held while one is. */
const largestPicture = 150_000_000;

/** A picture, or a page (from 1) of a TIFF, as it is to be seen: turned as the camera says. Errors: format-unsupported, file-damaged, limit-exceeded, page-unknown. */
export async function pictureSource(input: Input, number: number): Promise<PageSource> {
  const { kind, frames } = await pictureFacts(input);
  const frame = frames[number - 1];
  if (frame === undefined) throw new AppError('page-unknown', { page: number });
  if (frame.width * frame.height > largestPicture) throw new AppError('limit-exceeded', { pixels: frame.width * frame.height });
  const bytes = await readAll(input);
  try {
    return kind === 'tiff' ? tiffSource(bytes, number) : await imageSource(bytes);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('file-damaged', {}, { cause: error });
  }
}

async function imageSource(bytes: Buffer): Promise<PageSource> {
  const image = await loadImage(bytes);
  const { width, height } = image;
  return sourceOf(width, height, (scale) => {
    const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const canvas = createCanvas(across, down);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, across, down);
    return grayFromColours(context.getImageData(0, 0, across, down).data, across, down);
  });
}

function tiffSource(bytes: Buffer, number: number): PageSource {
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const pages = utif.decode(whole).filter((ifd) => (ifd.t256?.[0] ?? 0) > 0 && (ifd.t257?.[0] ?? 0) > 0 && ((ifd.t254?.[0] ?? 0) & 1) === 0);
  const page = pages[number - 1];
  if (page === undefined) throw new AppError('file-damaged');
  utif.decodeImage(whole, page);
  const { width, height } = page;
  const colours = new Uint8ClampedArray(utif.toRGBA8(page));
  return sourceOf(width, height, (scale) => {
    if (scale === 1) return grayFromColours(colours, width, height);
    const stored = createCanvas(width, height);
    const pixels = stored.getContext('2d').createImageData(width, height);
    pixels.data.set(colours);
    stored.getContext('2d').putImageData(pixels, 0, 0);
    const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const context = createCanvas(across, down).getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(stored, 0, 0, across, down);
    return grayFromColours(context.getImageData(0, 0, across, down).data, across, down);
  });
}

function sourceOf(width: number, height: number, draw: (scale: number) => GrayPicture): PageSource {
  return {
    pageWidth: width, pageHeight: height, width, height, scale: boundedScale(width, height, 1, usualPixels),
    draw: (scale) => Promise.resolve(draw(boundedScale(width, height, scale, mostPixels))),
    toPage: (point) => point,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
