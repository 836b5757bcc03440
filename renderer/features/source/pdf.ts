import '../../app/promiseWithResolvers.ts';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { bundledWorker } from '../../app/bundledWorker.ts';
import type { Rotation } from './rotations.ts';

export type { PDFDocumentProxy, PDFPageProxy };
type Turned = { readonly scale: number; readonly rotation: Rotation };

let worker: Worker | null = null;

/** The one worker of pdf.js. Handing it a port keeps it from falling back to parsing in the window. */
function pdfWorker(): Worker {
  worker ??= bundledWorker('pdf');
  return worker;
}

/** Opens a PDF from its bytes. No script of the document runs, no font or map is fetched from outside the window; pages look the same on every computer. */
export async function openPdf(data: Uint8Array, password: string | null): Promise<PDFDocumentProxy> {
  pdfjs.GlobalWorkerOptions.workerPort = pdfWorker();
  const base = new URL('pdf/', document.baseURI).href;
  return pdfjs.getDocument({
    data, ...(password === null ? {} : { password }), enableXfa: false, useWasm: false, useSystemFonts: false, cMapUrl: `${base}cmaps/`, cMapPacked: true, standardFontDataUrl: `${base}standard_fonts/`, verbosity: 0,
  }).promise;
}

/** Draws a page alone, small: a picture to know it by. */
export async function drawPicture(page: PDFPageProxy, canvas: HTMLCanvasElement, { scale, rotation }: Turned, signal: AbortSignal): Promise<void> {
  const drawing = startDrawing(page, canvas, page.getViewport({ scale, rotation }));
  signal.addEventListener('abort', () => { drawing.cancel(); }, { once: true });
  await drawing.promise;
}

/** Draws a page; `layer` gets its words, out of sight, to select, copy and read aloud. `scale` is px per point, `rotation` the page's own turn and that of who looks at it together. */
export async function drawPage(page: PDFPageProxy, target: { readonly canvas: HTMLCanvasElement; readonly layer: HTMLElement }, { scale, rotation }: Turned, signal: AbortSignal): Promise<void> {
  const viewport = page.getViewport({ scale, rotation });
  const { canvas, layer } = target;
  layer.replaceChildren();
  layer.style.setProperty('--total-scale-factor', String(scale));
  const drawing = startDrawing(page, canvas, viewport);
  const words = new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
  // As the page was written; CSS turns it. Lengths that pdf.js gives it need a newer browser.
  const [width, height] = rotation % 180 === 0 ? [viewport.width, viewport.height] : [viewport.height, viewport.width];
  layer.style.width = `${width}px`;
  layer.style.height = `${height}px`;
  signal.addEventListener('abort', () => { drawing.cancel(); words.cancel(); }, { once: true });
  await Promise.all([drawing.promise, words.render()]);
}

/** As sharp as the screen is. */
function startDrawing(page: PDFPageProxy, canvas: HTMLCanvasElement, viewport: ReturnType<PDFPageProxy['getViewport']>): ReturnType<PDFPageProxy['render']> {
  const dense = window.devicePixelRatio || 1;
  canvas.width = Math.floor(viewport.width * dense);
  canvas.height = Math.floor(viewport.height * dense);
  canvas.style.width = `${viewport.width}px`;
  canvas.style.height = `${viewport.height}px`;
  return page.render({ canvas, viewport, ...(dense === 1 ? {} : { transform: [dense, 0, 0, dense, 0, 0] }) });
}
