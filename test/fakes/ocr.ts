import type { IngestOptions } from '../../electron/engine/ingest.ts';

/** Looks at every page and finds no text on it. */
export const blindOcr: NonNullable<IngestOptions['ocr']> = {
  size: 2,
  recognise: () => Promise.resolve({ text: '', words: [], width: 0, height: 0, rotation: 0, meanConfidence: 0, language: 'eng' }),
};
