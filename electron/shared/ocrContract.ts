import * as z from 'zod';
import { call } from './operation.ts';
import { PartPlace } from './readerContract.ts';

/** A word as it was recognised: `start` to `end` of the text, and where it stands, in points of the unrotated PDF page or pixels of the picture from its top left. */
export const RecognisedWord = z.object({
  start: z.int(), end: z.int(), x: z.number(), y: z.number(), width: z.number(), height: z.number(),
  /** 0..100; below `lowConfidence` it is to be doubted. */
  confidence: z.number(),
});
export type RecognisedWord = z.infer<typeof RecognisedWord>;

/** Words below this are kept, found, and marked. */
export const lowConfidence = 60;

/** What stands on one page or picture. `text` is empty where nothing does. Lengths as in `RecognisedWord`. */
export const RecognisedPage = z.object({
  text: z.string(), words: z.array(RecognisedWord), width: z.number(), height: z.number(),
  /** By how many degrees clockwise it was turned for its lines to be level and upright. */
  rotation: z.number(),
  /** Of its characters, 0..100; 0 without text. */
  meanConfidence: z.number(),
  /** The language it was recognised in, such as `eng`. */
  language: z.string(),
});
export type RecognisedPage = z.infer<typeof RecognisedPage>;

/**
 * `page` of a PDF or TIFF, from 1; `member` of an archive (DOCX, PPTX, XLSX), null for the file itself; `part`: the attachment or archive member that is meant by “file”. `languages`: the ones to be
 * expected, likeliest first; none: all there are.
 */
export const RecogniseInput = z.object({
  path: z.string(), part: PartPlace.optional(), page: z.int().min(1), member: z.string().nullable(), languages: z.array(z.string()).default([]), password: z.string().optional(),
});
export type RecogniseInput = z.infer<typeof RecogniseInput>;

/** As in `RecogniseInput`; `widthPx`: about how wide the picture is to be. */
export const DrawInput = RecogniseInput.omit({ languages: true }).extend({ widthPx: z.int().min(50).max(4_000) });
export type DrawInput = z.infer<typeof DrawInput>;

/** A page as it is shown, in shades of grey. `isUpright`: a place on the unrotated page is at the same place of the picture. */
export const DrawnPage = z.object({ png: z.instanceof(Uint8Array), widthPx: z.int(), heightPx: z.int(), pageWidth: z.number(), pageHeight: z.number(), isUpright: z.boolean() });
export type DrawnPage = z.infer<typeof DrawnPage>;

/** Raised whenever the same page would give other text: pages are then recognised again. */
export const ocrVersion = 1;

export const ocrContract = {
  /** Errors: file-not-found, file-changed, file-damaged, file-too-large, format-unsupported, password-needed, page-unknown, limit-exceeded, model-missing. */
  recognise: call(RecogniseInput, RecognisedPage),
  /** Errors: as `recognise`, but model-missing. */
  draw: call(DrawInput, DrawnPage),
} as const;
export type OcrContract = typeof ocrContract;
