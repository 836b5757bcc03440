import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../shared/AppError.ts';
import { emptyWhenMissing } from '../shared/emptyWhenMissing.ts';

const packages = createRequire(import.meta.url);
/** What comes with Carrel, in the order they are tried. */
const bundled = ['eng', 'deu', 'fra'] as const;
const names = /^([a-z]{3}(?:_[a-z]{3,4})?)\.traineddata(\.gz)?$/i;

/** The languages text can be recognised in: those that come with Carrel, and files `xyz.traineddata` (also `.gz`) laid into a folder. */
export class Languages {
  readonly #folder: string | null;

  /** `folder`: where more languages may lie; it need not exist. */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** Tesseract's names (ISO 639-2), the bundled ones first. */
  async list(): Promise<string[]> {
    const found = (await this.#files()).flatMap((file) => names.exec(file)?.[1] ?? []);
    return [...new Set([...bundled, ...found])].filter((language) => language !== 'osd');
  }

  /** The unpacked data of a language; a file in the folder comes before the bundled one. Errors: model-missing, model-damaged. */
  async read(language: string): Promise<Uint8Array> {
    const own = (await this.#files()).find((file) => names.exec(file)?.[1] === language);
    try {
      const bytes = await readFile(own === undefined || this.#folder === null ? pathOfBundled(language) : join(this.#folder, own));
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'MODULE_NOT_FOUND');
      throw new AppError(isMissing ? 'model-missing' : 'model-damaged', { id: language }, { cause: error });
    }
  }

  async #files(): Promise<string[]> {
    return this.#folder === null ? [] : await readdir(this.#folder).catch(emptyWhenMissing);
  }
}

/** `best_int`: the most accurate models in their quick form; Tesseract's old engine is not in them. */
function pathOfBundled(language: string): string {
  return join(dirname(packages.resolve(`@tesseract.js-data/${language}/package.json`)), '4.0.0_best_int', `${language}.traineddata.gz`);
}
