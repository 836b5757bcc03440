import load, { type TessBaseAPI, type TesseractModule } from 'tesseract.js-core/tesseract-core-simd.js';
import { AppError } from '../shared/AppError.ts';
import { toPgm, type GrayPicture } from './GrayPicture.ts';
import type { Languages } from './Languages.ts';

/** In pixels of the picture, from its top left; `confidence` 0..100. */
export type FoundBox = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
export type FoundWord = { readonly text: string; readonly bbox: FoundBox; readonly confidence: number };
export type FoundLine = { readonly bbox: FoundBox; readonly words: readonly FoundWord[]; readonly rowAttributes: { readonly rowHeight: number } };
/** Blocks come in reading order, columns one after the other; each holds paragraphs of lines of words. */
export type FoundBlock = { readonly paragraphs: readonly { readonly lines: readonly FoundLine[] }[] };

/** How a page lies: by how many degrees clockwise it is to be turned, and how sure that is (0 a guess, above 2 fairly, above 10 very). */
export type Orientation = { readonly degrees: 0 | 90 | 180 | 270; readonly confidence: number };

/** So many sets of languages stay loaded. */
const mostEngines = 2;

/** Tesseract in this process: nothing is fetched or written, all it reads is put into its memory. */
export class Tesseract {
  readonly #module: TesseractModule;
  readonly #languages: Languages;
  readonly #given = new Set<string>();
  readonly #engines = new Map<string, TessBaseAPI>();
  #orientation: TessBaseAPI | null = null;

  private constructor(module: TesseractModule, languages: Languages) {
    this.#module = module;
    this.#languages = languages;
  }

  static async load(languages: Languages): Promise<Tesseract> {
    const silent = (): void => undefined;
    return new Tesseract(await load({ TesseractProgress: silent, print: silent, printErr: silent }), languages);
  }

  /** What stands in the picture, lines of text being level. `languages`: such as `eng`. Errors: model-missing, internal. */
  async recognise(picture: GrayPicture, languages: readonly string[]): Promise<readonly FoundBlock[]> {
    const engine = await this.#engine(languages);
    this.#show(engine, picture);
    if (engine.Recognize(null) !== 0) throw new AppError('internal', { message: 'text recognition failed' });
    const { blocks } = JSON.parse(engine.GetJSONText(0)) as { blocks: readonly FoundBlock[] };
    engine.Clear();
    return blocks;
  }

  /** Null where there is too little text to tell. Errors: model-missing, internal. */
  async orientation(picture: GrayPicture): Promise<Orientation | null> {
    this.#orientation ??= await this.#start('osd', 0);
    this.#show(this.#orientation, picture);
    const results = new this.#module.OSResults();
    try {
      if (!this.#orientation.DetectOS(results)) return null;
      const { orientation_id: id, oconfidence: confidence } = results.best_result;
      return { degrees: ([0, 270, 180, 90] as const)[id] ?? 0, confidence };
    } finally {
      this.#orientation.Clear();
      this.#module.destroy(results);
    }
  }

  #show(engine: TessBaseAPI, picture: GrayPicture): void {
    this.#module.FS.writeFile('/input', toPgm(picture));
    const result = engine.SetImageFile(1, 0);
    this.#module.FS.unlink('/input');
    if (result === 1) throw new AppError('internal', { message: 'the picture could not be given to text recognition' });
  }

  async #engine(languages: readonly string[]): Promise<TessBaseAPI> {
    const key = languages.join('+');
    const known = this.#engines.get(key);
    // The one used longest ago goes first.
    this.#engines.delete(key);
    for (const [oldest, engine] of this.#engines) {
      if (this.#engines.size < mostEngines) break;
      engine.End();
      this.#module.destroy(engine);
      this.#engines.delete(oldest);
    }
    const engine = known ?? await this.#start(key, 1);
    this.#engines.set(key, engine);
    return engine;
  }

  async #start(languages: string, kind: 0 | 1): Promise<TessBaseAPI> {
    for (const language of languages.split('+')) {
      if (this.#given.has(language)) continue;
      this.#module.FS.writeFile(`./${language}.traineddata`, await this.#languages.read(language));
      this.#given.add(language);
    }
    const engine = new this.#module.TessBaseAPI();
    if (engine.Init(null, languages, kind) !== 0) throw new AppError('model-damaged', { id: languages });
    // Pages with columns, headings and tables rather than one block of text.
    if (kind === 1) engine.SetVariable('tessedit_pageseg_mode', '3');
    return engine;
  }
}
