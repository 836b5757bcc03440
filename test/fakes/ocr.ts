import { basename } from 'node:path';
import type { IngestOptions } from '../../electron/engine/ingest/IngestOptions.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { RecognisedPage, RecogniseInput } from '../../electron/shared/ocrContract.ts';

/** Looks at every page and finds no text on it. */
export const blindOcr: NonNullable<IngestOptions['ocr']> = {
  size: 2,
  recognise: () => Promise.resolve({ text: '', words: [], width: 0, height: 0, rotation: 0, meanConfidence: 0, language: 'eng' }),
};

/** Recognises nothing but says on which page it was asked: the write path is what is tried, not Tesseract. */
export class FakeOcr {
  readonly size: number;
  readonly asked: string[] = [];
  fail: ((input: RecogniseInput) => AppError | null) = () => null;
  hold: Promise<void> = Promise.resolve();

  constructor(size = 2) {
    this.size = size;
  }

  readonly recognise = async (input: RecogniseInput, { signal }: { readonly signal: AbortSignal }): Promise<RecognisedPage> => {
    this.asked.push(`${basename(input.path)} ${input.part === undefined ? '' : `${input.part.join('.')}/`}${input.member ?? ''}${input.page}`);
    await this.hold;
    if (signal.aborted) throw new AppError('cancelled');
    const error = this.fail(input);
    if (error !== null) throw error;
    const text = `Recognised words of page number${input.page}`;
    return { text, words: [{ start: 0, end: 10, x: 1, y: 2, width: 50, height: 9, confidence: 90 }, { start: 11, end: text.length, x: 55, y: 2, width: 90, height: 9, confidence: 40 }], width: 595, height: 842, rotation: 0, meanConfidence: 70, language: 'eng' };
  };
}
