import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { AppError } from '../../shared/AppError.ts';
import { readAll, type Input } from '../Input.ts';
import { formItems } from './formItems.ts';
import type { FontShape } from './Pen.ts';
import { pdfHints, type PdfHints } from './hints.ts';
import { descriptionsIn } from './descriptions.ts';
import { inReadingOrder, mayHaveLigatures } from './ligatures.ts';
import { referenceOf } from './outline.ts';
import { remarksOn, type PageRemarks } from './remarks.ts';
import type { FontFacts, TextItem } from './TextRun.ts';
import { splitUnseen, type SeenAndUnseen } from './unseen.ts';

const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
pdfjs.GlobalWorkerOptions.workerSrc = pathToFileURL(join(packageFolder, 'legacy/build/pdf.worker.mjs')).href;

/** Files up to this size are read into memory at once; larger ones piece by piece as pdf.js asks. */
const wholeBytes = 256 * 1024 * 1024;
const pieceBytes = 256 * 1024;

export type PdfPageText = { readonly items: readonly TextItem[]; readonly unseen: SeenAndUnseen['unseen']; readonly fonts: ReadonlyMap<string, FontFacts>; /** The page's object, as `referenceOf`. */ readonly reference: string | null; readonly left: number; readonly top: number; readonly width: number; readonly height: number };

type OpenDocument = { readonly document: PDFDocumentProxy; readonly close: () => Promise<void> };

/** An open PDF. Nothing in it is run, drawn or fetched: only its text, fonts and metadata are read (pdf.js 6 itself never evaluates code). */
export class PdfFile {
  readonly #input: Input;
  readonly #password: string | null;
  readonly #bold = new Map<string, boolean>();
  #open: OpenDocument;
  #form: Promise<boolean> | null = null;
  #hints: PdfHints | null = null;

  private constructor(input: Input, password: string | null, opened: OpenDocument) {
    this.#input = input;
    this.#password = password;
    this.#open = opened;
  }

  /** The input stays the caller's to close. Errors: password-needed, file-damaged. */
  static async open(input: Input, password: string | null): Promise<PdfFile> {
    try {
      return new PdfFile(input, password, await openDocument(input, password));
    } catch (error) {
      if (password === null || !(error instanceof AppError) || error.code !== 'password-needed') throw error;
      // One that opens for everybody is not locked by a password that was meant for others.
      return new PdfFile(input, null, await openDocument(input, null));
    }
  }

  get document(): PDFDocumentProxy {
    return this.#open.document;
  }

  /** Opens the file anew: pdf.js keeps what it has seen of every page, and no call of its own gives all of it back. */
  async refresh(): Promise<void> {
    await this.#open.close();
    this.#bold.clear();
    this.#open = await openDocument(this.#input, this.#password);
  }

  /** What the file may hold beside the text that shows. */
  async hints(): Promise<PdfHints> {
    return this.#hints ??= this.#input.sizeBytes > wholeBytes ? { remarks: true, unseen: true, descriptions: true } : pdfHints(await readAll(this.#input));
  }

  /** What readers left on page `number` (from 1). */
  async remarks(number: number): Promise<PageRemarks> {
    return await remarksOn(await this.document.getPage(number));
  }

  /** How pictures on page `number` (from 1) are described for those who cannot see them. */
  async descriptions(number: number): Promise<string[]> {
    return descriptionsIn(await (await this.document.getPage(number)).getStructTree());
  }

