import { AppError } from '../../../electron/shared/AppError.ts';
import { bundledWorker } from '../../app/bundledWorker.ts';
import type { TiffReply, TiffRequest } from './tiffWorker.ts';

/** A picture, or a page (from 1) of a TIFF, as it is to be seen: turned as the camera says. Errors: file-damaged. */
export async function openPicture(bytes: Uint8Array<ArrayBuffer>, page: number, signal: AbortSignal): Promise<ImageBitmap> {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  try {
    return head === 'II*\0' || head === 'MM\0*' ? await openTiff(bytes.buffer, page, signal) : await createImageBitmap(new Blob([bytes]));
  } catch (error) {
    throw error instanceof AppError || signal.aborted ? error : new AppError('file-damaged', {}, { cause: error });
  }
}

/** In a worker, so that a hostile or large file holds up nothing; it ends with the page, or when nobody waits for it any more. */
async function openTiff(bytes: ArrayBuffer, page: number, signal: AbortSignal): Promise<ImageBitmap> {
  const worker = bundledWorker('tiff');
  try {
    const reply = await new Promise<TiffReply>((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<TiffReply>) => { resolve(event.data); };
      worker.onerror = () => { resolve(null); };
      signal.addEventListener('abort', () => { reject(new AppError('cancelled')); }, { once: true });
      worker.postMessage({ bytes, page } satisfies TiffRequest, [bytes]);
    });
    if (reply === null) throw new AppError('file-damaged');
    return await createImageBitmap(new ImageData(new Uint8ClampedArray(reply.pixels), reply.width, reply.height));
  } finally {
    worker.terminate();
  }
}
