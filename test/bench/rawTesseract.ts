import load from 'tesseract.js-core/tesseract-core-simd.js';

/** tesseract.js-core with nothing around it. */
export type RawTesseract = {
  /** Recognises a picture (PGM bytes) and gives Tesseract's own account of it, unread. */
  recognise(picture: Uint8Array): string;
  close(): void;
};

/** `language`: unpacked data of the language everything is taken to be in. */
export async function openRawTesseract(language: Uint8Array): Promise<RawTesseract> {
  const silent = (): void => undefined;
  const module = await load({ TesseractProgress: silent, print: silent, printErr: silent });
  module.FS.writeFile('./eng.traineddata', language);
  const engine = new module.TessBaseAPI();
  if (engine.Init(null, 'eng', 1) !== 0) throw new Error('Tesseract did not take its language');
  engine.SetVariable('tessedit_pageseg_mode', '3');
  return {
    recognise: (picture) => {
      module.FS.writeFile('/input', picture);
      const shown = engine.SetImageFile(1, 0);
      module.FS.unlink('/input');
      if (shown === 1 || engine.Recognize(null) !== 0) throw new Error('Tesseract could not recognise the picture');
      const account = engine.GetJSONText(0);
      engine.Clear();
      return account;
    },
    close: () => { module.destroy(engine); },
  };
}