  /** The pieces of text of page `number` (from 1), those that show apart from those that do not, and what is known of their fonts. `byDrawing`: what is drawn in nothing, in white or beside the page is told apart too, which takes as long again. */
  async pageText(number: number, byDrawing: boolean): Promise<PdfPageText> {
    const page = await this.document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: false });
    const names = Object.keys(content.styles);
    if (names.some((name) => !this.#bold.has(name))) await this.#learnFonts(page, names);
    const fonts = new Map(names.map((name) => {
      const style = content.styles[name];
      return [name, { ascent: style?.ascent ?? 0, descent: style?.descent ?? 0, vertical: style?.vertical === true, bold: this.#bold.get(name) === true }];
    }));
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    const view = { left: Math.min(left, right), bottom: Math.min(bottom, top), right: Math.max(left, right), top: Math.max(top, bottom) };
    const typed = (await this.#hasForm()) ? await formItems(page) : [];
    const pieces = content.items.filter((item): item is TextItem & typeof item => 'str' in item);
    const isJoined = mayHaveLigatures(pieces);
    // Where only its joined letters are asked for and the page cannot be drawn, they stay as they are.
    const drawn = byDrawing ? await page.getOperatorList() : isJoined ? await page.getOperatorList().catch(() => null) : null;
    const drawing = drawn === null ? null : { ...drawn, fontOf: (name: string) => shapeOf(page.commonObjs.has(name) ? page.commonObjs.get(name) : null) };
    const { items, unseen } = splitUnseen(isJoined && drawing !== null ? inReadingOrder(pieces, drawing) : pieces, view, byDrawing ? drawing : null);
    page.cleanup();
    return { items: [...items, ...typed], unseen, fonts, reference: page.ref === null ? null : referenceOf(page.ref), left: view.left, top: view.top, width: view.right - view.left, height: view.top - view.bottom };
  }

  /**
   * True when a page without text is truly blank (at most a few lines drawn), false when a picture may hold text. Pictures are
   * removed before they are decoded, so what shows of one is a change of coordinates for which nothing is drawn.
   */
  async isBlank(number: number): Promise<boolean> {
    const page = await this.document.getPage(number);
    const { fnArray } = await page.getOperatorList();
    page.cleanup();
    return fnArray.filter((operation) => operation === OPS.constructPath).length < 200 && !fnArray.some((operation) => drawsMore.has(operation)) && !placesPicture(fnArray);
  }

  /** The share of page `number` that its largest picture covers, 0..1. */
  async pictureShare(number: number): Promise<number> {
    const page = await this.document.getPage(number);
    const { fnArray, argsArray } = await page.getOperatorList();
    page.cleanup();
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    return Math.min(1, largestPicture(fnArray, argsArray) / Math.max(1, Math.abs((right - left) * (top - bottom))));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#open.close();
  }

  async #hasForm(): Promise<boolean> {
    this.#form ??= this.document.getMetadata().then(({ info }) => 'IsAcroFormPresent' in info && info.IsAcroFormPresent === true, () => false);
    return await this.#form;
  }

  /** Text content names fonts only by number; their real names come with the drawing instructions of a page that uses them. */
  async #learnFonts(page: PDFPageProxy, names: readonly string[]): Promise<void> {
    try {
      await page.getOperatorList();
    } catch {
      // Then the page's text stands without knowing which of it is bold.
    }
    for (const name of names) {
      if (this.#bold.has(name)) continue;
      const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null;
      this.#bold.set(name, isBold(font));
    }
  }
}

async function openDocument(input: Input, password: string | null): Promise<OpenDocument> {
  const task = pdfjs.getDocument({
    ...await pdfBytes(input), ...(password === null ? {} : { password }), fontExtraProperties: true, useSystemFonts: false, disableFontFace: true, useWasm: false, enableXfa: false, stopAtErrors: false,
    maxImageSize: 1, isImageDecoderSupported: false, isOffscreenCanvasSupported: false, useWorkerFetch: false, verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: join(packageFolder, 'cmaps') + sep, cMapPacked: true, standardFontDataUrl: join(packageFolder, 'standard_fonts') + sep,
  });
  const close = () => task.destroy();
  try {
    return { document: await task.promise, close };
  } catch (error) {
    await close();
    throw new AppError(error instanceof Error && error.name === 'PasswordException' ? 'password-needed' : 'file-damaged', {}, { cause: error });
  }
}

function shapeOf(font: unknown): FontShape {
  const matrix: unknown = typeof font === 'object' && font !== null && 'fontMatrix' in font ? font.fontMatrix : null;
  return { unit: Array.isArray(matrix) && typeof matrix[0] === 'number' ? matrix[0] : 0.001, vertical: typeof font === 'object' && font !== null && 'vertical' in font && font.vertical === true };
}

function isBold(font: unknown): boolean {
  if (typeof font !== 'object' || font === null) return false;
  if ('black' in font && font.black === true) return true;
  if ('bold' in font && font.bold === true) return true;
  return 'name' in font && typeof font.name === 'string' && /bold|black|heavy|demi|semibold/i.test(font.name);
}

const { OPS } = pdfjs;
const drawsMore: ReadonlySet<number> = new Set([
  OPS.showText, OPS.shadingFill, OPS.paintFormXObjectBegin, OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObjectRepeat, OPS.paintImageMaskXObjectGroup, OPS.paintInlineImageXObjectGroup, OPS.paintSolidColorImageMask,
]);

/** True when coordinates are changed and nothing is drawn before the change is undone or the page ends. */
function placesPicture(operations: readonly number[]): boolean {
  let depth = 0;
  let openAt: number | null = null;
  for (const operation of operations) {
    if (operation === OPS.transform) openAt = depth;
    else if (operation === OPS.constructPath) openAt = null;
    else if (operation === OPS.save) depth += 1;
    else if (operation === OPS.restore) {
      if (openAt !== null && openAt === depth) return true;
      depth -= 1;
    }
  }
  return openAt !== null;
}

/** The largest area any coordinates make of the unit square: a picture is drawn into it, hardly anything else is. Square points. */
function largestPicture(operations: readonly number[], args: readonly unknown[]): number {
  const around: number[] = [];
  let [area, largest] = [1, 0];
  const scale = (matrix: unknown): void => {
    const [a = 1, b = 0, c = 0, d = 1] = ArrayBuffer.isView(matrix) || Array.isArray(matrix) ? Array.from(matrix as ArrayLike<number>) : [];
    area *= Math.abs(a * d - b * c);
  };
  for (const [at, operation] of operations.entries()) {
    if (operation === OPS.save || operation === OPS.paintFormXObjectBegin) around.push(area);
    else if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) area = around.pop() ?? 1;
    if (operation === OPS.transform) {
      scale(args[at]);
      largest = Math.max(largest, area);
    } else if (operation === OPS.paintFormXObjectBegin) scale((args[at] as readonly unknown[] | null)?.[0]);
  }
  return largest;
}

type Source = { readonly data: Uint8Array } | { readonly range: pdfjs.PDFDataRangeTransport };

export async function pdfBytes(input: Input): Promise<Source> {
  const { sizeBytes } = input;
  if (sizeBytes <= wholeBytes) return { data: new Uint8Array(await readAll(input)) };
  const range = new pdfjs.PDFDataRangeTransport(sizeBytes, new Uint8Array(0));
  range.requestDataRange = (begin, end) => {
    void input.read(begin, Math.min(end, sizeBytes) - begin).then((bytes) => { range.onDataRange(begin, new Uint8Array(bytes)); }, () => { range.abort(); });
  };
  return { range, rangeChunkSize: pieceBytes, disableAutoFetch: true, disableStream: true } as Source;
}
