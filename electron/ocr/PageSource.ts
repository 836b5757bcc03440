import type { GrayPicture, Point } from './GrayPicture.ts';

/** A page that can be drawn. Lengths are in its units: points of a PDF page, pixels of a picture. */
export type PageSource = {
  /** Of the unrotated page, as rectangles are measured. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  /** Of the page as it is shown: that is what is drawn. */
  readonly width: number;
  readonly height: number;
  /** Pixels a unit at which it is first drawn. */
  readonly scale: number;
  /** The page as it is shown. Errors: file-damaged, limit-exceeded. */
  draw(scale: number): Promise<GrayPicture>;
  /** From a place on the page as shown to the same place on the unrotated page, both in units from the top left. */
  toPage(point: Point): Point;
  [Symbol.asyncDispose](): Promise<void>;
};

/** No picture drawn is larger, in pixels: memory grows with it, and nothing is read better. */
export const mostPixels = 40_000_000;
/** What is drawn at first has at most so many: a page of the size of two sheets at 300 dots an inch. */
export const usualPixels = 18_000_000;

/** The scale at which a page of this size has at most so many pixels, and at most `wanted`. */
export function boundedScale(width: number, height: number, wanted: number, pixels: number): number {
  return Math.min(wanted, Math.sqrt(pixels / Math.max(width * height, 1)));
}
