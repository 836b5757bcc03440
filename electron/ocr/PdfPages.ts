import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCanvas } from '@napi-rs/canvas';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Input } from '../reader/Input.ts';
import { pdfBytes } from '../reader/pdf/openPdf.ts';
import { AppError } from '../shared/AppError.ts';
import { grayFromColours, type Point } from './GrayPicture.ts';
import { boundedScale, usualPixels, type PageSource } from './PageSource.ts';

const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
pdfjs.GlobalWorkerOptions.workerSrc = pathToFileURL(join(packageFolder, 'legacy/build/pdf.worker.mjs')).href;

/** 300 dots an inch: what Tesseract reads best. */
const usualScale = 300 / 72;
/** A picture in a page that has more pixels is left out rather than unpacked. */
const largestPicture = 150_000_000;

/** A PDF whose pages are drawn with what is on them: no script runs and nothing is fetched. */
export class PdfPages {
  readonly #task: pdfjs.PDFDocumentLoadingTask;
  readonly #document: pdfjs.PDFDocumentProxy;

  private constructor(task: pdfjs.PDFDocumentLoadingTask, document: pdfjs.PDFDocumentProxy) {
    this.#task = task;
    this.#document = document;
  }

  /** The input stays the caller's to close, after this. Errors: password-needed, file-damaged. */
  static async open(input: Input, password: string | null): Promise<PdfPages> {
    const task = pdfjs.getDocument({
      ...await pdfBytes(input), ...(password === null ? {} : { password }), useSystemFonts: false, disableFontFace: true, enableXfa: false, stopAtErrors: false,
      maxImageSize: largestPicture, isOffscreenCanvasSupported: false, isImageDecoderSupported: false, useWorkerFetch: false, verbosity: pdfjs.VerbosityLevel.ERRORS,
      wasmUrl: join(packageFolder, 'wasm') + sep, iccUrl: join(packageFolder, 'iccs') + sep,
      cMapUrl: join(packageFolder, 'cmaps') + sep, cMapPacked: true, standardFontDataUrl: join(packageFolder, 'standard_fonts') + sep,
    });
    try {
      return new PdfPages(task, await task.promise);
    } catch (error) {
      await task.destroy();
      throw damaged(error);
    }
  }

  /** Page `number`, from 1. Errors: page-unknown, file-damaged. */
  async page(number: number): Promise<PageSource> {
    if (number > this.#document.numPages) throw new AppError('page-unknown', { page: number });
    const page = await this.#document.getPage(number).catch((error: unknown) => { throw damaged(error); });
    const shown = page.getViewport({ scale: 1 });
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    return {
      pageWidth: Math.abs(right - left), pageHeight: Math.abs(top - bottom), width: shown.width, height: shown.height,
      scale: boundedScale(shown.width, shown.height, usualScale, usualPixels),
      async draw(scale) {
        const viewport = page.getViewport({ scale });
        const [width, height] = [Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height))];
        const canvas = createCanvas(width, height);
        const context = canvas.getContext('2d');
        // The drawing surface has all that pdf.js asks of one in a browser.
        await page.render({ canvas: null, canvasContext: context as unknown as Parameters<typeof page.render>[0]['canvasContext'], viewport, background: '#ffffff', annotationMode: pdfjs.AnnotationMode.ENABLE }).promise;
        return grayFromColours(context.getImageData(0, 0, width, height).data, width, height);
      },
      toPage({ x, y }: Point): Point {
        const [onPageX = 0, onPageY = 0] = shown.convertToPdfPoint(x, y) as number[];
        return { x: onPageX - Math.min(left, right), y: Math.max(top, bottom) - onPageY };
      },
      [Symbol.asyncDispose]: async () => { await this.#document.cleanup(); },
    };
  }

  close(): Promise<void> {
    return this.#task.destroy();
  }
}

function damaged(error: unknown): AppError {
  return new AppError(error instanceof Error && error.name === 'PasswordException' ? 'password-needed' : 'file-damaged', {}, { cause: error });
}
