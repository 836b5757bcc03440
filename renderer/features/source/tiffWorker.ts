import utif from 'utif2';

/** What is asked for: a page, from 1, of a TIFF file. What comes back: its pixels, four bytes each, or null where it cannot be unpacked. */
export type TiffRequest = { readonly bytes: ArrayBuffer; readonly page: number };
export type TiffReply = { readonly width: number; readonly height: number; readonly pixels: ArrayBuffer } | null;

type Scope = { onmessage: ((event: MessageEvent<TiffRequest>) => void) | null; postMessage(reply: TiffReply, transfer: readonly Transferable[]): void };
const scope = globalThis as unknown as Scope;

/** More is not unpacked, as where text is recognised. */
const largestPicture = 150_000_000;
/** Small versions of a page say so in this tag. */
const isReduced = (kind: unknown): boolean => Array.isArray(kind) && (Number(kind[0]) & 1) === 1;

scope.onmessage = ({ data: { bytes, page } }) => {
  try {
    const pages = utif.decode(bytes).filter((ifd) => Number(ifd['t256']) > 0 && Number(ifd['t257']) > 0 && !isReduced(ifd['t254']));
    const found = pages[page - 1];
    if (found === undefined || Number(found['t256']) * Number(found['t257']) > largestPicture) return scope.postMessage(null, []);
    utif.decodeImage(bytes, found);
    const pixels = utif.toRGBA8(found);
    const copy = new Uint8Array(pixels).buffer;
    scope.postMessage({ width: found.width, height: found.height, pixels: copy }, [copy]);
  } catch {
    // Whatever is wrong inside the file: it is damaged to whoever asked.
    scope.postMessage(null, []);
  }
};
